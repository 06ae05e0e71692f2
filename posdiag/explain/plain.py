"""Tells a plain payment from one that must be looked into: one request, one sound, ordinary answer in time.

Most payments are plain, and the full examination of one takes ten times as long as all else. Whatever is
not surely plain goes there: tests hold that both give the same record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from posdiag.explain.episode import Episode
from posdiag.explain.turns import Turn
from posdiag.transcript import LinkName
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

_KINDS = frozenset({Kind.APPROVE, Kind.BALANCE, Kind.CHECK})
#: Clocks this close are no finding (diagnose/detect_till.py); both on the same day.
_CLOCKS_S = 300
_MOST_SHAPES = 4096
#: Message types whose last digit says that they are sent again.
_REPEATS = "135"


class Plain(NamedTuple):
    """A plain payment: its two turns with their shapes and values. `amount_krw` is 0 where none was moved."""

    asked: Turn
    answer: Turn
    kind: Kind
    amount_krw: int


class _Places(NamedTuple):
    """Where among a shape's values stand what may make a message less than plain; -1 where nowhere."""

    sent_at: int
    options: int
    plain: bool  # a first sending, with its time in DE7 or none at all


class Plains:
    """Knows the shapes of one capture's messages."""

    def __init__(self) -> None:
        self._places: dict[Shape, _Places] = {}

    def of(self, episode: Episode) -> Plain | None:
        """The episode as a plain one, or None where it must be examined."""
        entries = episode.entries
        if len(entries) != 2 or episode.behind or episode.dropped or episode.missed or episode.orphan:
            return None
        asked, answer = entries
        if not isinstance(asked, Turn) or not isinstance(answer, Turn):
            return None
        way, first, second = episode.way, asked.words, answer.words
        if way is None or way.link is not LinkName.HOST or first is None or second is None:
            return None
        if asked.glance is None or answer.glance is None or not asked.from_pos or answer.from_pos:
            return None
        kind = first.kind
        if first.reply or not second.reply or kind not in _KINDS or second.kind is not kind:
            return None
        if second.result != "00" or second.stan != first.stan or not first.stan:
            return None
        amount_krw = 0
        if kind is Kind.APPROVE:
            if first.amount != second.amount or not first.amount.isdigit():
                return None
            amount_krw = int(first.amount)
            if not amount_krw:
                return None
        if not self._ordinary(way.codec, asked.glance, answer.glance):
            return None
        return Plain(asked, answer, kind, amount_krw)

    def _ordinary(
        self, codec: object, asked: tuple[Shape, Sequence[str]], answer: tuple[Shape, Sequence[str]]
    ) -> bool:
        """First sendings, by the shop's own VAN, and with clocks that agree."""
        assert isinstance(codec, IsoCodec)
        there = self._places.get(asked[0]) or self._learn(codec, asked)
        here = self._places.get(answer[0]) or self._learn(codec, answer)
        if not (there.plain and here.plain):
            return False
        if there.options >= 0 and asked[1][there.options][3:4] == "P":
            return False
        if there.sent_at < 0 or here.sent_at < 0:
            return there.sent_at == here.sent_at
        mine, theirs = asked[1][there.sent_at], answer[1][here.sent_at]
        return mine == theirs or _close(mine, theirs)

    def _learn(self, codec: IsoCodec, glance: tuple[Shape, Sequence[str]]) -> _Places:
        shape, values = glance
        places = codec.spec.places
        numbers = {path: number for number, path in enumerate(shape.paths)}

        def at(place: str) -> int:
            return numbers.get(str(places.get(place, "")), -1)

        mti = values[numbers["mti"]]
        elsewhere = at("sent_at") < 0 and (at("date") >= 0 or at("time") >= 0)
        found = _Places(at("sent_at"), at("sale_options"), mti[3] not in _REPEATS and not elsewhere)
        if len(self._places) >= _MOST_SHAPES:
            self._places.clear()
        self._places[shape] = found
        return found


def _close(mine: str, theirs: str) -> bool:
    """Whether two times (MMDDhhmmss) are of one day and at most five minutes apart."""
    if len(mine) != 10 or len(theirs) != 10 or mine[:4] != theirs[:4]:
        return False
    apart_s = _seconds(mine) - _seconds(theirs)
    return -_CLOCKS_S <= apart_s <= _CLOCKS_S


def _seconds(text: str) -> int:
    return int(text[4:6]) * 3600 + int(text[6:8]) * 60 + int(text[8:10])
