"""A whole capture: its lines, each watched, its payments as they end, and what the capture itself lacks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from posdiag.capture.events import Chunk, Ended, Event, Line, Lost, Noted, Opened, Trouble
from posdiag.explain.join import Joiner
from posdiag.explain.lane import Lane
from posdiag.explain.plain import Payment
from posdiag.explain.routes import Routes, place_of
from posdiag.explain.watch import LineWatch, State
from posdiag.explain.ways import Hints
from posdiag.profile.library import Library

#: Lines watched at once; those that ended go first.
_MOST_WATCHED = 8_192
#: Payments kept open on all routes together.
MOST_OPEN = 6_000
#: Stands for all places beyond those.
MANY = "…"
#: Troubles and notes told in full; places that lines lead to, told one by one.
MOST_TOLD, MOST_PLACES = 50, 200
#: All routes are looked through for what is over once in so much time of the capture.
_ROUND_US = 2_000_000


@dataclass(slots=True)
class Place:
    """What was seen of all lines to one place in one dialect, or in none. `what` is a State or a kind."""

    ends: str
    dialect: str
    what: str
    evidence: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lines: int = 0
    frames: int = 0
    size: int = 0
    lost: int = 0


@dataclass(slots=True)
class Sights:
    """What was seen of a capture beside its payments."""

    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    trouble_count: int = 0
    note_count: int = 0
    lines: int = 0
    size: int = 0
    lost: int = 0


class Survey(Sights):
    """Takes the events of a capture, gives its episodes in the order in which they end."""

    def __init__(self, library: Library, hints: Hints | None = None) -> None:
        super().__init__()
        self.last_us = 0
        self.hints = hints or Hints()
        self.library = library
        self.routes = Routes(library, self.hints)
        self._watches: OrderedDict[int, LineWatch] = OrderedDict()
        self._lanes: dict[int, Lane] = {}  # of the lines of which is known how they speak
        self._joiner = Joiner(self.routes.whole)
        self._next_round_us = 0

    def sights(self) -> Sights:
        """What was seen beside the payments, without what it was seen by."""
        return Sights(**{item.name: getattr(self, item.name) for item in fields(Sights)})

    def take(self, event: Event) -> list[Payment]:
        """One event; the episodes that are over by it."""
        if isinstance(event, (Trouble, Noted)):
            self._told(event)
            return []
        if event.at_us > self.last_us:
            self.last_us = event.at_us
        line = event.line
        watch = self._watches.get(line.number) or self._watch(line)
        return self._given_out(self._take(watch, event))

    def through(self, events: Iterable[Event], every: int) -> Iterator[list[Payment]]:
        """Events one after another; the episodes that are over, at the latest after so many events.

        The same as `take`, for very many: most are bytes on a line of which is known how it speaks.
        """
        watches, lanes, room, left = self._watches, self._lanes, self.routes.room, every
        for event in events:
            left -= 1
            if type(event) is Chunk and (lane := lanes.get(event.line.number)) and lane.file(event):
                at_us = event.at_us
                if at_us > self.last_us:
                    self.last_us = at_us
                rests = at_us < lane.cutter.due_us and at_us < self._next_round_us and not lane.heard.holds
                if rests and left and room.count <= MOST_OPEN:
                    continue
                ended = self._given_out(watches[event.line.number].tick(at_us))
            else:
                ended = self.take(event)
            if ended or not left:
                yield ended
            left = left or every

    def _given_out(self, ended: list[Payment]) -> list[Payment]:
        """The same with what is over on other routes by now, joined where it belongs together."""
        if self.routes.room.count > MOST_OPEN:
            for cutter in tuple(self.routes.cutters.values()):
                ended += cutter.thin(self.last_us)
        if self.last_us >= self._next_round_us:
            self._next_round_us = self.last_us + _ROUND_US
            for cutter in tuple(self.routes.cutters.values()):
                ended += cutter.tick(self.last_us)
            ended = self._joiner.take(ended, self.last_us)
        elif ended:
            ended = self._joiner.take(ended, self.last_us)
        return ended

    def _take(self, watch: LineWatch, event: Opened | Chunk | Lost | Ended) -> list[Payment]:
        listening = watch.way is None
        ended = watch.take(event)
        if listening and watch.way is not None:
            self._joiner.seen(watch.way.link)
            if watch.lane is not None:
                self._lanes[event.line.number] = watch.lane
        if isinstance(event, Lost):
            self.lost += event.size or 0
        elif isinstance(event, Ended):
            self._watches.move_to_end(event.line.number, last=False)
        return ended

    def _told(self, event: Trouble | Noted) -> None:
        """What is wrong with the capture, and what it says of itself."""
        if isinstance(event, Trouble):
            self.trouble_count += 1
            if len(self.troubles) < MOST_TOLD:
                self.troubles.append(event)
        else:
            self.note_count += 1
            if len(self.notes) < MOST_TOLD:
                self.notes.append(event)

    def end(self) -> list[Payment]:
        """The capture is over: what was still open."""
        for watch in self._watches.values():
            watch.settle()
        ended: list[Payment] = []
        for cutter in self.routes.cutters.values():
            ended += cutter.end(self.last_us)
        ended = self._joiner.end(ended)
        while self._watches:
            self._close(self._watches.popitem()[1])
        return ended

    def _watch(self, line: Line) -> LineWatch:
        if len(self._watches) >= _MOST_WATCHED:
            watch = self._watches.popitem(last=False)[1]
            watch.settle()
            self._close(watch)
        self.lines += 1
        watch = self._watches[line.number] = LineWatch(line, self.library, self.hints, self.routes)
        return watch

    def _close(self, watch: LineWatch) -> None:
        """Count a line that is over at the place it led to."""
        self._lanes.pop(watch.line.number, None)
        self.size += watch.heard.size
        place = self._place(watch.line, watch.pos_is_a, watch)
        place.lines += 1
        place.frames += watch.heard.frames
        place.size += watch.heard.size
        place.lost += watch.lost

    def _place(self, line: Line, pos_is_a: bool, watch: LineWatch) -> Place:
        dialect = "" if watch.way is None else watch.way.name
        what = watch.foreign or str(watch.state)
        ends = place_of(line, pos_is_a)
        place = self.places.get((ends, dialect or what))
        if place is None:
            if len(self.places) >= MOST_PLACES:
                ends = MANY
            place = self.places.setdefault((ends, dialect or what), Place(ends, dialect, what))
        if watch.fit is not None and not place.evidence:
            place.evidence, place.also = watch.fit.evidence, watch.fit.also
        return place


__all__ = ["MANY", "MOST_TOLD", "Place", "Sights", "State", "Survey"]
