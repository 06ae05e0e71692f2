"""Tells a plain payment from one that must be looked into: one request, one sound, ordinary answer in time.

Most payments are plain, and the full examination of one takes ten times as long as all else. Whatever is
not surely plain goes there: tests hold that both give the same record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

import msgspec

from posdiag.capture.events import Line
from posdiag.explain.episode import Episode
from posdiag.explain.turns import Turn, Words
from posdiag.explain.ways import Way, Ways
from posdiag.transcript import LinkName
from posdiag.wire.iso8583.codec import GLANCED, IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

_HOST, _APPROVE = LinkName.HOST, Kind.APPROVE
KINDS = frozenset({Kind.APPROVE, Kind.BALANCE, Kind.CHECK})
#: Clocks this close are no finding (diagnose/detect_till.py); both on the same day.
_CLOCKS_S = 300
_MOST_SHAPES = 4096
_SENT_AT, _OPTIONS = GLANCED.index("sent_at"), GLANCED.index("sale_options")
_APPROVED = "00"
#: Message types whose last digit says that they are sent again.
_REPEATS = ("1", "3", "5")
#: Response codes, and terminals' numbers short enough to be no card number.
_REFUSAL = re.compile(r"[0-9A-Z]{2}").fullmatch
_NUMBER = re.compile(r"[0-9]{0,8}").fullmatch


class Plain(msgspec.Struct, frozen=True, gc=False):
    """A plain payment, with all that is needed to tell of it: it may be told by another process.

    `way` is the key of its way (`Ways.of`); `shapes` are numbers of the two frames' shapes, the same for
    frames in which everything lies in the same place. `amount_krw` is that of a sale; `refusal` the
    response code, empty for none.
    """

    way: str
    line: Line
    place: str
    route: str
    asked_us: int
    asked: bytes
    answered_us: int
    answer: bytes
    shapes: tuple[int, int]
    kind: Kind
    stan: str
    tid: str
    amount_krw: int
    refusal: str = ""

    def episode(self, way: Way) -> Episode:
        """The same as an episode, to be examined."""
        asked = Turn(self.asked_us, self.line.number, True, self.asked)
        answer = Turn(self.answered_us, self.line.number, False, self.answer)
        asked.words = Words(self.kind, False, self.stan, self.tid)
        answer.words = Words(self.kind, True, self.stan, self.tid, result=self.refusal or _APPROVED)
        found = Episode(way, self.asked_us, self.place, self.tid, {self.line.number: self.line})
        found.add(asked)
        found.add(answer)
        found.keys.append((self.tid, self.stan))
        found.route = self.route
        return found


#: What becomes of an episode that is over.
Payment = Plain | Episode


class _Looks:
    """What of a shape may make a message less than plain, and the shape's number."""

    __slots__ = ("number", "plain", "sent_at", "tells_balance")

    def __init__(self, codec: IsoCodec, shape: Shape, data: bytes, number: int) -> None:
        places = codec.spec.places

        def has(place: str) -> bool:
            return str(places.get(place, "")) in shape.paths

        mti = codec.read(data).value("mti") or ""
        elsewhere = not has("sent_at") and (has("date") or has("time"))
        self.number = number
        self.plain = mti[3:] not in _REPEATS and not elsewhere
        self.sent_at = has("sent_at")
        self.tells_balance = has("balance")


class Plains:
    """Knows the shapes of one capture's messages."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._looks: dict[Shape, _Looks] = {}
        self._numbers = count()

    def payments(self, episodes: Iterable[Episode]) -> list[Payment]:
        """The episodes, the plain ones among them as such."""
        return [self.of(episode) or episode for episode in episodes]

    def of(self, episode: Episode) -> Plain | None:
        """The episode as a plain one, or None where it must be examined."""
        entries = episode.entries
        if len(entries) != 2 or episode.behind or episode.dropped or episode.missed or episode.orphan:
            return None
        asked, answer = entries
        if not isinstance(asked, Turn) or not isinstance(answer, Turn) or len(episode.lines) != 1:
            return None
        way, first, second = episode.way, asked.words, answer.words
        if way is None or way.link is not _HOST or first is None or second is None:
            return None
        if asked.glance is None or answer.glance is None or not asked.from_pos or answer.from_pos:
            return None
        kind, stan, tid, amount = first.kind, first.stan, first.tid, first.amount
        if first.reply or first.result or not second.reply or kind not in KINDS or second.kind is not kind:
            return None
        if second.stan != stan or not stan.isalnum():
            return None
        code = second.result
        refused = code != _APPROVED
        if refused and not (kind is _APPROVE and _REFUSAL(code) and _NUMBER(tid)):
            return None
        amount_krw = 0
        if kind is _APPROVE:
            if not amount.isdigit() or (amount != second.amount and not (refused and not second.amount)):
                return None
            amount_krw = int(amount)
            if not amount_krw:
                return None
        elif amount.strip("0") or second.amount.strip("0"):  # of a sale alone it is told
            return None
        shapes = self._ordinary(way.codec, asked, answer, refused)
        if shapes is None:
            return None
        (line,) = episode.lines.values()
        return Plain(
            self._ways.key_of(way), line, episode.place, episode.route, asked.at_us, asked.data, answer.at_us,
            answer.data, shapes, kind, stan, tid, amount_krw, code if refused else "",
        )  # fmt: skip

    def _ordinary(self, codec: object, asked: Turn, answer: Turn, refused: bool) -> tuple[int, int] | None:
        """The shapes' numbers of first sendings, by the shop's own VAN, paid at once, while clocks agree."""
        assert asked.glance is not None
        assert answer.glance is not None
        (one, mine), (other, theirs) = asked.glance, answer.glance
        there = self._looks.get(one) or self._look(codec, one, asked.data)
        here = self._looks.get(other) or self._look(codec, other, answer.data)
        if not (there.plain and here.plain):
            return None
        options = mine[_OPTIONS]
        if options[3:4] == "P" or (refused and (here.tells_balance or options[:2].strip("0 "))):
            return None
        if there.sent_at and here.sent_at:
            if mine[_SENT_AT] != theirs[_SENT_AT] and not _close(mine[_SENT_AT], theirs[_SENT_AT]):
                return None
        elif there.sent_at != here.sent_at:
            return None
        return there.number, here.number

    def _look(self, codec: object, shape: Shape, data: bytes) -> _Looks:
        assert isinstance(codec, IsoCodec)
        if len(self._looks) >= _MOST_SHAPES:
            self._looks.clear()
        found = self._looks[shape] = _Looks(codec, shape, data, next(self._numbers))
        return found


def _close(mine: str, theirs: str) -> bool:
    """Whether two times (MMDDhhmmss) are of one day and at most five minutes apart."""
    if len(mine) != 10 or len(theirs) != 10 or mine[:4] != theirs[:4]:
        return False
    apart_s = _seconds(mine) - _seconds(theirs)
    return -_CLOCKS_S <= apart_s <= _CLOCKS_S


def _seconds(text: str) -> int:
    return int(text[4:6]) * 3600 + int(text[6:8]) * 60 + int(text[8:10])
