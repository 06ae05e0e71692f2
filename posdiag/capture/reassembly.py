"""Follows the TCP connections of a capture: which segment belongs to which, and what the capture lacks.

What was acknowledged but not captured is Lost after a short wait; what was neither acknowledged nor
captured is waited for until there is too much behind it.
"""

from __future__ import annotations

import socket
from collections import OrderedDict

from posdiag.capture.events import Chunk, Event, Line, LineKind, Lost, Opened, Trouble
from posdiag.capture.layers import ACK, FIN, RST, SYN, Segment, swap
from posdiag.capture.streams import BEHIND, WRAP, Flow, Half, Held
from posdiag.worded import worded

#: A sequence number farther off than this belongs to another connection.
_FAR = 1 << 24
#: How long, in time of the capture and in packets of the line, an acknowledged byte may still turn up.
_PATIENCE_US, _PATIENCE_PACKETS = 5_000, 32
#: What is held behind a hole, in one line and in all.
_MOST_HELD, _MOST_HELD_BYTES, _MOST_HELD_IN_ALL = 1024, 1 << 20, 32 << 20
#: A first segment this little before the one expected is believed to have been captured late.
_LATE_START = 1 << 16


class Lines:
    """All connections of a capture, at most `most_open` of them followed at once."""

    def __init__(self, most_open: int = 4096) -> None:
        #: Addresses and ports as sent -> the direction they belong to; read by the walker's short cut.
        self.halves: dict[bytes, Half] = {}
        #: Connections with acknowledged bytes that did not turn up yet, the longest waiting first.
        self.doubtful: OrderedDict[int, Flow] = OrderedDict()
        self.opened = 0
        self._most_open = most_open
        self._held_bytes = 0
        self._told_of_limit = False

    def count(self) -> int:
        """A number for the next line."""
        self.opened += 1
        return self.opened

    def take(self, segment: Segment, at_us: int, number: int, named: Line | None = None) -> list[Event]:
        """What follows from one segment, that of packet `number`. `named` is its line if the file tells."""
        out: list[Event] = []
        half = self.halves.get(segment.key)
        if half is not None and named is None and _follows(half, segment):
            half.flow.seen_us = at_us
            half.flow.answered = True
            size = len(segment.payload) + segment.missing
            if size:
                half.next, half.guessed = (segment.seq + size) & WRAP, False
                if segment.payload:
                    out.append(Chunk(half.flow.line, at_us, half.from_a, segment.payload, number))
                if segment.missing:
                    out.append(Lost(half.flow.line, at_us, half.from_a, segment.missing))
            return out
        if half is None or named is not None or _begins_anew(half, segment):
            if half is None and not (segment.payload or segment.missing or segment.flags & SYN or named):
                return out  # the end of a connection whose bytes were never seen
            if half is not None:
                self._let_go(half.flow, out, at_us)
            half = self._open(segment, at_us, out, named)
        half.flow.seen_us = at_us
        self._enter(half, segment, at_us, number, out)
        return out

    def told_end(self, flow: Flow, at_us: int, why: str, by_a: bool | None) -> list[Event]:
        """What follows where the file itself says that a line ended."""
        out: list[Event] = []
        flow.end(out, at_us, why, by_a)
        return out

    def waited(self, at_us: int) -> list[Event]:
        """What is Lost because it did not turn up until `at_us`."""
        out: list[Event] = []
        while self.doubtful:
            flow = next(iter(self.doubtful.values()))
            if flow.doubt_packets > 0 and at_us - flow.doubt_us < _PATIENCE_US:
                break
            self._settle(flow, out, at_us, lose=True)
            self.doubtful.pop(id(flow), None)
        return out

    def finish(self) -> list[Event]:
        """What is still held, at the end of the capture."""
        out: list[Event] = []
        for half in self.halves.values():
            if half.flow.busy:
                self._settle(half.flow, out, half.flow.seen_us, force=True)
        return out

    # -- lines ---------------------------------------------------------------------------------------

    def _open(self, segment: Segment, at_us: int, out: list[Event], named: Line | None) -> Half:
        if len(self.halves) >= 2 * self._most_open:
            self._evict(out)
        key = segment.key
        if named is not None:
            sent_by_a, known = True, named.a_known  # our own files name a line in a packet of its a
        elif segment.flags & SYN:
            sent_by_a, known = not segment.flags & ACK, True
        else:  # the end with the higher port is the one that dialled, by all custom
            sent_by_a, known = key[-4:-2] >= key[-2:], False
        keys = (key, swap(key)) if sent_by_a else (swap(key), key)
        a, b = (named.a, named.b) if named is not None else _ends(keys[0])
        line = Line(self.count(), LineKind.TCP, a, b, known)
        flow = Flow(line, keys)
        self.halves[keys[0]], self.halves[keys[1]] = flow.a, flow.b
        if keys[0] == keys[1]:  # an end that speaks to itself has one stream
            flow.a.other = flow.a
            self.halves[key] = flow.a
        out.append(Opened(line, at_us))
        return self.halves[key]

    def _evict(self, out: list[Event]) -> None:
        """Forgets a quarter of the lines: those that ended, then those that were idle longest."""
        flows = [half.flow for half in self.halves.values() if half.from_a]
        flows.sort(key=lambda flow: (not flow.ended, flow.seen_us))
        for flow in flows[: max(1, self._most_open // 4)]:
            if not flow.ended and not self._told_of_limit:
                self._told_of_limit = True
                out.append(
                    Trouble(
                        f"line {flow.line.number}",
                        worded(
                            "more than {most_open} connections are open; those idle longest are let go",
                            most_open=self._most_open,
                        ),
                        worded(
                            "cut the capture by time or by address, for example with editcap or tshark -Y"
                        ),
                    )
                )
            self._let_go(flow, out, flow.seen_us)
            for key in set(flow.keys):
                del self.halves[key]

    def _let_go(self, flow: Flow, out: list[Event], at_us: int) -> None:
        self._settle(flow, out, at_us, force=True)
        flow.end(out, at_us, "ended", None)

    # -- bytes ---------------------------------------------------------------------------------------

    def _enter(self, half: Half, segment: Segment, at_us: int, number: int, out: list[Event]) -> None:
        """Takes a segment into its line."""
        flow, other, flags, seq, ack = half.flow, half.other, segment.flags, segment.seq, segment.ack
        if flags & SYN:
            half.syn = seq
            seq = (seq + 1) & WRAP
            if half.next is None or half.guessed:
                half.next, half.guessed = seq, False
        refused = flags & RST and not half.from_a and not flow.answered and flow.a.syn is not None
        flow.answered = flow.answered or not half.from_a
        if flags & RST:
            self._settle(flow, out, at_us, force=True)
            flow.end(out, at_us, "refused" if refused else "reset", half.from_a)
            return
        size = len(segment.payload) + segment.missing
        told = bool(size or flags & FIN)
        if told:
            self._place(half, seq, size, at_us, out)
        if not flags & ACK:
            ack = other.next or 0
        elif other.next is None:
            other.next, other.guessed = ack, True
        else:
            ack = self._acknowledged(flow, other, ack, at_us)
        if told:
            half.hold(Held(seq, ack, at_us, segment.payload, segment.missing, bool(flags & FIN), number))
            self._held_bytes += len(segment.payload)
        if flow.busy:
            flow.doubt_packets -= 1
            many = len(flow.a.held) + len(flow.b.held) > _MOST_HELD or flow.held_bytes > _MOST_HELD_BYTES
            self._settle(flow, out, at_us, force=many or self._held_bytes > _MOST_HELD_IN_ALL)

    def _settle(
        self, flow: Flow, out: list[Event], at_us: int, *, lose: bool = False, force: bool = False
    ) -> None:
        self._held_bytes -= flow.held_bytes
        if not flow.settle(out, at_us, lose=lose, force=force):
            self.doubtful.pop(id(flow), None)
        self._held_bytes += flow.held_bytes

    def _place(self, half: Half, seq: int, size: int, at_us: int, out: list[Event]) -> None:
        """Sets the start of a stream by its first segment, and anew where sequence numbers jump."""
        expected = half.next
        if expected is None:
            half.next = seq
            return
        behind = (expected - seq) & WRAP
        if half.guessed:
            half.guessed = False
            if 1 < behind <= _LATE_START and size > 1:
                half.next = seq
        elif min(behind, (seq - expected) & WRAP) > _FAR:
            self._settle(half.flow, out, at_us, force=True)
            out.append(Lost(half.flow.line, at_us, half.from_a, None))
            half.next, half.acked = seq, None

    def _acknowledged(self, flow: Flow, other: Half, ack: int, at_us: int) -> int:
        """Notes what `other`'s bytes are acknowledged to; gives `ack` if it can be believed."""
        assert other.next is not None
        beyond = (ack - other.next) & WRAP
        if beyond >= BEHIND or not beyond:
            return ack
        if beyond > _FAR:
            return other.next
        if other.acked is None or (ack - other.acked) & WRAP < BEHIND:
            if id(flow) not in self.doubtful:
                flow.doubt_us, flow.doubt_packets = at_us, _PATIENCE_PACKETS
                self.doubtful[id(flow)] = flow
            other.acked = ack
            flow.busy = True
        return ack


def _follows(half: Half, segment: Segment) -> bool:
    """Whether a segment is the next of its stream and nothing is missing in either: most are."""
    return (
        segment.seq == half.next
        and segment.ack == half.other.next
        and segment.flags & (FIN | SYN | RST | ACK) == ACK
        and not half.flow.busy
    )


def _begins_anew(half: Half, segment: Segment) -> bool:
    """Whether a segment with the ends of a known line belongs to a later one."""
    if segment.flags & SYN:
        if half.syn is not None:
            return half.syn != segment.seq or (half.flow.ended and not segment.flags & ACK)
        start = (segment.seq + 1) & WRAP
        return half.next is not None and (half.next - start) & WRAP > _LATE_START
    expected = half.next
    if half.flow.ended and expected is not None and (segment.payload or segment.missing):
        return min((segment.seq - expected) & WRAP, (expected - segment.seq) & WRAP) > _FAR
    return False


def _ends(key: bytes) -> tuple[str, str]:
    """Address and port of both ends, the sender first."""
    side = (len(key) - 4) // 2
    family, form = (socket.AF_INET, "{}:{}") if side == 4 else (socket.AF_INET6, "[{}]:{}")
    ports = int.from_bytes(key[-4:-2], "big"), int.from_bytes(key[-2:], "big")
    hosts = socket.inet_ntop(family, key[:side]), socket.inet_ntop(family, key[side : 2 * side])
    return form.format(hosts[0], ports[0]), form.format(hosts[1], ports[1])
