"""The Korean texts of terminal and VAN: message lines, screens and receipts."""

from __future__ import annotations

from collections.abc import Mapping

#: Response code -> the two message lines.
LINES: Mapping[str, tuple[str, str]] = {
    "00": ("정상승인", ""),
    "10": ("부분승인", "잔액만큼 승인"),
    "03": ("미가맹점", "가맹점 등록 확인"),
    "12": ("거래불가", ""),
    "13": ("금액 오류", "금액 확인"),
    "14": ("카드번호 오류", "번호 확인"),
    "25": ("원거래 없음", "승인번호 확인"),
    "30": ("전문 형식 오류", ""),
    "33": ("카드유효기간만료", "카드사 문의"),
    "51": ("잔액 부족", "잔액 확인"),
    "54": ("유효기간 만료", "사용기한 확인"),
    "57": ("거래 불가 카드", ""),
    "58": ("미등록 단말기", "TID 확인"),
    "61": ("사용한도 초과", ""),
    "62": ("사용정지", "발급기관 문의"),
    "05": ("승인 거절", "카드사 문의"),
    "15": ("발급사 없음", "카드 확인"),
    "17": ("고객 취소", ""),
    "19": ("이용 폭주", "잠시후 재시도"),
    "21": ("취소 불가", "카드사 문의"),
    "55": ("비밀번호 오류", ""),
    "59": ("거래 제한 카드", "카드사 문의"),
    "63": ("보안 위반", ""),
    "75": ("비밀번호횟수초과", "카드사 문의"),
    "76": ("취소 시한 경과", ""),
    "80": ("기관 회선 장애", "잠시후 재시도"),
    "81": ("키 불일치", "키 재설정"),
    "92": ("미등록 BIN", "카드 확인"),
    "68": ("응답 지연", "재조회 요망"),
    "91": ("기관 장애", "잠시후 재시도"),
    "94": ("중복 거래번호", ""),
    "96": ("시스템 오류", ""),
    "P1": ("사용지역 아님", ""),
    "P2": ("업종·매출 제한", ""),
    "P3": ("제한품목 포함", "품목 확인"),
    "P4": ("사용개시 전", "등록 확인"),
    "P5": ("이미 사용된 쿠폰", ""),
    "P6": ("유효하지않은쿠폰", ""),
    "P7": ("결제경로 미지원", "매장단말기 이용"),
    "P8": ("기취소 거래", ""),
    "P9": ("할부코드 확인", ""),
    "PA": ("카드한도 초과", "카드사 문의"),
    "PB": ("점검 시간", "점검후 재시도"),
    "PC": ("거래시각 오류", "시각 확인"),
    "K2": ("키 미설정", "개통 확인"),
    "C1": ("IC오류입니다. 마그네틱을 읽혀주세요", ""),
    "C2": ("IC 카드입니다. IC로 우선 거래해 주세요", ""),
    "C3": ("지원하지 않는 입력방식입니다", ""),
    "T1": ("응답 시간 초과", "거래내역 확인"),
    "T2": ("호스트 접속 불가", "통신 확인"),
    "T3": ("다른 거래 진행중", "잠시후 재시도"),
    "F1": ("전문 형식 오류", ""),
    "K1": ("미지원 전문", ""),
    "N1": ("거래 내역 없음", ""),
    "U1": ("사용자 취소", ""),
    "C4": ("카드 대기 초과", ""),
    "C5": ("거래 중지", ""),
    "F2": ("전문 길이 오류", ""),
}

FALLBACK_OFF = "IC거래불가,폴백거래미사용,거래종료"
ASK_CARD = {
    "T": "카드를 대 주세요",
    "Q": "QR을 읽혀 주세요",
    "B": "바코드를 읽혀 주세요",
    "M": "QR을 스캔해 주세요",
}
ASK_DEFAULT = "카드를 읽혀 주세요"
ASKING_HOST = "승인 요청 중입니다"
REVERSING = "망취소 처리"
#: Why a frame was refused -> the terminal's screen.
BAD_FRAME = {
    "check": "수신 오류: 검사문자(BCC)",
    "length": "수신 오류: 길이",
    "header": "수신 오류: 헤더",
    "gap": "수신 오류: 전문 끊김",
    "size": "수신 오류: 전문 초과",
}


def lines(result: str) -> tuple[str, str]:
    """The message lines of a response code."""
    return LINES.get(result, ("거래 거절", result))


def receipt(title: str, words: Mapping[str, str]) -> str:
    """A receipt as the terminal prints it. Card numbers show their first 6 and last 4 digits."""
    card = words.get("card", "")
    shown = f"{card[:6]}{'*' * max(0, len(card) - 10)}{card[-4:]}" if len(card) > 10 else ""
    rows = [
        f"[{title}]",
        f"가맹점 {words.get('merchant', '')}",
        f"카드 {shown}" if shown else "",
        f"금액 {int(words.get('approved_amount') or 0):,}원",
        f"승인번호 {words.get('approval', '')}",
        f"잔액 {int(words['balance']):,}원" if words.get("balance") else "",
        words.get("text1", ""),
    ]
    return "\n".join(row for row in rows if row)
