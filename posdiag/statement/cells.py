"""Single values of a statement: moments, amounts, approval numbers, kinds and purses, in any usual shape.

Every reader returns None where the text is no such value; nothing raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from posdiag.statement.payment import Kind, Purse

#: The year of a date that tells none; a leap year, so that 29 February can be read.
NO_YEAR = 1904
#: No single payment is larger, won.
MOST_KRW = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with `clock` a time of it, to the second where `seconds`."""

    at: datetime
    clock: bool = False
    seconds: bool = False
    span: tuple[int, int] = (0, 0)


_DAY = re.compile(
    r"(?<![\d.,])(?:"
    r"(?P<y>(?:19|20)\d\d|\d\d)\s?(?P<s>[-./]|년)\s?(?P<m>\d{1,2})\s?(?:(?P=s)|월)\s?(?P<d>\d{1,2})(?:\s?일|\.)?"
    r"|(?P<am>\d{1,2})/(?P<ad>\d{1,2})/(?P<ay>(?:19|20)\d\d)"
    r"|(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?P<ct>(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
    r"|(?P<sm>0?[1-9]|1[0-2])\s?(?:[-/]|월\s?)(?P<sd>0?[1-9]|[12]\d|3[01])(?:\s?일)?"
    r"|(?P<pm>0[1-9]|1[0-2])\.(?P<pd>0[1-9]|[12]\d|3[01])\.?"
    r")(?![\d,])(?!\s?원)"
)
_CLOCK = re.compile(
    r"(?<![\d:])(?P<half>오전|오후|낮|밤|am|pm)?\s?(?P<h>[01]?\d|2[0-3])"
    r"(?:\s?:\s?(?P<m>[0-5]\d)(?:\s?:\s?(?P<s>[0-5]\d)(?:\.\d+)?)?|\s?시\s?(?:(?P<km>[0-5]?\d)\s?분(?:\s?(?P<ks>[0-5]?\d)\s?초)?)?)"
    r"\s?(?P<after>am|pm)?(?![\d:])",
    re.I,
)
_COMPACT_CLOCK = re.compile(r"(?<!\d)(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)?(?!\d)")
_BETWEEN = re.compile(r"[T\s,]*(?:\(?[월화수목금토일](?:요일)?\)?)?[T\s,]*(?:\([A-Za-z]{3}\))?\s*")


def moment(text: str) -> Moment | None:
    """The first moment in a text."""
    for found in _DAY.finditer(text):
        day = _day(found)
        if day is None:
            continue
        if found["ct"]:
            clock = found["ct"]
            at = day.replace(hour=int(clock[:2]), minute=int(clock[2:4]), second=int(clock[4:] or 0))
            return Moment(at, True, len(clock) == 6, found.span())
        return _with_clock(text, day, found.start(), found.end())
    return None


def _with_clock(text: str, day: datetime, start: int, end: int) -> Moment:
    gap = _BETWEEN.match(text, end)
    after = _CLOCK.match(text, gap.end() if gap else end)
    if after is None:
        compact = _COMPACT_CLOCK.match(text, gap.end() if gap else end)
        if (
            compact is not None
            and compact.start() > end
            and text[compact.end() : compact.end() + 1] in ("", " ", "\t")
        ):
            at = day.replace(hour=int(compact["h"]), minute=int(compact["m"]), second=int(compact["s"] or 0))
            return Moment(at, True, bool(compact["s"]), (start, compact.end()))
        return Moment(day, span=(start, end))
    at, seconds = _at(day, after)
    return Moment(at, True, seconds, (start, after.end()))


def clock(text: str) -> tuple[int, int, int, bool] | None:
    """Hour, minute, second of a cell that holds a time alone, and whether it tells seconds."""
    found = _CLOCK.fullmatch(text.strip())
    if found is not None:
        at, seconds = _at(datetime(NO_YEAR, 1, 1), found)
        return at.hour, at.minute, at.second, seconds
    compact = _COMPACT_CLOCK.fullmatch(text.strip())
    if compact is not None:
        return int(compact["h"]), int(compact["m"]), int(compact["s"] or 0), bool(compact["s"])
    return None


def _at(day: datetime, found: re.Match[str]) -> tuple[datetime, bool]:
    hour, half = int(found["h"]), (found["half"] or found["after"] or "").lower()
    if half in ("오후", "pm", "낮", "밤") and hour < 12:
        hour += 12
    elif half in ("오전", "am") and hour == 12:
        hour = 0
    minute, second = found["m"] or found["km"] or 0, found["s"] or found["ks"]
    return day.replace(hour=hour, minute=int(minute), second=int(second or 0)), second is not None


def _day(found: re.Match[str]) -> datetime | None:
    groups = (("y", "m", "d"), ("ay", "am", "ad"), ("cy", "cm", "cd"))
    for year, month, day in groups:
        if found[year]:
            first, second = int(found[month]), int(found[day])
            if year == "ay" and first > 12:  # written with the day first
                first, second = second, first
            return _date(int(found[year]), first, second)
    if found["sm"]:
        return _date(NO_YEAR, int(found["sm"]), int(found["sd"]))
    return _date(NO_YEAR, int(found["pm"]), int(found["pd"]))


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def sheet_moment(text: str) -> Moment | None:
    """A day as spreadsheets count them: days since 30 December 1899, the time as a fraction."""
    if not re.fullmatch(r"[345]\d{4}(?:\.\d+)?", text.strip()):
        return None
    days = float(text)
    at = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400))
    return Moment(at, days % 1 != 0, False)


_KRW = r"\d{1,3}(?:,\d{3})+|\d+"
_MONEY = re.compile(
    rf"(?P<sign>[-−△▲(])?\s?(?:₩|\\|KRW|W)?\s?(?P<sign2>[-−])?(?P<n>{_KRW})(?:\.0+)?\s?(?:원|won|krw)?\s?\)?(?P<sign3>-)?",
    re.I,
)
_TEN_THOUSANDS = re.compile(r"(?P<m>\d{1,4})만\s?(?:(?P<k>\d)천)?\s?(?P<r>\d{1,4})?\s?원")
#: An amount within a sentence: won must stand before or after it.
MONEY_IN_TEXT = re.compile(
    rf"(?:(?P<sign>[-−])\s?)?(?:[₩\\]\s?(?P<a>{_KRW})(?:\s?원)?|(?<![\d,.*])(?P<b>{_KRW})\s?(?:원|won\b|krw\b))"
    rf"|(?P<tt>\d{{1,4}}만\s?(?:\d천)?\s?\d{{0,4}}\s?원)",
    re.I,
)


def money(text: str) -> int | None:
    """An amount in won from a cell; negative where it is written so."""
    stripped = text.strip()
    ten = _TEN_THOUSANDS.fullmatch(stripped)
    if ten:
        return int(ten["m"]) * 10_000 + int(ten["k"] or 0) * 1_000 + int(ten["r"] or 0)
    found = _MONEY.fullmatch(stripped)
    if found is None:
        return None
    amount = int(found["n"].replace(",", ""))
    if amount > MOST_KRW:
        return None
    return -amount if found["sign"] or found["sign2"] or found["sign3"] else amount


_APPROVAL = re.compile(r"(?=[A-Za-z]{0,2}\d)[0-9A-Za-z]{6,14}")


def approval(text: str) -> str | None:
    """An approval number: six to fourteen digits, or nearly so."""
    bare = re.sub(r"[\s-]", "", text).strip("'\"()")
    return bare if _APPROVAL.fullmatch(bare) and sum(c.isdigit() for c in bare) >= 4 else None


_REFUSED = re.compile(r"거절|실패|불가|미승인|오류|declin|refus|fail|reject", re.I)
_CANCELLED = re.compile(r"취소|환불|반품|망취소|cancel|refund|void|revers", re.I)
_ADDED = re.compile(
    r"충전|지급|적립|입금|캐시백|top.?up|charged up|deposit|credit(?:ed)? to|issued|grant", re.I
)
_APPROVED = re.compile(
    r"승인|사용|결제|이용|매입|정상|완료|출금|approv|paid|payment|purchase|sale|used|ok\b|success", re.I
)


def kind(text: str) -> Kind | None:
    """What the words say happened; a refused or cancelled approval is no approval."""
    for pattern, found in (
        (_REFUSED, Kind.REFUSED),
        (_CANCELLED, Kind.CANCELLED),
        (_APPROVED, Kind.APPROVED),
        (_ADDED, Kind.ADDED),
    ):
        if pattern.search(text):
            return found
    return None


_COUPON = re.compile(
    r"쿠폰|지원금|바우처|이용권|상품권|지역화폐|온누리|정책|페이머니쿠폰|coupon|voucher|local.?currency|policy|subsidy",
    re.I,
)
_NOT_COUPON = re.compile(
    r"일반|본인|자기|통장|계좌|신용|체크|일시불|할부|카드|현금|charge|ordinary|own|credit|debit|check|card|account|bank",
    re.I,
)
_NEGATED = re.compile(
    r"쿠폰\s?(?:미적용|미사용|아님|제외|외|비대상)|(?<!소)비쿠폰"
    r"|non.?coupon|not? (?:from )?(?:the )?coupon|no coupon",
    re.I,
)


def purse(text: str) -> Purse | None:
    """The purse that the words name; a coupon that was not applied is the card."""
    if _NEGATED.search(text):
        return Purse.CARD
    if _COUPON.search(text):
        return Purse.COUPON
    if _NOT_COUPON.search(text):
        return Purse.CARD
    return None
