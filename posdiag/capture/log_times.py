"""Reads the time a line of a log begins with, in the usual shapes, as microseconds.

A time without a zone is taken as UTC, one without a date counts from midnight of the first day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from re import Match

_SECOND, _DAY = 1_000_000, 86_400_000_000

_CLOCK = r"(?P<h>\d{1,2}):(?P<m>\d{2}):(?P<s>\d{2})(?:[.,:](?P<f>\d{1,9}))?"
_DATE = r"(?:(?P<y>\d{4})[-/.])?(?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})\.?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_HALF = r"(?:(?P<half>오전|오후|AM|PM)\s*)?"
#: Date and time, time of day, or seconds since a start; in brackets or not.
_SHAPES = (
    re.compile(
        rf"[\[(<]?\s*{_DATE}[T ,]\s*{_HALF}{_CLOCK}\s?{_ZONE}(?:\s?(?P<after>AM|PM))?\s*[\])>]?(?![\w:])"
    ),
    re.compile(rf"[\[(]?\s*{_HALF}{_CLOCK}(?:\s?(?P<after>AM|PM))?\s*[\])]?(?![\w:])"),
    re.compile(r"[\[(]\s*(?P<seconds>\d{1,10})[.,](?P<f>\d{1,9})\s*s?\s*[\])]"),
    re.compile(r"(?:\d{1,9}\s+)?(?P<seconds>\d{1,10})\.(?P<f>\d{1,9})(?=\s*s?\s+[^\d\s])"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time read off a line: microseconds, whether a date belongs to it, and where its text ends."""

    at_us: int
    dated: bool
    end: int


def stamp(text: str) -> Stamp | None:
    """The time that `text` begins with, if any."""
    for shape in _SHAPES:
        found = shape.match(text)
        if found is not None:
            at_us = _microseconds(found)
            if at_us is not None:
                return Stamp(at_us, "d" in found.groupdict(), found.end())
    return None


def fraction_us(digits: str | None) -> int:
    """The digits behind a decimal point, as microseconds."""
    return int((digits or "0")[:6].ljust(6, "0"))


class Days:
    """Makes times of day go on past midnight."""

    __slots__ = ("_day_us", "_last_us")

    def __init__(self) -> None:
        self._day_us = 0
        self._last_us = 0

    def at_us(self, found: Stamp) -> int:
        """The time of a stamp; a time of day half a day before the last one is of the next day."""
        if found.dated:
            return found.at_us
        if found.at_us < self._last_us - _DAY // 2:
            self._day_us += _DAY
        self._last_us = found.at_us
        return self._day_us + found.at_us


def _microseconds(found: Match[str]) -> int | None:
    parts = found.groupdict()
    fraction = fraction_us(parts["f"])
    if parts.get("seconds") is not None:
        return int(parts["seconds"]) * _SECOND + fraction
    hour = int(parts["h"])
    half = parts.get("half") or parts.get("after")
    if half is not None:
        hour = hour % 12 + (12 if half in ("PM", "오후") else 0)
    if hour > 23 or int(parts["m"]) > 59 or int(parts["s"]) > 60:
        return None
    day_us = ((hour * 60 + int(parts["m"])) * 60 + int(parts["s"])) * _SECOND + fraction
    if "d" not in parts:
        return day_us
    # Logs without a year say nothing of leap days; 2000 has one, so that 29 February is a date.
    return _day_us(int(parts["y"] or 2000), int(parts["mo"]), int(parts["d"]), parts["zone"], day_us)


def _day_us(year: int, month: int, day: int, zone: str | None, day_us: int) -> int | None:
    try:
        start = datetime(year, month, day, tzinfo=_zone(zone))
    except ValueError:
        return None
    since = start - datetime(1970, 1, 1, tzinfo=UTC)
    at_us = since // timedelta(microseconds=1) + day_us
    return at_us if at_us >= 0 else None


def _zone(text: str | None) -> timezone:
    if text in (None, "Z"):
        return UTC
    assert text is not None
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
