"""One sitting at a line: what its forwarder tells is recorded, watched and judged, payment by payment.

No I/O and no clock: tellings go in with the time, and what is worth showing comes out at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Opened, Trouble
from posdiag.explain.episode import Episode
from posdiag.explain.examine import Codecs, House, examine
from posdiag.explain.plain import Payment, episodes_of
from posdiag.explain.routes import Routes
from posdiag.explain.turns import Turn
from posdiag.explain.watch import LineWatch, State
from posdiag.explain.ways import Hints
from posdiag.link.tellings import Telling
from posdiag.record import RunRecord
from posdiag.tap.feed import Feed
from posdiag.tap.recorder import Recorder
from posdiag.transcript import LinkName, Party
from posdiag.wire.codec import Codec

#: Payments that wait for their judgement; on a line busier than that the oldest are only counted.
MOST_WAITING = 2_000
#: An answered payment is judged so long after its last byte: a till that acknowledges has done so by then.
LINGER_US = 3_000_000


@dataclass(frozen=True, slots=True)
class Spoke:
    """A frame, control bytes or junk passed. `codec` reads it; None where nobody knows the dialect."""

    at_us: int
    line: Line
    sender: Party
    receiver: Party
    data: bytes
    note: str
    codec: Codec | None


@dataclass(frozen=True, slots=True)
class Found:
    """How a line speaks is known now; `dialect` is empty where no dialect fits."""

    line: Line
    dialect: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A payment is over."""

    record: RunRecord
    codecs: Codecs


@dataclass(frozen=True, slots=True)
class Told:
    """What the forwarder said beside the bytes: ready, opened, ended, waiting, missed, injected."""

    telling: Telling


@dataclass(frozen=True, slots=True)
class Noticed:
    """A telling that is recorded, and the event that it is; None where it is about no line."""

    telling: Telling
    event: Event | None


Shown = Spoke | Found | Judged | Told


class Sitting:
    """Takes tellings in order. `name` is what the records call this sitting.

    Recording comes first: what is over is judged by `judge`, one payment a call, when nothing else waits.
    `most_waiting` payments may wait for that, MOST_WAITING where it is 0.
    """

    def __init__(
        self,
        kind: LineKind,
        house: House,
        hints: Hints | None = None,
        recorder: Recorder | None = None,
        name: str = "tap",
        most_waiting: int = 0,
    ) -> None:
        self._house = house
        self._hints = hints or Hints()
        self._recorder = recorder
        self._name = name
        self._most_waiting = most_waiting
        self._feed = Feed(kind)
        self._routes = Routes(house.library, self._hints, linger_us=LINGER_US)
        self._routes.ways.shipped()  # now, and not when the first payment waits for its name
        self._watches: dict[int, LineWatch] = {}
        self._known: set[int] = set()
        self._turns: list[tuple[LineWatch, Turn]] = []
        self._last_us = 0
        self._over: deque[Episode] = deque()
        self.unjudged = 0  # payments that there was no time for
        self.unread = 0  # bytes that there was no time for: they are only recorded
        self._hurried = False
        self.failed: Exception | None = None  # a fault of our own; since then bytes are only recorded

    def take(self, telling: Telling) -> Iterator[Shown]:
        """One telling: recorded, then read, and what is to be shown of it."""
        yield from self.read(self.note(telling))

    def note(self, telling: Telling) -> Noticed:
        """Record one telling. This may run ahead of `read`, in a thread of its own: reading may take long."""
        event = self._feed.take(telling)
        if self._recorder is not None and event is not None and not isinstance(event, Ended):
            self._recorder.take(event)
        return Noticed(telling, event)

    def let_out(self, now_us: int) -> None:
        """Write what has waited too long for its frame; this too may run in a thread of its own."""
        if self._recorder is not None:
            self._recorder.tick(now_us)

    def read(self, noticed: Noticed) -> Iterator[Shown]:
        """What a telling that is recorded says, in the order of `note`."""
        telling, event = noticed.telling, noticed.event
        self._last_us = max(self._last_us, telling.at_us)
        if not isinstance(event, Chunk):
            yield Told(telling)
        if event is None:
            return
        if not self._hurried:
            yield from self._sheltered(self._watch(event))
        elif isinstance(event, Chunk):
            self.unread += len(event.data)
        if self._recorder is not None and isinstance(event, Ended):
            self._recorder.take(event)  # after its last frames, which settling it gave

    def hear_of(self, event: Event) -> Iterator[Shown]:
        """An event of a recording that somebody else makes, in place of a telling."""
        if not isinstance(event, Trouble):
            self._last_us = max(self._last_us, event.at_us)
            yield from self._sheltered(self._watch(event))

    def tick(self, now_us: int) -> Iterator[Shown]:
        """Time has passed: payments that are over by it, and bytes that waited too long for their frame."""
        self.let_out(now_us)
        if now_us > self._last_us and not self._hurried:
            yield from self._sheltered(self._ticked(now_us))

    def hurry(self) -> None:
        """From now on bytes are recorded and no longer read: somebody waits for the end."""
        self._hurried = True

    def judge(self) -> Iterator[Shown]:
        """Judge one payment that is over."""
        if self._over:
            yield from self._sheltered(map(self._judged, (self._over.popleft(),)))

    def end(self) -> Iterator[Shown]:
        """The sitting is over: what was begun is judged as far as it went."""
        yield from self._sheltered(self._settled())
        if self._recorder is not None:
            self._recorder.close()
        while self._over:
            yield from self.judge()

    def _sheltered(self, shown: Iterator[Shown]) -> Iterator[Shown]:
        """A mistake in reading or judging must not end the sitting, or a payment would be cut off by it."""
        if self.failed is not None:
            return
        try:
            yield from shown
        except Exception as error:
            self.failed = error

    def _ticked(self, now_us: int) -> Iterator[Shown]:
        over: list[Payment] = []
        for watch in self._watches.values():
            over += watch.tick(now_us)
        for cutter in tuple(self._routes.cutters.values()):
            over += cutter.tick(now_us)
        self._put_off(over)
        yield from self._spoken()

    def _settled(self) -> Iterator[Shown]:
        for watch in self._watches.values():
            watch.settle()
        over = [one for cutter in self._routes.cutters.values() for one in cutter.end(self._last_us)]
        self._put_off(over)
        yield from self._spoken()

    def _watch(self, event: Event) -> Iterator[Shown]:
        line = getattr(event, "line", None)
        if not isinstance(line, Line):
            return
        if isinstance(event, Opened):
            watch = LineWatch(line, self._house.library, self._hints, self._routes, self._heard(line.number))
            self._watches[line.number] = watch
            return
        found = self._watches.get(line.number)
        if found is None:
            return
        over = found.take(event)
        if isinstance(event, Ended):
            found.settle()
            del self._watches[line.number]
        yield from self._named(found)
        self._put_off(over)
        yield from self._spoken()

    def _put_off(self, over: list[Payment]) -> None:
        self._over.extend(episodes_of(over))
        while len(self._over) > (self._most_waiting or MOST_WAITING):
            self._over.popleft()
            self.unjudged += 1

    def _heard(self, number: int) -> _Ear:
        return _Ear(self, number)

    def hear(self, number: int, turn: Turn) -> None:
        """A line has a frame more."""
        watch = self._watches[number]
        self._turns.append((watch, turn))
        if self._recorder is not None:
            from_a = turn.from_pos is watch.pos_is_a
            codec = None if watch.way is None or turn.control else watch.way.codec
            self._recorder.frame(watch.line, turn.at_us, from_a, turn.data, codec, turn.decoded)

    def _named(self, watch: LineWatch) -> Iterator[Found]:
        if watch.line.number in self._known or watch.state is State.LISTENING:
            return
        self._known.add(watch.line.number)
        evidence = () if watch.fit is None else watch.fit.evidence
        if watch.state is State.FOREIGN:
            yield Found(watch.line, "", (watch.foreign,))
        else:
            yield Found(watch.line, "" if watch.way is None else watch.way.name, evidence)

    def _spoken(self) -> Iterator[Spoke]:
        turns, self._turns = self._turns, []
        for watch, turn in turns:
            host = watch.way is not None and watch.way.link is LinkName.HOST
            ends = (Party.POS, Party.VAN if host else Party.TERMINAL)
            sender, receiver = ends if turn.from_pos else ends[::-1]
            codec = None if watch.way is None else watch.way.codec
            yield Spoke(turn.at_us, watch.line, sender, receiver, turn.data, turn.note, codec)

    def _judged(self, episode: Episode) -> Judged:
        return Judged(*examine(episode, self._house, self._name, self._hints.release))


@dataclass(frozen=True, slots=True)
class _Ear:
    """Tells the sitting of the frames of one line."""

    sitting: Sitting
    number: int

    def __call__(self, turn: Turn) -> None:
        self.sitting.hear(self.number, turn)
