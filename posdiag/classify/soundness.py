"""How sound a text looks as Korean or English, sign by sign: what garbled text is recognised by."""

from __future__ import annotations

from posdiag.late import late

REPLACEMENT = "�"

#: A text without any of these signs cannot be garbled: Hangul, ASCII, and punctuation that people type.
_PLAIN = late(
    r"[\t\n\r -~가-힣ㄱ-ㅎㅏ-ㅣ·…‘’“”「」『』《》〈〉～→←↑↓▶▷▲△●○■□★☆※₩℃㎏㎡①-⑳、。–—•ᆞ\U0001F000-\U0001FAFF]*"
)
_LATIN = late(r"[\x80-\xff]")
_HANGUL = late(r"[가-힣]")
#: What mojibake of every kind consists of, beside Hangul that nobody writes.
_ODD = late(
    "[\x80-\u02ff\u0370-\u03ff\u0400-\u04ff\u4e00-\u9fff\uf900-\ufaff\uff61-\uff9f\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u0160\u0161\u0192\u02c6\u02dc]"
)


#: Syllables of which nine in ten of a Korean sentence consist, those of payment talk first.
FREQUENT = (
    "이다는가을에서하고기지의은도로사한인나어제정수안해자시결요카드승불취소쿠폰단말번호금액오류통신거래없부전"
    "음습니되용일원았었있으면라구점맹등록확대보잔족초과유효간비밀틀렸됩망응답실패연장애버접속재처리중를"
    "국내외여러할화글씨깨져상품권온누페바코입력방식환경설청선택복합조회역문객센터검준발급그들만때게것저까아"
    "오주스물동생데와마트모두무미세계개게공교구군그근글길남년날노높놓눈느늘능님당더덕돈돌돼됐된될둘뒤듣등따"
    "떻똑또란람랑래량려력련렇레례론루르름릭린림립마막많말맞매머먹메며명몇몰못문바반받방배백법벌변별병보본봐"
    "봉북분빠빼뿐산살새색생써성션손쇼술쉬쪽쭉쯤차찮찾채책처천첫체쳐초촌총최추출충치칙친침켜큐크큰키타탁탈태택"
    "텔토통투트특티파판팔팩퍼펑편평포표풀프플피필학함합항해행향험현형혜혹혼회획후휴흐희히힘했혔했겠겨격견경곳관"
    "광괜권규균극금급긴김깜꺼껴꼭끄끊끝낌날납낮내너넘네녀념농누뉴닌닐닙달담답덤독든딩떤뜨뜬랐랬럴럼렌롭료룰율"
    "임입잇있잉잠잡저적젠젝족존종좀좋죄죠죽즈즉즘증직진질집짜째쩌쪼찍찰창씩식신심싶쌍쓰씀아안알았앞야약양언얼업"
    "엇없었에엔엘여역열염영예옛옆완외왜우욱운울움웃원월위육융으응의익올옥왔용우워웹휴환활황횟효훨흥했칩"
)
_FREQUENT = frozenset(FREQUENT)


def typical(text: str) -> float:
    """Which share of the syllables is frequent: about nine tenths in Korean, far less in mojibake."""
    syllables = _HANGUL.findall(text)
    return sum(sign in _FREQUENT for sign in syllables) / len(syllables) if syllables else 0.0


#: The 2,350 syllables of KS X 1001, which hold nearly all that is ever written.
_COMMON = frozenset(
    bytes(byte for first in range(0xB0, 0xC9) for last in range(0xA1, 0xFF) for byte in (first, last)).decode(
        "euc_kr"
    )
)


def is_common(sign: str) -> bool:
    """Whether a syllable is one of those that are written at all."""
    return sign in _COMMON


def is_plain(text: str) -> bool:
    """Whether no sign of the text can come from garbling, save Hangul that is merely rare."""
    return _PLAIN.fullmatch(text) is not None


def hangul(text: str) -> list[str]:
    """The syllables of a text."""
    return _HANGUL.findall(text)


def rare(text: str) -> int:
    """How many syllables are outside KS X 1001."""
    syllables = _HANGUL.findall(text)
    return 0 if _COMMON.issuperset(syllables) else sum(sign not in _COMMON for sign in syllables)


def odd(text: str) -> int:
    """How many signs are of the kinds that mojibake consists of."""
    return len(_ODD.findall(text))


def has_latin(text: str) -> bool:
    """Whether a sign stands between ASCII and U+0100, where bytes read as Latin-1 end up."""
    return _LATIN.search(text) is not None
