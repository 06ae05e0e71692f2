"""Times of day as people say them: `저녁 7시쯤`, `두 시 반`, `14:03`, `7:30 pm`, `점심때`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `hour` may be 24. `either`: it may be twelve hours earlier. `part`: only about then."""

    hour: int
    minute: int
    start: int
    end: int
    exact: bool = False
    either: bool = False
    part: bool = False


_HOURS = {
    "열두": 12, "열한": 11, "열하나": 11, "열둘": 12, "열": 10, "아홉": 9, "여덟": 8, "여덜": 8,
    "일곱": 7, "여섯": 6, "다섯": 5, "네": 4, "세": 3, "두": 2, "한": 1,
}  # fmt: skip
_TENS = {"이": 2, "삼": 3, "사": 4, "오": 5, "": 1}
_UNITS = {char: value for value, char in enumerate("영일이삼사오육칠팔구")}
#: Part of the day -> the hour meant where it stands alone.
_PARTS = {
    "오전": 10, "아침": 8, "새벽": 4, "점심시간": 12, "점심때": 12, "점심": 12,
    "정오": 12, "대낮": 14, "한낮": 14, "낮": 14, "오후": 15, "저녁때": 19, "저녁": 19,
    "초저녁": 18, "밤늦게": 22, "한밤중": 24, "자정": 24, "밤": 21,
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_KOREAN = re.compile(
    rf"(?:(?P<part>{_PART})(?:에)?\s?)?(?<!\d)"
    rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})\s?시(?!간|내|도\b|장|스템|식|청|작|험|점|행|킨|켜|민)"
    r"(?:\s?(?:(?P<minute>\d{1,2})\s?분|(?P<half>반)(?![가-힣]*(?:찬|품))|(?P<words>[이삼사오]?십[일이삼사오육칠팔구]?|[오])\s?분))?"
)
_DIGITAL = re.compile(
    rf"(?:(?P<part>{_PART})\s?)?(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"(?<![\d:.])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)
_ALONE = re.compile(rf"(?P<part>{_PART}|noon|midnight)(?![가-힣]?(?:값|밥|메뉴|식사))", re.IGNORECASE)
_KINDS = (_KOREAN, _DIGITAL, _ENGLISH, _ALONE)


def clock_at(text: str, at: int, in_evening: bool = False, searching: bool = False) -> Clock | None:
    """The time of day that begins at this place (or, `searching`, the next one from there on)."""
    found = [m for kind in _KINDS if (m := kind.search(text, at) if searching else kind.match(text, at))]
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        clock = _clock(match, in_evening)
        if clock is not None:
            return clock
    return None


def clocks(text: str) -> list[Clock]:
    """Every time of day in the text, in its order, none within another; each kind is looked for once."""
    found: list[Clock] = []
    matches = [match for kind in _KINDS for match in kind.finditer(text)]
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        clock = _clock(match, False) if not found or match.start() >= found[-1].end else None
        if clock is not None:
            found.append(clock)
    return found


def _clock(match: re.Match[str], in_evening: bool) -> Clock | None:
    named = match.groupdict()
    part = (named.get("part") or "").lower()
    start, end = match.span()
    if "hour" not in named:
        hour = {"noon": 12, "midnight": 24}.get(part) or _PARTS[part]
        return Clock(hour, 0, start, end, exact=part in ("정오", "자정", "noon", "midnight"), part=True)
    hour = int(named["hour"]) if named["hour"].isdigit() else _HOURS[named["hour"]]
    if hour > 24:
        return None
    minute = _minute(named)
    if minute > 59:
        return None
    exact = named.get("minute") is not None or named.get("words") is not None
    half = (named.get("half") or "").lower()
    if half in ("a", "p"):
        hour = hour % 12 + (12 if half == "p" else 0)
        return Clock(hour, minute, start, end, exact)
    if part or in_evening:
        return Clock(_within(part or "밤", hour), minute, start, end, exact)
    digital = match.re is _DIGITAL
    if digital or hour > 12 or hour == 0:
        return Clock(hour, minute, start, end, exact)
    return Clock(hour + 12 if hour < 8 else hour, minute, start, end, exact, either=hour < 8)


def _minute(named: dict[str, str | None]) -> int:
    if named.get("minute"):
        return int(named["minute"] or 0)
    if named.get("half") == "반":
        return 30
    words = named.get("words") or ""
    if not words:
        return 0
    tens, ten, units = words.rpartition("십")
    return (_TENS.get(tens, 1) * 10 if ten else 0) + _UNITS.get(units, 0)


def _within(part: str, hour: int) -> int:
    """The hour of 24 that is meant by an hour of twelve in a part of the day."""
    if hour > 12:
        return hour
    if part in ("오전", "아침", "새벽"):
        return hour % 12
    if part in ("자정", "한밤중"):
        return 24 if hour == 12 else hour
    if part in ("밤", "밤늦게"):
        return 24 if hour == 12 else hour + 12 if hour >= 6 else hour + 24 if hour < 5 else 17
    return hour if hour == 12 or (part.startswith(("점심", "정오", "낮")) and hour >= 11) else hour + 12
