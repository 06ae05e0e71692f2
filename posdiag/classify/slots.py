"""What a text tells besides its cause: amount, approval number, company, instrument, programme, place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, compress, repeat
from operator import contains

from posdiag.classify.result import Slots
from posdiag.late import late

_AMOUNT = late(
    r"(?<![\d,.])(\d{1,3}(?:,\d{3})+|\d{1,9})\s?(만|천)?\s?(\d{1,4})?\s?(천)?\s?원|₩\s?(\d[\d,]{2,11})|(\d[\d,]{2,11})\s?krw",
    re.I,
)
_HAN_AMOUNT = late(r"(?<![가-힣])([일이삼사오육칠팔구십백]{1,4})(만|천)\s?원")
_APPROVAL = late(
    r"(?:승인\s?번호|approval (?:number|no\.?|code)|auth(?:ori[sz]ation)? (?:code|no\.?|number)|appr no)"
    r"\s?(?:는|은|가|이)?\s?[:=#]?\s?(\d{6,9})(?!\d)",
    re.I,
)
_WHEN = late(
    r"(20\d\d[-./]\d{1,2}[-./]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}월\s?\d{1,2}일|"
    r"(?:오늘|어제|그제|그저께|방금|아까|지난주|지난달|엊그제)(?:\s?(?:아침|오전|점심|오후|저녁|밤))?"
    r"|(?:오전|오후)\s?\d{1,2}시(?:\s?\d{1,2}분)?|\d{1,2}시(?:\s?\d{1,2}분|\s?반)?|(?<![\d.:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)"
    r"|\b(?:yesterday|today|this morning|last night|just now)\b)",
    re.I,
)
#: What is named -> words that name it, the first that stands in the text wins; spaces do not matter.
_COMPANIES = {
    "KOCES": ("koces", "코세스", "한국신용카드결제"),
    "NICE": ("nicevan", "나이스정보통신", "나이스밴", "nvcat"),
    "NICEPAY": ("nicepay", "나이스페이"),
    "KIS": ("kis정보통신", "kisvan", "키스정보통신", "한국신용정보"),
    "KICC": ("kicc", "이지체크", "easycheck", "한국정보통신", "이지카드"),
    "KSNET": ("ksnet", "케이에스넷", "kscat"),
    "SMARTRO": ("smartro", "스마트로"),
    "JTNET": ("jtnet", "제이티넷"),
    "KOVAN": ("kovan", "코밴"),
    "KPN": ("kpn",),
    "Daou": ("다우데이타", "daoudata"),
    "Toss": ("토스페이먼츠", "토스플레이스", "tossplace", "tosspayments"),
    "KCP": ("kcp", "케이씨피"),
}
_PROGRAMMES = {
    "consumption-coupon-2025": (
        "소비쿠폰",
        "민생쿠폰",
        "민생회복",
        "민생지원금",
        "소비 coupon",
        "consumption coupon",
    ),
    "onnuri-digital": ("디지털온누리", "온누리앱", "온누리페이"),
    "onnuri": ("온누리", "onnuri"),
    "sangsaeng-payback": ("상생페이백", "페이백"),
    "local-currency": (
        "지역사랑상품권",
        "지역화폐",
        "동백전",
        "경기지역화폐",
        "chak",
        "서울사랑상품권",
        "제로페이",
        "local currency",
    ),
    "child-meal": ("아동급식", "급식카드", "꿈나무카드"),
    "agrifood-voucher": ("농식품바우처", "농식품 바우처"),
    "pregnancy-voucher": ("국민행복카드", "임신바우처", "임신출산", "첫만남"),
    "culture-nuri": ("문화누리",),
    "energy-voucher": ("에너지바우처",),
}
_INSTRUMENTS = {
    "coupon-check": ("체크카드", "check card", "debit card"),
    "coupon-credit": ("신용카드", "credit card"),
    "prepaid": ("선불카드", "충전카드", "기프트카드", "prepaid", "지역화폐카드", "급식카드"),
    "voucher-qr": ("qr",),
    "voucher-barcode": ("바코드", "barcode"),
    "voucher-linked": ("디지털온누리", "페이백"),
}
_PLACES = {
    "kiosk": ("키오스크", "kiosk", "무인결제", "무인매장"),
    "table": ("테이블오더", "티오더", "table order", "태블릿주문"),
    "delivery": ("배달앱", "배달의민족", "배민", "쿠팡이츠", "요기요", "배달", "delivery"),
    "online": ("온라인", "인터넷쇼핑", "쇼핑몰", "online", "앱결제"),
    "counter": ("카운터", "계산대", "counter", "포스기"),
}
_NAMES = [one for names in (_COMPANIES, _PROGRAMMES, _INSTRUMENTS, _PLACES) for one in chain(*names.values())]
#: Names without spaces, looked for in a text without them, and those with.
_WORDS = tuple(dict.fromkeys(one for one in _NAMES if " " not in one))
_APART = tuple(dict.fromkeys(one for one in _NAMES if " " in one))
_UNITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}


#: In lower case, every text in which `_APPROVAL` or `_WHEN` finds something has a figure or one of these.
_DAYS = ("오늘", "어제", "그제", "그저께", "방금", "아까", "지난주", "지난달", "엊그제")
_DAYS_EN = ("yesterday", "today", "this morning", "last night", "just now", "ſ", "ı", "\u0307")
_FIGURE = late(r"\d")


def slots_of(text: str, scheme: str = "") -> Slots:
    """The slots of a text, which may be masked; what it does not tell stays empty."""
    lowered = text.lower()
    squeezed = "".join(lowered.split())
    said = frozenset(compress(_WORDS, map(contains, repeat(squeezed), _WORDS)))
    said |= frozenset(compress(_APART, map(contains, repeat(lowered), _APART)))
    figures = _FIGURE.search(text) is not None
    approval = _APPROVAL.search(text) if figures else None
    when = _WHEN.search(text) if figures or _says_when(lowered) else None
    return Slots(
        amounts_krw=_amounts(text) if "원" in lowered or "₩" in lowered or "krw" in lowered else (),
        approval_number=approval[1] if approval else "",
        scheme=scheme,
        company=_named(_COMPANIES, said),
        instrument=_named(_INSTRUMENTS, said),
        programme=_named(_PROGRAMMES, said),
        place=_named(_PLACES, said),
        when=when[0].strip() if when else "",
    )


def _says_when(lowered: str) -> bool:
    for word in _DAYS if not lowered.isascii() else ():
        if word in lowered:
            return True
    return any(word in lowered for word in _DAYS_EN)


def _named(names: Mapping[str, tuple[str, ...]], said: frozenset[str]) -> str:
    """The first name of which a word was said."""
    if said:
        for name, words in names.items():
            if not said.isdisjoint(words):
                return name
    return ""


def _amounts(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for match in _AMOUNT.finditer(text):
        number, unit, more, thousand, won, krw = match.groups()
        plain = number or won or krw
        value = int(plain.replace(",", "")) * {"만": 10_000, "천": 1_000}.get(unit or "", 1)
        if more:
            value += int(more) * (1_000 if thousand else 1)
        if 0 < value < 10**10:
            found.setdefault(value)
    for match in _HAN_AMOUNT.finditer(text):
        found.setdefault(_han(match[1]) * (10_000 if match[2] == "만" else 1_000))
    return tuple(found)


def _han(digits: str) -> int:
    """`이십오` -> 25."""
    total = current = 0
    for sign in digits:
        if sign in _UNITS:
            current = _UNITS[sign]
        else:
            total += (current or 1) * (100 if sign == "백" else 10)
            current = 0
    return total + current
