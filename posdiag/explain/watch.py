"""Watches one line: finds out how it speaks, cuts its bytes into frames, and files them as payments.

No I/O and no clock: events of a capture go in, live or from a file, and episodes that are over come out.
Until the dialect is known the line's bytes are kept; they are read once it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from posdiag.capture.events import Chunk, Ended, Event, Line, Lost, Noted, Opened, Trouble
from posdiag.diagnose.reading import MILD, control_of
from posdiag.explain.cut import Cutter
from posdiag.explain.decide import agent_way, line_way
from posdiag.explain.glance import Glances
from posdiag.explain.lane import Heard, Lane
from posdiag.explain.listen import Ear
from posdiag.explain.plain import Payment
from posdiag.explain.recognise import HTTP, Fit, fit, foreign
from posdiag.explain.routes import Known, Routes, ports_of
from posdiag.explain.turns import Turn, words_in
from posdiag.explain.ways import Hints, Way
from posdiag.profile.library import Library
from posdiag.transcript import LinkName
from posdiag.wire.framing import ControlPiece, Piece

#: So many chunks or bytes are kept while the dialect is unknown; then the best guess must do.
MOST_KEPT, MOST_KEPT_BYTES = 8_192, 16_384
#: Of a line in no known dialect so much is shown.
_JUNK_TURNS, _JUNK_BYTES = 40, 2_048


class State(StrEnum):
    """What is known of a line."""

    LISTENING = "listening"  # nothing yet
    KNOWN = "known"
    UNKNOWN = "unknown"  # no dialect fits
    FOREIGN = "foreign"  # plainly something else: it is left out


class LineWatch:
    """One line from its first byte to its end.

    `routes` is shared by the lines of a capture, so that a dialect is found once for a host and a payment
    may go on over another connection. `on_turn` is told of every frame as soon as it is whole.
    """

    def __init__(
        self,
        line: Line,
        library: Library,
        hints: Hints | None = None,
        routes: Routes | None = None,
        on_turn: Callable[[Turn], None] | None = None,
    ) -> None:
        self.line = line
        self.routes = routes or Routes(library, hints or Hints())
        self.state = State.LISTENING
        self.foreign = ""  # what a line that is left out seems to be
        self.fit: Fit | None = None
        self.way: Way | None = None
        self.pos_is_a = True
        self.heard = Heard()
        self.lost = 0
        self._on_turn = on_turn
        self._kept: list[Chunk | Lost | Ended] = []
        self._kept_bytes = 0
        self._next_try = 1
        self._cutter: Cutter | None = None
        self._ears: tuple[Ear, Ear] | None = None
        self._glances: Glances | None = None
        self.lane: Lane | None = None
        ports = self.routes.hints.ports
        if ports and not ports & ports_of(line):
            self.state, self.foreign = State.FOREIGN, "port"

    # -- what goes in and out --------------------------------------------------------------------

    def take(self, event: Event) -> list[Payment]:
        """One event of this line; the episodes that are over by it."""
        match event:
            case Chunk():
                if self.state is State.KNOWN:
                    return self.hear(event)
                self.heard.size += len(event.data)
                if self.state is State.LISTENING:
                    self._keep(event)
                elif self.state is State.UNKNOWN:
                    self._junk(event)
            case Lost() | Ended():
                if isinstance(event, Lost):
                    self.lost += event.size or 0
                if self.state is State.LISTENING:
                    self._keep(event)
                elif self.state is not State.FOREIGN:
                    self._pass(event)
            case Opened() | Noted():
                pass
            case Trouble():
                return []
        cutter = self._cutter
        waits = cutter is None or (event.at_us < cutter.due_us and not self.heard.holds)
        return [] if waits else self.tick(event.at_us)

    def hear(self, chunk: Chunk) -> list[Payment]:
        """The same for bytes on a line of which is known how it speaks."""
        cutter, at_us = self._cutter, chunk.at_us
        self.heard.size += len(chunk.data)
        self._hear(chunk)
        return [] if cutter and at_us < cutter.due_us and not self.heard.holds else self.tick(at_us)

    def tick(self, now_us: int) -> list[Payment]:
        """Let time pass: the episodes that are over by it, and frames that a pause broke off."""
        if self.heard.holds and self._ears is not None:
            for ear, from_a in zip(self._ears, (True, False), strict=True):
                self._file(ear.pause(now_us // 1000), from_a)
            self.heard.holds = self._ears[0].holds or self._ears[1].holds
        return [] if self._cutter is None else self._cutter.tick(now_us)

    def end(self, now_us: int = 0) -> list[Payment]:
        """The capture is over: everything that was begun on this line's route."""
        self.settle()
        return [] if self._cutter is None else self._cutter.end(now_us or self._cutter.last_us)

    def settle(self) -> None:
        """Nothing more comes: decide what was kept."""
        if self.state is State.LISTENING and self._kept:
            self._decide(final=True)
        if self._ears is not None:
            for ear, from_a in zip(self._ears, (True, False), strict=True):
                if ear.holds:
                    self._file(ear.pause(1 << 62), from_a)

    # -- how does it speak? ----------------------------------------------------------------------

    def _keep(self, event: Chunk | Lost | Ended) -> None:
        self._kept.append(event)
        if isinstance(event, Ended):
            self._decide(final=True)
        elif isinstance(event, Chunk):
            self._kept_bytes += len(event.data)
            full = len(self._kept) >= MOST_KEPT or self._kept_bytes >= MOST_KEPT_BYTES
            if full or len(self._kept) >= self._next_try:
                self._next_try = len(self._kept) + 1 + len(self._kept) // 4
                self._decide(final=full)

    def _decide(self, final: bool) -> None:
        chunks = [event for event in self._kept if isinstance(event, Chunk)]
        known = self.routes.known_of(self.line)
        if known is not None and chunks and self._as_before(chunks, known):
            return
        if chunks and self.routes.hopeless(self.line):
            self._give_up(True)
            return
        self.foreign = foreign(chunks)
        if self.foreign == HTTP:
            found = agent_way(chunks, self.routes.ways)
            if found is None and not final:
                return
            self.foreign = "" if found else HTTP
        else:
            found = None if self.foreign else line_way(chunks, self.line, self.routes.ways, final)
        if found is not None:
            self._settle_on(found)
        elif self.foreign:
            self.state = State.FOREIGN
            self._kept.clear()
        elif final:
            self._give_up(bool(chunks))

    def _as_before(self, chunks: Sequence[Chunk], known: Known) -> bool:
        """Whether the line speaks as others did to the same place."""
        seen = fit(chunks, known.way, known.pos_is_a)
        if not seen.words:
            return False
        self.fit = seen
        self._settle_on(seen, known.pos_is_a if seen.pos_is_a is None else seen.pos_is_a)
        return True

    def _settle_on(self, found: Fit, pos_is_a: bool | None = None) -> None:
        asks = found.pos_is_a if pos_is_a is None else pos_is_a
        self.fit = found
        self.way = found.way
        self.pos_is_a = True if asks is None else asks
        self.state = State.KNOWN
        if found.words:
            self.routes.learn(self.line, found.way, self.pos_is_a)
        self._prepare(found.way)
        kept, self._kept = self._kept, []
        for event in kept:
            if isinstance(event, Chunk):
                self._hear(event)
            else:
                self._pass(event)

    def _prepare(self, way: Way) -> None:
        """Be ready for what comes in a way of speaking."""
        sure = self.line.a_known
        self._ears = (Ear(way, sure), Ear(way, sure))
        self._glances = self.routes.glances(way)
        self._cutter = self.routes.cutter(self.line, way, self.pos_is_a)
        if self._on_turn is None:
            self.lane = self.routes.lane(self.line, self.pos_is_a, way, self._ears, self._cutter, self.heard)

    def _give_up(self, heard: bool) -> None:
        """No dialect fits. A line without a byte matters only where others to the same place do."""
        known = self.routes.known_of(self.line)
        kept, self._kept = self._kept, []
        if not heard:
            if known is not None:
                self.pos_is_a, self.way, self.state = known.pos_is_a, known.way, State.KNOWN
                self._prepare(known.way)
                for event in kept:
                    self.take(event)
            return
        self.state = State.UNKNOWN
        self.routes.give_up(self.line)
        self._cutter = self.routes.cutter(self.line, None, True)
        for event in kept:
            if isinstance(event, Chunk):
                self._junk(event)

    # -- bytes to turns --------------------------------------------------------------------------

    def _hear(self, chunk: Chunk) -> None:
        assert self._ears is not None
        from_a = chunk.from_a
        ear = self._ears[0] if from_a else self._ears[1]
        if not ear.holds:
            self.heard.place = chunk.place
        if ear.whole(chunk.data):
            self._frame(chunk.data, from_a, chunk.at_us)
            return
        self.heard.holds = True
        self._file(ear.hear(chunk.data, chunk.at_us // 1000), from_a, chunk.at_us)

    def _file(self, pieces: Sequence[tuple[Piece, int]], from_a: bool, at_us: int = 0) -> None:
        for piece, at_ms in pieces:
            when_us = at_us if at_us // 1000 == at_ms else at_ms * 1000
            if isinstance(piece, ControlPiece):
                self._control(piece.data, from_a, when_us)
            else:
                self._frame(piece.data, from_a, when_us, getattr(piece, "reason", ""))

    def _frame(self, data: bytes, from_a: bool, at_us: int, note: str = "") -> None:
        assert self.way is not None
        self.heard.frames += 1
        turn = Turn(at_us, self.line.number, from_a is self.pos_is_a, data, str(note))
        if self._glances is not None and not note:
            self._glances.read(turn)
        else:
            turn.decoded = self.way.codec.decode(data)
            turn.words = None if note else words_in(turn.decoded)
        if turn.decoded is not None:
            turn.broken = any(not fault.code.startswith(MILD) for fault in turn.decoded.faults)
        self._say(turn)

    def _control(self, data: bytes, from_a: bool, at_us: int) -> None:
        control = control_of(data) if self.way is not None and self.way.link is LinkName.ECR else None
        if control is not None:  # a poll that keeps a host line open belongs to no payment
            self._say(Turn(at_us, self.line.number, from_a is self.pos_is_a, data, control=control))

    def _say(self, turn: Turn) -> None:
        assert self._cutter is not None
        self._cutter.take(self.line, turn, self.heard.place)
        if self._on_turn is not None:
            self._on_turn(turn)

    def _junk(self, chunk: Chunk) -> None:
        if self.heard.frames < _JUNK_TURNS and self._cutter is not None:
            self.heard.frames += 1
            self.heard.place = self.heard.place or chunk.place
            data = chunk.data[:_JUNK_BYTES]
            self._say(Turn(chunk.at_us, self.line.number, chunk.from_a is self.pos_is_a, data, "garbage"))

    def _pass(self, event: Lost | Ended) -> None:
        assert self._cutter is not None
        if isinstance(event, Ended):
            by_pos = None if event.by_a is None else event.by_a is self.pos_is_a
            self._cutter.closed(self.line, event.at_us, event.why, by_pos)
            return
        half = b""
        if self._ears is not None:
            half = self._ears[0 if event.from_a else 1].lose()
        size = None if event.size is None else event.size + len(half)
        self._cutter.missed(self.line, event.at_us, event.from_a is self.pos_is_a, size)
