"""Tells a plain payment from one that must be looked into: one request, one sound, ordinary answer in time.

Most payments are plain, and the full examination of one takes ten times as long as all else. Whatever is
not surely plain goes there: tests hold that both give the same record.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from posdiag.explain.episode import Episode
from posdiag.explain.turns import Turn
from posdiag.transcript import LinkName
from posdiag.wire.iso8583.codec import Glance, IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

KINDS = frozenset({Kind.APPROVE, Kind.BALANCE, Kind.CHECK})
#: Clocks this close are no finding (diagnose/detect_till.py); both on the same day.
_CLOCKS_S = 300
_MOST_SHAPES = 4096
#: Message types whose last digit says that they are sent again.
_REPEATS = "135"
#: Response codes, and terminals' numbers short enough to be no card number.
_REFUSAL = re.compile(r"[0-9A-Z]{2}").fullmatch
_NUMBER = re.compile(r"[0-9]{0,8}").fullmatch


class Plain(NamedTuple):
    """A plain payment: its two turns. `amount_krw` is that of a sale; `refusal` the code, empty for none."""

    asked: Turn
    answer: Turn
    kind: Kind
    amount_krw: int
    refusal: str = ""


class _Places:
    """What of a shape may make a message less than plain: `pick` takes its time and its sale options."""

    __slots__ = ("pick", "plain", "sent_at", "tells_balance")

    def __init__(self, codec: IsoCodec, glance: Glance) -> None:
        shape, source = glance
        places = codec.spec.places
        numbers = {path: number for number, path in enumerate(shape.paths)}

        def at(place: str) -> int:
            return numbers.get(str(places.get(place, "")), -1)

        mti = shape.all(source)[numbers["mti"]]
        elsewhere = at("sent_at") < 0 and (at("date") >= 0 or at("time") >= 0)
        self.plain = mti[3] not in _REPEATS and not elsewhere
        self.sent_at = at("sent_at") >= 0
        self.tells_balance = at("balance") >= 0
        self.pick = shape.picker([at("sent_at"), at("sale_options")])


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
        if first.reply or not second.reply or kind not in KINDS or second.kind is not kind:
            return None
        if second.stan != first.stan or not first.stan.isalnum():
            return None
        refused = second.result != "00"
        if refused and not (kind is Kind.APPROVE and _REFUSAL(second.result) and _NUMBER(first.tid)):
            return None
        amount_krw = 0
        if kind is Kind.APPROVE:
            if not first.amount.isdigit() or (
                first.amount != second.amount and not (refused and not second.amount)
            ):
                return None
            amount_krw = int(first.amount)
            if not amount_krw:
                return None
        if not self._ordinary(way.codec, asked.glance, answer.glance, refused):
            return None
        return Plain(asked, answer, kind, amount_krw, second.result if refused else "")

    def _ordinary(self, codec: object, asked: Glance, answer: Glance, refused: bool) -> bool:
        """First sendings, by the shop's own VAN, paid at once, and with clocks that agree."""
        there, here = self._of(codec, asked), self._of(codec, answer)
        if not (there.plain and here.plain):
            return False
        mine, options = there.pick(asked[1])
        if options[3:4] == "P" or (refused and (here.tells_balance or options[:2].strip("0 "))):
            return False
        if not (there.sent_at and here.sent_at):
            return there.sent_at == here.sent_at
        theirs = here.pick(answer[1])[0]
        return mine == theirs or _close(mine, theirs)

    def _of(self, codec: object, glance: Glance) -> _Places:
        found = self._places.get(glance[0])
        if found is None:
            assert isinstance(codec, IsoCodec)
            if len(self._places) >= _MOST_SHAPES:
                self._places.clear()
            found = self._places[glance[0]] = _Places(codec, glance)
        return found


def _close(mine: str, theirs: str) -> bool:
    """Whether two times (MMDDhhmmss) are of one day and at most five minutes apart."""
    if len(mine) != 10 or len(theirs) != 10 or mine[:4] != theirs[:4]:
        return False
    apart_s = _seconds(mine) - _seconds(theirs)
    return -_CLOCKS_S <= apart_s <= _CLOCKS_S


def _seconds(text: str) -> int:
    return int(text[4:6]) * 3600 + int(text[6:8]) * 60 + int(text[8:10])
