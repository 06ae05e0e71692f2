"""A line between two parties: carries whole units with latency, keeps their order, lets faults act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from posdiag_sim.ecr_bytes import CONTROLS
from posdiag_sim.heap import Event, Heap
from posdiag_sim.uart import Port, heard

UP, DOWN = "up", "down"  # towards the VAN, towards the POS

#: Bytes that were written within this time of each other are one unit on the way up.
UNIT_GAP_MS = 3
#: Bytes that one line carries at most each way in a world.
MAX_CARRIED_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Unit:
    """What one party sent at once. `what` is frame, event or control; `request` counts from 1."""

    what: str
    content: bytes
    way: str
    request: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that reach the other side `wait_ms` later than a sound line would have them there."""

    wait_ms: int
    content: bytes
    overtakes: bool = False  # need not keep the order of what was sent before it


class LineFault(Protocol):
    """A fault that acts on what a line carries."""

    def shape(self, unit: Unit, pieces: list[Piece], line: Line) -> list[Piece]:
        """What becomes of the pieces of a unit."""
        ...

    def breaks(self, unit: Unit) -> str:
        """`reset` or `half-open` where the connection ends before this unit arrives, else nothing."""
        ...

    def refuses(self) -> str:
        """Why the connection that is being opened is turned away; empty where it is not."""
        ...


class Line:
    """One connection between a lower and an upper party; it may be closed and opened again."""

    def __init__(self, heap: Heap, latency_ms: Callable[[], int], faults: Sequence[LineFault], counts: bool):
        self.heap = heap
        self.faults = tuple(faults)
        self.request = 0
        self._counts = counts  # whether units matter: without any fault in the world they do not
        self.closed = ""  # reason, while there is no connection
        self.dead = False  # half open: everything vanishes
        self.deliver_up: Callable[[bytes], None] = lambda content: None
        self.deliver_down: Callable[[bytes], None] = lambda content: None
        self.on_close: Callable[[str], None] = lambda reason: None
        self._latency_ms = latency_ms
        self._connection = 0
        self._last_at = {UP: 0, DOWN: 0}
        self._last_frame = b""
        self._carried = 0
        self._latency_at = ("", 0)
        self._latency = 0
        self._pending = bytearray()
        self._flush: Event | None = None
        self._ports: dict[str, tuple[Port, Port]] = {}  # by way: sender's and receiver's, once one was set

    @property
    def ports_set(self) -> bool:
        """Whether somebody set the lower party's port since the line began."""
        return bool(self._ports)

    def set_ports(self, lower: Port | None, upper: Port) -> None:
        """From now on each party reads the other's bytes as its own port is set; None: as the line began."""
        self._ports = {} if lower is None else {UP: (lower, upper), DOWN: (upper, lower)}

    def connect(self) -> None:
        """Open the line anew; where a fault refuses it, `closed` says so at once."""
        self._connection += 1
        self.dead = False
        self._pending.clear()
        self.closed = next(filter(None, [fault.refuses() for fault in self.faults]), "")
        if self.closed:
            self.on_close(self.closed)

    def close(self, reason: str) -> None:
        """End the connection; what is under way is lost."""
        self._connection += 1
        self.closed = reason
        self._pending.clear()
        self.on_close(reason)

    def write_up(self, stream: bytes, controls: bool) -> None:
        """Take bytes of any split from the lower party and carry them in units.

        `controls` tells whether control bytes stand for themselves on this line. A line without
        faults needs no units and carries the bytes as they come.
        """
        if not self._counts:
            self._carry_unbent(UP, stream)
            return
        if len(self._pending) < MAX_CARRIED_BYTES:
            self._pending += stream
        self.heap.cancel(self._flush)
        self._flush = self.heap.after(UNIT_GAP_MS, self._end_units, controls)

    def _end_units(self, controls: bool) -> None:
        rest = bytes(self._pending)
        self._pending.clear()
        end = 0
        while controls and end < len(rest) and rest[end] in CONTROLS:
            end += 1
        if end:
            self.send(UP, "control", rest[:end])
        if end < len(rest):
            self.send(UP, "frame", rest[end:])

    def send(self, way: str, what: str, content: bytes) -> None:
        """Carry one unit. A frame unlike the one before counts as the next request."""
        if way == UP and what == "frame" and content != self._last_frame:
            self._last_frame = content
            self.request += 1
        if self.faults:
            self._carry(Unit(what, content, way, self.request))
        else:
            self._carry_unbent(way, content)

    def _carry_unbent(self, way: str, content: bytes) -> None:
        """Carry what no fault of this line can bend, as `_carry` would."""
        self._carried += len(content)
        if self.closed or self.dead or self._carried > MAX_CARRIED_BYTES:
            return
        now, last_at = self.heap.now_ms, self._last_at
        last_at[way] = at = max(now + self._latency_now(way, now), last_at[way])
        if self._ports:
            content = heard(*self._ports[way], content)
        if content:
            self.heap.after(at - now, self._arrive, way, content, self._connection)

    def _carry(self, unit: Unit) -> None:
        self._carried += len(unit.content)
        if self.closed or self.dead or self._carried > MAX_CARRIED_BYTES:
            return
        for fault in self.faults:
            ending = fault.breaks(unit)
            if ending == "half-open":
                self.dead = True
                return
            if ending:
                self.heap.after(self._latency_ms(), self._close_if, self._connection, ending)
                self.dead = True  # nothing arrives any more; the reset itself is on its way
                return
        pieces = [Piece(0, unit.content)]
        for fault in self.faults:
            pieces = fault.shape(unit, pieces, self)
        self.release(unit.way, pieces)

    def _close_if(self, connection: int, reason: str) -> None:
        if connection == self._connection:
            self.close(reason)

    def release(self, way: str, pieces: Sequence[Piece]) -> None:
        """Let pieces arrive, in order unless they overtake."""
        now = self.heap.now_ms
        latency = self._latency_now(way, now)
        for piece in pieces:
            at = now + latency + piece.wait_ms
            if not piece.overtakes:
                at = max(at, self._last_at[way])
                self._last_at[way] = at
            content = heard(*self._ports[way], piece.content) if self._ports else piece.content
            if content:
                self.heap.after(at - now, self._arrive, way, content, self._connection)

    def _latency_now(self, way: str, now: int) -> int:
        if self._latency_at != (way, now):  # what is written at one time travels together
            self._latency_at, self._latency = (way, now), self._latency_ms()
        return self._latency

    def _arrive(self, way: str, content: bytes, connection: int) -> None:
        if connection == self._connection and not self.closed:
            (self.deliver_up if way == UP else self.deliver_down)(content)
