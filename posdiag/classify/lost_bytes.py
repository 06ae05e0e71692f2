"""UTF-8 read as CP949, where the reader put a replacement character for bytes that CP949 does not have.

The bytes of a Hangul syllable in UTF-8 are EA to ED and two more. CP949 has no letter for most pairs that
begin with EA to ED, so exactly these first bytes are lost, and of the few that they can have been the one is
taken that gives the most frequent syllable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from posdiag.classify.soundness import FREQUENT, REPLACEMENT, is_common

_NEXT = range(0x80, 0xC0)
#: What stands for a sign that is lost.
LOST = "□"
_FIRST = (0xEC, 0xEB, 0xED, 0xEA)
_RANK = {sign: rank for rank, sign in reversed(list(enumerate(FREQUENT)))}
#: Words in which a lost byte is most often met: a syllable that makes one of them with its neighbour wins.
_WORDS = (
    "승인 취소 오류 부족 잔액 번호 카드 쿠폰 소비 결제 통신 거래 단말 단말기 "
    "가맹점 등록 미등록 확인 대보 초과 한도 유효 기간 비밀 틀립니다 틀렸 됩니다 "
    "합니다 습니다 입니다 응답 실패 연결 시간 장애 서버 접속 재시도 처리 사용 "
    "불가 할부 금액 화면 글씨 글자 깨져 깨짐 상품권 온누리 바코드 입력 방식 설정 "
    "복구 조회 내역 문의 고객 센터 발급 점검 망취소 수신 송신 전문 형식 없음 "
    "없습니다 않습니다 안돼요 안됩니다 정지 분실 도난 환불 원거래 이미 지역 매장 "
    "매출 업종 제한 품목 기관 은행 시스템 카드사 리더기 판독 프린터 영수증 포스 "
    "키오스크 네트워크 인터넷 케이블 재부팅"
)


def utf8_from_cp949(text: str) -> tuple[str, int] | None:
    """(text, signs lost) of bytes that were UTF-8, or None where the text cannot come from such bytes."""
    data: list[int] = []  # -1 for a byte that is lost
    for sign in text:
        if sign == REPLACEMENT:
            data.append(-1)
            continue
        try:
            data += sign.encode("cp949")
        except UnicodeEncodeError:
            return None
    signs = list(_read(data))
    lost = signs.count(LOST)
    return ("".join(signs), lost) if lost * 4 <= len(signs) else None


def _read(data: list[int]) -> Iterator[str]:
    """The signs; among several that the bytes leave open, one that makes a word with a neighbour."""
    before, after = "", list(_open(data))
    for place, choice in enumerate(after):
        following = after[place + 1] if place + 1 < len(after) else [""]
        before = choice[0] if len(choice) == 1 else min(choice, key=_unlikely(before, following))
        yield before


def _open(data: list[int]) -> Iterator[list[str]]:
    """For each sign those that it may have been."""
    at = 0
    while at < len(data):
        if 0 <= data[at] < 0x80:
            yield [chr(data[at])]
            at += 1
        elif data[at : at + 3] == [-1, -1, -1]:
            yield [LOST]
            at += 3
        else:
            signs = _syllables(data[at], data[at + 1 : at + 3])
            yield signs or [LOST]
            at += 3 if signs else 1
            while not signs and at < len(data) and 0x80 <= data[at] < 0xC0:
                at += 1


def _syllables(first: int, rest: list[int]) -> list[str]:
    """The signs that three bytes may be, one of them perhaps lost."""
    if len(rest) < 2 or sum(byte < 0 for byte in (first, *rest)) > 1:
        return []
    whole = first >= 0 and min(rest) >= 0
    found = []
    for one in _FIRST if first < 0 else (first,):
        for two in _NEXT if rest[0] < 0 else (rest[0],):
            for three in _NEXT if rest[1] < 0 else (rest[1],):
                try:
                    sign = bytes((one, two, three)).decode("utf-8")
                except UnicodeDecodeError:
                    continue
                if whole or ("가" <= sign <= "힣" and is_common(sign)):
                    found.append(sign)
    return found


def _unlikely(before: str, following: list[str]) -> Callable[[str], tuple[bool, int]]:
    def unlikely(sign: str) -> tuple[bool, int]:
        pairs = [before + sign, *(sign + one for one in following)]
        fits = any(
            len(pair) == 2 and not pair.isspace() and pair.strip() == pair and pair in _WORDS
            for pair in pairs
        )
        return not fits, _RANK.get(sign, len(_RANK) + ord(sign))

    return unlikely
