"""Sums of money as people say and type them: `12,300원`, `만 이천삼백 원`, `3만 5천`, `2마넌`,
`KRW 5000`. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Larger sums are no payment at a till (the cap of three billion won is talk about the shop).
MAX_KRW = 99_999_999
#: No number is written with more characters than this.
_LONGEST = 40

_DIGIT = {
    **{char: value for value, char in enumerate("영일이삼사오육칠팔구")},
    "공": 0,
    "륙": 6,
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
}
_SMALL = {"천": 1000, "백": 100, "십": 10, "처": 1000}
_LARGE = {"억": 100_000_000, "만": 10_000, "마": 10_000}
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12}(?:\.\d{1,2}(?!\d))?")
#: What makes a number a sum: won, in its spellings, slips and dialects.
_WON = re.compile(
    r"\s?(?:원(?!거래|거레|래|격|칙|인(?![데지거줄])|본|장|화|하는|하시|하신|천징|단말)|"
    r"언(?=[을이에짜정쯤 ,.]|$)|"
    r"won\b|krw\b|\\(?!\w))",
    re.IGNORECASE,
)
_SLANG_WON = re.compile(r"(?<=[마처])넌")
_BEFORE = re.compile(r"(?:₩|￦|\\|\bkrw|\bwon)\s?$", re.IGNORECASE)
#: Words that may stand right before a sum written in Hangul, which else must not begin within a word.
_OPENER = re.compile(
    r"(?:총|합계|합|금액|가격|딱|약|한|각|단돈|무려|카드|쿠폰|현금|결제|잔액|에|는|은|이|가|로|씩|랑|및)$"
)
_STARTS = re.compile(r"[\d일이삼사오육륙칠팔구십백천만마처두세네]")
#: `3만` with nothing behind it, but an end or a particle.
_LOOSE_END = re.compile(r"\s?(?=$|[,.?!)\]]|\s|을|를|이|쯤|정도|짜리|어치|결제|긁)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of `krw` won, and the stretch of the text that says it."""

    krw: int
    start: int
    end: int


@dataclass(slots=True)
class _Number:
    """A number as it is read: its value and end, whether it holds a multiplier, and whether Arabic digits."""

    value: float = 0.0
    end: int = 0
    multiplied: bool = False
    arabic: bool = False
    grouped: bool = False


def read_amounts(text: str) -> list[Amount]:
    """Every sum in the text, in its order. A bare number is none, nor is one above MAX_KRW."""
    found: list[Amount] = []
    at = 0
    while start := _STARTS.search(text, at):
        amount = _amount_at(text, start.start())
        if amount is None:
            at = _next_start(text, start.start())
            continue
        if 0 < amount.krw <= MAX_KRW:
            found.append(amount)
        at = amount.end
    return found


def one_amount(text: str) -> int | None:
    """The sum that an answer means, a bare number among them; None where it says none or several."""
    sums = {amount.krw for amount in read_amounts(text)}
    if not sums:
        bare = re.fullmatch(r"\D{0,6}?(\d{1,3}(?:,\d{3})+|\d{1,8})\D{0,6}", text.strip())
        sums = {int(bare[1].replace(",", ""))} if bare else set()
    value = next(iter(sums), 0)
    return value if len(sums) == 1 and 0 < value <= MAX_KRW else None


def _next_start(text: str, at: int) -> int:
    """Where to look on: after all digits of a run, since a sum does not begin within it."""
    while at < len(text) and text[at].isdigit():
        at += 1
        if at < len(text) and text[at] == "," and text[at + 1 : at + 2].isdigit():
            at += 1
    return max(at, at + 1) if at >= len(text) or not text[at].isdigit() else at


def _amount_at(text: str, start: int) -> Amount | None:
    if start and (text[start - 1].isdigit() or text[start - 1] in ".-:/"):
        return None
    number = _number_at(text, start)
    if number is None or number.value != int(number.value):
        return None
    hangul_first = not text[start].isdigit()
    if hangul_first and (not number.multiplied or not _may_begin(text, start)):
        return None
    slang = _SLANG_WON.match(text, number.end)
    won = slang or _WON.match(text, number.end)
    if won:
        return Amount(int(number.value), start, won.end())
    if _BEFORE.search(text, max(0, start - 5), start) and number.arabic:
        return Amount(int(number.value), start, number.end)
    if number.arabic and text[number.end - 1] in "만천" and _LOOSE_END.match(text, number.end):
        return Amount(int(number.value), start, number.end)
    if number.grouped and not re.match(r"\s?[가-힣%]", text[number.end : number.end + 2]):
        return Amount(int(number.value), start, number.end)
    return None


def _may_begin(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start]
    return not before or not "가" <= before[-1] <= "힣" or bool(_OPENER.search(before))


def _number_at(text: str, start: int) -> _Number | None:
    """The number that begins here, in digits, Hangul or both; None where none does."""
    whole, part, digit = 0.0, 0.0, None
    number = _Number(end=start)
    at = start
    while at < len(text) and at - start < _LONGEST:
        char = text[at]
        if char == " " and number.multiplied and at + 1 < len(text) and _continues(text, at + 1, number):
            at += 1
            continue
        arabic = _ARABIC.match(text, at) if char.isdigit() else None
        if arabic and digit is None:
            digit = float(arabic[0].replace(",", ""))
            number.arabic, at = True, arabic.end()
            number.grouped = number.grouped or "," in arabic[0]
        elif char in _DIGIT and digit is None:
            digit, at = float(_DIGIT[char]), at + 1
        elif char in _SMALL and (char != "처" or text[at + 1 : at + 2] == "넌"):
            part += (1.0 if digit is None else digit) * _SMALL[char]
            digit, at, number.multiplied = None, at + 1, True
        elif char in _LARGE and (char != "마" or text[at + 1 : at + 2] == "넌"):
            low = part + (digit or 0.0)
            whole += (low or 1.0) * _LARGE[char]
            part, digit, at, number.multiplied = 0.0, None, at + 1, True
        else:
            break
        number.end = at
    if number.end == start:
        return None
    number.value = whole + part + (digit or 0.0)
    return number


def _continues(text: str, at: int, number: _Number) -> bool:
    """Whether the number goes on after a blank: another part with a unit, or its last digits and won."""
    rest = text[at : at + 14]
    return bool(
        re.match(r"[일이삼사오육륙칠팔구\d,]{0,6}[천백십처]", rest)
        or re.match(r"(?:\d[\d,]{0,6}|[일이삼사오육칠팔구])\s?원", rest)
    )
