"""Turns packets into events: a short cut for the common ones, the layers and the lines for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

import msgspec

from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Lost, Noted, Opened, Trouble
from posdiag.capture.layers import FIN, RST, Layers, Segment, Unread
from posdiag.capture.own import NOTES, Said, direction, understood
from posdiag.capture.packets import ETHERNET, USER0, Extra, Interface, Packet, Packets
from posdiag.capture.reassembly import Lines
from posdiag.worded import worded

#: Ethernet type, IP version and header length, total length, fragment, protocol, both ends, then TCP.
_HEADERS = Struct(">12xHBxHxxHxB2x12sIIBB").unpack_from
_SHORTEST = 54
#: FIN, SYN, RST, ACK, URG: only ACK may be set on the short cut.
_FLAGS, _ACK_ONLY = 0x37, 0x10
_INBOUND = 1
_UNNAMED = Interface((0, 0), USER0)
NOTHING_SAID = Said()
#: Complaints of one kind; the rest are counted.
MOST_COMPLAINTS = 20


def events(packets: Packets, name: str) -> Iterator[Event]:
    """What the packets of the file `name` say, in order."""
    walker = Walker(name)
    lines = walker.lines
    find, doubtful = lines.halves.get, lines.doubtful
    for packet in packets:
        if not isinstance(packet, tuple):
            yield packet
            continue
        walker.number = number = walker.number + 1
        at_us, link, data, _, extra = packet
        if doubtful:
            yield from lines.waited(at_us)
        if link == ETHERNET and extra is None and len(data) >= _SHORTEST:
            kind, version, total, fragment, protocol, key, seq, ack, offset, flags = _HEADERS(data)
            if (
                kind == 0x0800
                and version == 0x45
                and protocol == 6
                and flags & _FLAGS == _ACK_ONLY
                and not fragment & 0x3FFF
                and (half := find(key)) is not None
                and seq == half.next
                and ack == half.other.next
                and not half.flow.busy
            ):
                start = 34 + (offset >> 4) * 4
                end = 14 + total
                if _SHORTEST <= start < end <= len(data):
                    half.flow.answered = True
                    half.flow.seen_us = at_us
                    half.next = (seq + end - start) & 0xFFFF_FFFF
                    half.guessed = False
                    yield Chunk(half.flow.line, at_us, half.from_a, data[start:end], number)
                    continue
                if _SHORTEST <= start == end:
                    half.flow.answered = True
                    half.flow.seen_us = at_us
                    continue
        yield from walker.slow(packet)
    yield from lines.finish()
    yield from walker.last_words()


class Walker:
    """What stands between packets and lines: layers, serial lines, comments, complaints."""

    def __init__(self, name: str) -> None:
        self.lines = Lines()
        self.number = 0
        self._name = name
        self._layers = Layers()
        self._cables: dict[tuple[int, int], Line] = {}
        self._complaints: dict[str, int] = {}

    def slow(self, packet: Packet) -> Iterator[Event]:
        """The events of any packet."""
        at_us, link, data, wire, extra = packet
        if link == USER0:
            yield from self._serial(at_us, data, wire, extra)
            return
        said = understood(extra.comments) if extra is not None else NOTHING_SAID
        segment = self._layers.segment(link, data)
        line = None
        if isinstance(segment, Segment):
            if said.ended is not None:
                segment = msgspec.structs.replace(segment, flags=segment.flags & ~(FIN | RST))
            yield from self.lines.take(segment, at_us, self.number, said.line)
            half = self.lines.halves.get(segment.key)
            if half is not None:
                line = half.flow.line
                if said.ended is not None:
                    yield from self.lines.told_end(half.flow, at_us, *said.ended)
                if said.lost_unknown:
                    yield Lost(line, at_us, half.from_a, None)
        elif segment is not None:
            yield from self._complain(segment)
        for note in said.notes:
            yield Noted(line, at_us, note)

    def _serial(self, at_us: int, data: bytes, wire: int, extra: Extra | None) -> Iterator[Event]:
        """A packet of a serial line: an interface of its own, the direction in the packet's flags."""
        interface = extra.interface if extra is not None else _UNNAMED
        line = self._cables.get(interface.key)
        if line is None:
            if NOTES in interface.comments:
                yield from (Noted(None, at_us, text) for text in (extra.comments if extra else ()))
                return
            named = understood(interface.comments).line
            ends = (named.a, named.b, named.a_known) if named is not None else ("A", "B", False)
            line = Line(self.lines.count(), LineKind.SERIAL, *ends)
            self._cables[interface.key] = line
            yield Opened(line, at_us)
        from_a = extra is None or extra.flags & 3 != _INBOUND
        if data:
            yield Chunk(line, at_us, from_a, data, self.number)
        if wire > len(data):
            yield Lost(line, at_us, from_a, wire - len(data))
        if extra is None:
            return
        said = understood(extra.comments)
        if said.lost_unknown:
            yield Lost(line, at_us, from_a, None)
        if said.ended is not None:
            yield Ended(line, at_us, *said.ended)
        shown = direction(line, from_a)
        yield from (Noted(line, at_us, note) for note in said.notes if note != shown)

    def last_words(self) -> Iterator[Trouble]:
        """What is to be said of the file as a whole."""
        for what, count in self._complaints.items():
            if count > MOST_COMPLAINTS:
                yield Trouble(self._name, worded("{count} packets in all: {what}", count=count, what=what))
        if not self.lines.opened:
            yield Trouble(
                self._name,
                worded("no TCP connection and no serial line among {number} packets", number=self.number),
                worded(
                    "capture on the link between POS and terminal, or terminal and host, while a "
                    "payment is made"
                ),
            )

    def _complain(self, unread: Unread) -> Iterator[Trouble]:
        count = self._complaints.get(unread.what, 0) + 1
        self._complaints[unread.what] = count
        if count <= MOST_COMPLAINTS:
            yield Trouble(f"{self._name}: packet {self.number}", unread.what, unread.remedy)
