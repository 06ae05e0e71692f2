"""Tells a plain payment from one that must be looked into: one request, one sound, ordinary answer in time.

Most payments are plain, and the full examination of one takes ten times as long as all else. Whatever is
not surely plain goes there: tests hold that both give the same record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from posdiag.capture.events import Line, Place
from posdiag.explain.episode import Episode
from posdiag.explain.turns import Turn, Words
from posdiag.explain.ways import Way, Ways
from posdiag.transcript import LinkName
from posdiag.wire.iso8583.codec import GLANCED, IsoCodec
from posdiag.wire.message import Kind

_HOST, _APPROVE = LinkName.HOST, Kind.APPROVE
KINDS = frozenset({Kind.APPROVE, Kind.BALANCE, Kind.CHECK})
#: Clocks this close are no finding (diagnose/detect_till.py); both on the same day.
_CLOCKS_S = 300
_SENT_AT, _OPTIONS = GLANCED.index("sent_at"), GLANCED.index("sale_options")
APPROVED = "00"
#: Response codes, and terminals' numbers short enough to be no card number.
REFUSAL = re.compile(r"[0-9A-Z]{2}").fullmatch
NUMBER = re.compile(r"[0-9]{0,8}").fullmatch


class Plain(msgspec.Struct, eq=False, gc=False):
    """A plain payment, with all that is needed to tell of it: it may be told by another process.

    `way` is the key of its way (`Ways.of`); the shapes are numbers of the two frames' shapes, the same for
    frames in which everything lies in the same place. `amount_krw` is that of a sale; `refusal` the
    response code, empty for none.

    While it is open, `lane.py` keeps its request in one, to which the answer is still to come
    (`answered_us` is 0 until then); the last three are for its use.
    """

    way: str
    line: Line
    place: Place
    route: str
    asked_us: int
    asked: bytes
    answered_us: int
    answer: bytes
    asked_shape: int
    answer_shape: int
    kind: Kind
    stan: str
    tid: str
    amount_krw: int
    refusal: str = ""
    number: int = 0  # among the payments of its route
    sent_at: bytes = b""  # the request's, MMDDhhmmss
    refusable: bool = True  # a refusal of it is plain too

    @property
    def began_us(self) -> int:
        return self.asked_us

    @property
    def touched_us(self) -> int:
        return self.answered_us or self.asked_us

    @property
    def link(self) -> LinkName:
        return _HOST

    def episode(self, way: Way) -> Episode:
        """The same as an episode, to be examined."""
        asked = Turn(self.asked_us, self.line.number, True, self.asked)
        answer = Turn(self.answered_us, self.line.number, False, self.answer)
        asked.words = Words(self.kind, False, self.stan, self.tid)
        answer.words = Words(self.kind, True, self.stan, self.tid, result=self.refusal or APPROVED)
        found = Episode(way, self.asked_us, self.place, self.tid, {self.line.number: self.line})
        found.add(asked)
        found.add(answer)
        found.keys.append((self.tid, self.stan))
        found.route = self.route
        return found


#: What becomes of an episode that is over.
Payment = Plain | Episode


def episodes_of(payments: Iterable[Payment]) -> list[Episode]:
    """Those that are episodes: all, where lines are watched turn by turn."""
    return [payment for payment in payments if isinstance(payment, Episode)]


class Plains:
    """Knows the shapes of one capture's messages."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._looks = ways.looks

    def payments(self, over: Iterable[Payment]) -> list[Payment]:
        """The episodes, the plain ones among them as such."""
        return [one if isinstance(one, Plain) else self.of(one) or one for one in over]

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
        refused = code != APPROVED
        if refused and not (kind is _APPROVE and REFUSAL(code) and NUMBER(tid)):
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
            answer.data, *shapes, kind, stan, tid, amount_krw, code if refused else "",
        )  # fmt: skip

    def _ordinary(self, codec: object, asked: Turn, answer: Turn, refused: bool) -> tuple[int, int] | None:
        """The shapes' numbers of first sendings, by the shop's own VAN, paid at once, while clocks agree."""
        assert asked.glance is not None
        assert answer.glance is not None
        assert isinstance(codec, IsoCodec)
        (one, mine), (other, theirs) = asked.glance, answer.glance
        there = self._looks.of(codec, one, asked.data)
        here = self._looks.of(codec, other, answer.data)
        if not (there.plain and here.plain):
            return None
        options = mine[_OPTIONS]
        if options[3:4] == "P" or (refused and (here.tells_balance or options[:2].strip("0 "))):
            return None
        if there.sent_at and here.sent_at:
            if mine[_SENT_AT] != theirs[_SENT_AT] and not close(mine[_SENT_AT], theirs[_SENT_AT]):
                return None
        elif there.sent_at != here.sent_at:
            return None
        return there.number, here.number


def close(mine: str, theirs: str) -> bool:
    """Whether two times (MMDDhhmmss) are of one day and at most five minutes apart."""
    if len(mine) != 10 or len(theirs) != 10 or mine[:4] != theirs[:4]:
        return False
    apart_s = _seconds(mine) - _seconds(theirs)
    return -_CLOCKS_S <= apart_s <= _CLOCKS_S


def _seconds(text: str) -> int:
    return int(text[4:6]) * 3600 + int(text[6:8]) * 60 + int(text[8:10])
