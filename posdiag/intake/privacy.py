"""Personal data in what a caller says: hidden before anything is kept,
and the agent told which kinds there were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from posdiag.masking import mask_text

_PIN = re.compile(
    r"((?:\bPIN\b|비밀번호|비번|암호|핀번호|CVC2?|CVV2?|OTP)\D{0,6}?)(\d{3,8})(?!\d|번|회|\s?원)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)(?:\d[ .·/-]?){12,18}\d(?!\d)")
#: Kinds of personal data, in the order in which they are told, with how each looks before it is hidden.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "resident",
        re.compile(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–~]?\s?[1-8]\d{6}(?!\d)"),
    ),
    ("card", _CARD),
    ("phone", re.compile(r"(?<!\d)(?:\+?82[- .]?1|01)[016-9][- .)]?\s?\d{3,4}[- .]?\d{4}(?!\d)")),
    ("pin", _PIN),
    ("account", re.compile(r"(?:계좌|통장)(?:번호)?\s?(?:는|은|:)?\s?\d[\d-]{8,}\d")),
)
_FAMILY = "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현"
#: Names where people say who they are; the rules of `mask_text` know those before 님 and 씨.
_SELF = re.compile(
    rf"((?<![가-힣])(?:저는|제가|저|제 이름은|이름은|성함은|점주|대표|사장|손님|고객|본인은|명의는|"
    rf"명의자는)\s)"
    rf"([{_FAMILY}](?:[가-힣][가-힣](?<![하되했됐갔왔봤있없려보주])(?=(?:이?라고|이?라는|인데|입니다|임다|이에요|예요|에요"
    rf"|이고|고[ ,.]|이며|이요|요[ ,.]|이 |가 |님|씨|,|\.| \d|$))|[가-힣](?=(?:이?라고|이?라는|입니다|"
    rf"이에요|예요))))"
)
_TITLED = re.compile(
    rf"(?<![가-힣])([{_FAMILY}][가-힣]{{2}})(?<![요다고데면는게까돼됨])(?=\s?(?:사장님|점장님|대표님|손님|고객님|어르신|할머니|할아버지))"
)
#: Resident and card numbers written otherwise than `mask_text` expects them.
_LOOSE_RESIDENT = _KINDS[0][1]
_LOOSE_CARD = re.compile(r"(?<!\d)(?:\d{4}\s?[ .·/-]\s?){3}\d{3,4}(?!\d)")
_ACCOUNT = _KINDS[4][1]
_ENGLISH_NAME = re.compile(r"\b(my name is|this is|i am|i'm)( [A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,63}")
#: A hidden number, and what it was called before it.
_HIDDEN = re.compile(
    r"(?:(?:카드|주민(?:등록)?|계좌|전화|휴대폰|핸드폰)\s?번호(?:는|은|가|이)?"
    r"|(?:card|account|phone) number(?: is)?)?"
    r"[\s:]{0,2}(?<![\w*])[\d*][\d*. ·/-]*\*\*[\d*. ·/-]*(?![\w*])",
    re.IGNORECASE,
)
#: Words that look like a name after `저는` and are none.
_NO_NAMES = frozenset(
    re.findall(
        "[가-힣]+",
        "고객님 손님이 주인이 사장님 점주님 직원인 이번에 오늘은 어제는 지난번 방금전 신한카 현대카 "
        "하나카 우리카 "
        "손님 고객 점주 주인 사장 직원 기사 학생 주부 노인 원장 이모 조카 약사 소비자 이용자 주민 구민 "
        "시민 도민 "
        "현금 신용 안내 문의 전부 조금 이거 이것 그거 전화 성인 강사 교사 구매자 임산부 임대인",
    )
)


@dataclass(frozen=True, slots=True)
class Private:
    """A text as it may be kept, of the same length, and the kinds of personal data it held."""

    text: str
    kinds: tuple[str, ...] = ()


def hide(text: str) -> Private:
    """Card, resident, phone and account numbers, PINs, names and mail addresses hidden; lengths stay."""
    kinds = [kind for kind, pattern in _KINDS if pattern.search(text)]
    masked = _LOOSE_RESIDENT.sub(_stars, text)
    masked = _LOOSE_CARD.sub(_middle, masked)
    masked = _PIN.sub(lambda found: found[1] + "*" * len(found[2]), masked)
    masked = _ACCOUNT.sub(_digits, masked)
    masked = _EMAIL.sub(_stars, masked)
    named = _TITLED.sub(_name, _SELF.sub(_named, masked))
    named = mask_text(_ENGLISH_NAME.sub(lambda found: found[1] + re.sub(r"\w", "*", found[2]), named))
    if re.search(rf"[{_FAMILY}]\*+", named) or _ENGLISH_NAME.search(text):
        kinds.append("name")
    if _EMAIL.search(text):
        kinds.append("mail")
    if "card" in kinds and not any("*" in named[one.start() : one.end()] for one in _CARD.finditer(text)):
        kinds.remove("card")
    return Private(named, tuple(kinds))


def without_numbers(text: str) -> str:
    """A hidden text without its hidden numbers and what they were called: that somebody reads out a card's
    number is no word about the trouble. What would be nothing then stays as it is.
    """
    left = _HIDDEN.sub(" ", text)
    return left if re.search(r"\w", left) else text


def _stars(found: re.Match[str]) -> str:
    return re.sub(r"\w", "*", found[0])


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"\d", "*", found[0])


def _middle(found: re.Match[str]) -> str:
    """The first six and last four digits stay."""
    places = [at for at, char in enumerate(found[0]) if char.isdigit()]
    chars = list(found[0])
    for at in places[6:-4]:
        chars[at] = "*"
    return "".join(chars)


def _named(found: re.Match[str]) -> str:
    return found[0] if found[2] in _NO_NAMES else found[1] + found[2][0] + "*" * (len(found[2]) - 1)


def _name(found: re.Match[str]) -> str:
    return found[0] if found[1] in _NO_NAMES else found[1][0] + "**"
