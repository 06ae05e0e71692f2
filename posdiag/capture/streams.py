"""One TCP connection: two streams of segments that each wait for what stands before them.

A segment is given out when what stands before it in its own stream has been, and what its sender had
acknowledged by then too: so a reply never comes before its request, however the capture tool shuffled
them. Of bytes sent twice the first count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from posdiag.capture.events import Chunk, Ended, Event, Line, Lost

#: Sequence numbers are counted by this mask; a difference from `BEHIND` on is one backwards.
WRAP = 0xFFFF_FFFF
BEHIND = 0x8000_0000


@dataclass(slots=True)
class Held:
    """A segment that waits for what stands before it, in its stream or in the other."""

    seq: int
    ack: int
    at_us: int
    payload: bytes
    missing: int
    fin: bool
    number: int


@dataclass(slots=True, eq=False)
class Half:
    """One direction of a line. `next` is the sequence number expected, None while nobody knows it."""

    from_a: bool
    flow: Flow
    next: int | None = None
    syn: int | None = None  # the sequence number of its SYN
    guessed: bool = False  # `next` was taken from what the other end acknowledged
    acked: int | None = None  # how far the other end acknowledged beyond `next`
    fin: bool = False
    held: list[Held] = field(default_factory=list)
    other: Half = field(init=False)

    def hold(self, segment: Held) -> None:
        """Puts a segment among those held, in order of the stream."""
        base = (self.next or 0) - BEHIND
        rank = (segment.seq - base) & WRAP
        place = len(self.held)
        while place and (self.held[place - 1].seq - base) & WRAP > rank:
            place -= 1
        self.held.insert(place, segment)
        self.flow.held_bytes += len(segment.payload)
        self.flow.busy = True

    def give(self, out: list[Event], regardless: bool = False) -> bool:
        """Gives out the first segment held if nothing is missing before it; whether it did.

        With `regardless` it need not wait for what its sender acknowledged: two segments that each
        acknowledge the other would wait for ever.
        """
        if not self.held or self.next is None:
            return False
        first, other, flow = self.held[0], self.other, self.flow
        if 0 < (first.seq - self.next) & WRAP < BEHIND:
            return False
        if not regardless and other.next is not None and 0 < (first.ack - other.next) & WRAP < BEHIND:
            return False
        del self.held[0]
        flow.held_bytes -= len(first.payload)
        old = (self.next - first.seq) & WRAP
        size = len(first.payload) + first.missing
        if old < size:
            fresh = first.payload[old:]
            if fresh:
                out.append(Chunk(flow.line, first.at_us, self.from_a, fresh, first.number))
            if size - old > len(fresh):
                out.append(Lost(flow.line, first.at_us, self.from_a, size - old - len(fresh)))
            self.next = (first.seq + size) & WRAP
        if first.fin and not self.fin and (first.seq + size) & WRAP == self.next:
            self.fin = True
            self.next = (self.next + 1) & WRAP
            flow.end(out, first.at_us, "ended", self.from_a)
        return True

    def lose(self, out: list[Event], at_us: int, force: bool) -> bool:
        """Passes over the first hole if its bytes were acknowledged, or with `force`; whether it did."""
        if self.next is None:
            return False
        goal = self.acked
        if self.held and (force or goal is not None):
            first = self.held[0].seq
            if goal is None or (goal - first) & WRAP < BEHIND:
                goal = first
        if goal is None or not 0 < (goal - self.next) & WRAP < BEHIND:
            return False
        out.append(Lost(self.flow.line, at_us, self.from_a, (goal - self.next) & WRAP))
        self.next = goal
        return True


@dataclass(slots=True, eq=False)
class Flow:
    """One connection. `busy` says that something is held or missing, so that nothing may pass by."""

    line: Line
    keys: tuple[bytes, bytes]  # addresses and ports as a sends them, and as b does
    busy: bool = False
    ended: bool = False
    answered: bool = False  # the end that was dialled has sent something
    seen_us: int = 0
    doubt_us: int = 0  # since when acknowledged bytes have not turned up
    doubt_packets: int = 0  # how many more packets of this line they may take
    held_bytes: int = 0
    a: Half = field(init=False)
    b: Half = field(init=False)

    def __post_init__(self) -> None:
        self.a, self.b = Half(True, self), Half(False, self)
        self.a.other, self.b.other = self.b, self.a

    def settle(self, out: list[Event], at_us: int, *, lose: bool = False, force: bool = False) -> bool:
        """Gives out what may be; whether acknowledged bytes are still missing.

        With `lose` those are given up, with `force` everything that is not there.
        """
        a, b = self.a, self.b
        while True:
            while a.give(out) or b.give(out):
                pass
            if not (lose or force):
                break
            if a.lose(out, at_us, force) or b.lose(out, at_us, force):
                continue
            if not (a.give(out, regardless=True) or b.give(out, regardless=True)):
                break
        for half in (a, b):
            if half.acked is not None and not 0 < (half.acked - (half.next or 0)) & WRAP < BEHIND:
                half.acked = None
        doubt = a.acked is not None or b.acked is not None
        self.busy = doubt or bool(a.held or b.held)
        return doubt

    def end(self, out: list[Event], at_us: int, why: str, by_a: bool | None) -> None:
        """Says once that the line ended."""
        if not self.ended:
            self.ended = True
            out.append(Ended(self.line, at_us, why, by_a))
