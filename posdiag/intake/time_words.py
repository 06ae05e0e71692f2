"""Moments as people say them, relative to now: `어제 저녁 7시쯤`, `7월 21일 14:03`, `방금`,
`last Friday`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from posdiag.intake.clock_words import Clock, clock_at, clocks


class Precision(StrEnum):
    """How exactly a moment was told."""

    MINUTE = "minute"
    HOUR = "hour"
    PART = "part"  # morning, lunch, evening
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment without zone, in the caller's time, and the stretch of the text that says it."""

    at: datetime
    precision: Precision
    start: int
    end: int

    @property
    def iso(self) -> str:
        """As precise as it was told: a date, or a date and time."""
        return self.at.date().isoformat() if self.precision is Precision.DAY else f"{self.at:%Y-%m-%dT%H:%M}"


_ORDINAL = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
}
_WEEKDAYS = "월화수목금토일"
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
#: Between a date and its time.
_JOIN = re.compile(
    r"(?:\s|,|\(.\)|의|에|날|경|[월화수목금토일]요일|at\b|around\b|about\b|T){0,4}", re.IGNORECASE
)
#: An end, not a moment: `11월 30일까지`.
_UNTIL = re.compile(r"\s?(?:까지|이내|안에|동안)")

_DATES = re.compile(
    rf"""
    (?P<y>20\d\d)\s?[년./-]\s?(?P<m>\d{{1,2}})\s?[월./-]\s?(?P<d>\d{{1,2}})(?:\s?일)?(?!\d)
    | (?P<yy>작년|올해|지난해|재작년)\s?(?P<ym>\d{{1,2}})\s?월\s?(?P<yd>\d{{1,2}})\s?일
    | (?<!\d)(?P<m2>\d{{1,2}})\s?월\s?(?P<d2>\d{{1,2}})\s?일
    | (?P<lastmonth>지난\s?달|저번\s?달|전달)\s?(?P<ld>\d{{1,2}})\s?일
    | (?<![\d/.,])(?P<m3>1[0-2]|0?[1-9])/(?P<d3>3[01]|[12]\d|0?[1-9])(?![\d/])
    | (?P<ago>(?P<agon>\d{{1,3}}|한|두|세|네)\s?(?P<agou>분|시간|일|주일|주|달|개월)\s?전)
    | (?P<dago>{"|".join(_ORDINAL)}|일주일|보름)\s?전
    | (?P<week>지난\s?주|저번\s?주|전주|이번\s?주|금주)\s?(?:(?P<wd>[월화수목금토일])요일?)?
    | (?<![가-힣])(?P<wd2>[월화수목금토일])요일
    | (?P<three>그저께|그제|그끄저께|엊그저께|엊그제)
    | (?P<yesterday>어저께|어제|전날|작일|어젯)
    | (?P<today>오늘|금일|당일)
    | (?P<now>지금|방금|조금\s?전|좀\s?전|금방|아까|just\s+now|right\s+now)
    | \b(?P<emd>(?P<em>{_MONTH})\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<ey>20\d\d))?)\b
    | \b(?P<edm>(?P<ed2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<em2>{_MONTH})(?:\s+(?P<ey2>20\d\d))?)\b
    | \b(?P<eago>(?P<eagon>\d{{1,3}}|an?|one|two|three)\s+(?P<eagou>minute|min|hour|day|week)s?\s+ago)\b
    | \b(?P<ebefore>day\s+before\s+yesterday)\b
    | \b(?P<eyesterday>yesterday|last\s+night)\b
    | \b(?P<etoday>today|this\s+(?:morning|afternoon|evening)|tonight)\b
    | \b(?P<elast>last|this|on)\s+(?P<ewd>{"|".join(_ENGLISH_DAYS)})[a-z]*\b
    | (?<![\d월.,])(?P<dom>\d{{1,2}})\s?일(?=\s|에|날|자|\(|,|$)
        (?!\s?(?:전|간|동안|이내|뒤|후|째|까지|됐|되었|된|지나|지났|넘|걸|안에|만에|정도|이나))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_times(text: str, now: datetime) -> list[Moment]:
    """Every moment in the text, in its order; `now` is when it was said, without zone.

    A date without a year is the latest such day that is not to come; a bare time is today's, or yesterday's
    where that is still to come. Ends of periods (`…까지`) are no moments.
    """
    found: list[Moment] = []
    at = 0
    for match in _DATES.finditer(text):
        if match.start() < at:
            continue
        found += _bare_clocks(text[at : match.start()], at, now, _dated(found))
        moment = _with_clock(text, match, now)
        if moment is not None:
            if not _UNTIL.match(text, moment.end):
                found.append(moment)
            at = moment.end
    found += _bare_clocks(text[at:], at, now, _dated(found))
    return found


def _dated(found: list[Moment]) -> date | None:
    """The day told before, which a bare time after it is on."""
    return found[-1].at.date() if found else None


def _with_clock(text: str, match: re.Match[str], now: datetime) -> Moment | None:
    try:
        day, exact = _day(match, now)
    except (ValueError, OverflowError):
        return None
    if exact is not None:
        if match["now"] is None or not match["now"].startswith("아까"):
            return Moment(exact, Precision.MINUTE, match.start(), match.end())
        day = None
    join = _JOIN.match(text, match.end())
    clock = clock_at(text, join.end() if join else match.end(), in_evening=_in_evening(match))
    if day is None:
        shown = Moment(now, Precision.HOUR, match.start(), match.end())
        return shown if clock is None else _at(now.date(), clock, now, match.start(), bare=True)
    if clock is not None:
        return _at(day, clock, now, match.start())
    part = _english_part(match[0])
    if part is not None:
        at = datetime(day.year, day.month, day.day, part)
        return Moment(at, Precision.PART, match.start(), match.end())
    return Moment(datetime(day.year, day.month, day.day), Precision.DAY, match.start(), match.end())


def _in_evening(match: re.Match[str]) -> bool:
    return match[0].lower().startswith(("어젯", "last n", "tonight")) or match[0].lower().endswith("evening")


def _english_part(said: str) -> int | None:
    words = {"morning": 9, "afternoon": 15, "evening": 19, "night": 21, "tonight": 21}
    return next((hour for word, hour in words.items() if said.lower().endswith(word)), None)


def _at(day: date, clock: Clock, now: datetime, start: int, bare: bool = False) -> Moment:
    """The clock's time on a day. What the hour leaves open (7: morning or evening) is decided by now."""
    midnight = datetime(day.year, day.month, day.day)
    at = midnight + timedelta(hours=clock.hour, minutes=clock.minute)
    if clock.either and at > now and at - timedelta(hours=12) >= midnight:
        at -= timedelta(hours=12)
    if bare and at > now + timedelta(minutes=5):
        at -= timedelta(days=1)
    precision = Precision.PART if clock.part else Precision.MINUTE if clock.exact else Precision.HOUR
    return Moment(at, precision, start, clock.end)


def _bare_clocks(text: str, offset: int, now: datetime, day: date | None) -> Iterator[Moment]:
    """Times that stand without a date: of the day told before, where one was."""
    for clock in clocks(text):
        if not clock.part:
            moment = _at(day or now.date(), clock, now, offset + clock.start, bare=day is None)
            yield Moment(moment.at, moment.precision, moment.start, offset + clock.end)


# -- days ------------------------------------------------------------------------------------------


def _day(match: re.Match[str], now: datetime) -> tuple[date | None, datetime | None]:
    """The day that a match names, or the very moment. ValueError where there is no such day."""
    today = now.date()
    if match["y"]:
        return date(int(match["y"]), int(match["m"]), int(match["d"])), None
    if match["ym"]:
        year = today.year - {"작년": 1, "지난해": 1, "재작년": 2}.get(match["yy"], 0)
        return date(year, int(match["ym"]), int(match["yd"])), None
    for month, day in (("m2", "d2"), ("m3", "d3")):
        if match[month]:
            return _latest(int(match[month]), int(match[day]), now), None
    if match["ld"]:
        last = today.replace(day=1) - timedelta(days=1)
        return last.replace(day=int(match["ld"])), None
    if match["dom"]:
        this = today.replace(day=int(match["dom"]))
        last = today.replace(day=1) - timedelta(days=1)
        return (this if this <= today else last.replace(day=this.day)), None
    return _english_day(match, now) or _spoken_day(match, now)


def _latest(month: int, day: int, now: datetime) -> date:
    """The latest such day that is not to come; a day's grace, for what is typed after midnight."""
    for year in (now.year, now.year - 1, now.year - 2, now.year - 3, now.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= now.date() + timedelta(days=1):
            return found
    raise ValueError(f"no day {month}-{day}")


def _spoken_day(match: re.Match[str], now: datetime) -> tuple[date | None, datetime | None]:
    today = now.date()
    if match["now"]:
        return None, now.replace(second=0, microsecond=0)
    if match["ago"]:
        return _ago(_count(match["agon"]), match["agou"], now)
    if match["dago"]:
        days = {"일주일": 7, "보름": 15}.get(match["dago"]) or _ORDINAL[match["dago"]]
        return today - timedelta(days=days), None
    if match["week"]:
        this = match["week"].startswith(("이번", "금주"))
        if match["wd"]:
            monday = today - timedelta(days=today.weekday() + (0 if this else 7))
            return monday + timedelta(days=_WEEKDAYS.index(match["wd"])), None
        return today - timedelta(days=0 if this else 7), None
    if match["wd2"]:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(match["wd2"])) % 7), None
    if match["three"]:
        return today - timedelta(days=3 if match["three"] == "그끄저께" else 2), None
    return today - timedelta(days=1 if match["yesterday"] else 0), None


def _english_day(match: re.Match[str], now: datetime) -> tuple[date | None, datetime | None] | None:
    today = now.date()
    for month, day, year in (("em", "ed", "ey"), ("em2", "ed2", "ey2")):
        if match[month]:
            number = _MONTHS.index(match[month][:3].lower()) + 1
            wanted = match[year]
            told = (
                date(int(wanted), number, int(match[day]))
                if wanted
                else _latest(number, int(match[day]), now)
            )
            return told, None
    if match["eago"]:
        units = {"minute": "분", "min": "분", "hour": "시간", "day": "일", "week": "주"}
        return _ago(_count(match["eagon"].lower()), units[match["eagou"].lower()], now)
    if match["ebefore"] or match["eyesterday"] or match["etoday"]:
        return today - timedelta(days=2 if match["ebefore"] else 1 if match["eyesterday"] else 0), None
    if match["ewd"]:
        back = (today.weekday() - _ENGLISH_DAYS.index(match["ewd"][:3].lower())) % 7
        if match["elast"].lower() == "last":
            back = back or 7
        return today - timedelta(days=back), None
    return None


def _ago(count: int, unit: str, now: datetime) -> tuple[date | None, datetime | None]:
    if unit == "분":
        return None, (now - timedelta(minutes=count)).replace(second=0, microsecond=0)
    if unit == "시간":
        return None, (now - timedelta(hours=count)).replace(second=0, microsecond=0)
    days = {"일": 1, "주": 7, "주일": 7, "달": 30, "개월": 30}[unit]
    return now.date() - timedelta(days=days * count), None


def _count(word: str) -> int:
    words = {"한": 1, "두": 2, "세": 3, "네": 4, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
    return words[word] if word in words else int(word)
