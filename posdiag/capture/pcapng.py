"""Reads pcapng: any number of sections in either byte order, all packet blocks, comments, drop counts."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from posdiag.capture.blocks import Blocks
from posdiag.capture.events import Noted, Trouble
from posdiag.capture.packets import MOST_DAMAGES, USER0, Extra, Interface, Packet, Packets
from posdiag.capture.pcapng_parts import Clock, Section, after_names, options, order_of, resolution, text
from posdiag.worded import worded

SECTION, INTERFACE, OLD_PACKET, SIMPLE_PACKET, NAMES, STATISTICS, PACKET = 0x0A0D0D0A, 1, 2, 3, 4, 5, 6
_READ = frozenset({SECTION, INTERFACE, OLD_PACKET, SIMPLE_PACKET, NAMES, STATISTICS, PACKET})
#: The longest block that is believed.
_MOST_BLOCK = 1 << 24
_MOST_INTERFACES = 65_536
_COMMENT, _IF_NAME, _IF_RESOLUTION, _IF_OFFSET, _FLAGS, _IF_DROP, _OS_DROP = 1, 2, 9, 14, 2, 5, 7
SEARCH = 1 << 20


def is_pcapng(start: bytes) -> bool:
    """Whether a file that begins so is pcapng."""
    return start[:4] == b"\n\r\r\n" and order_of(start) is not None


def packets(blocks: Blocks, name: str) -> Packets:
    """The packets of the file, its comments, and what is wrong with it."""
    reader = Reader(blocks, name)
    yield from reader.packets()


class Reader:
    """Goes through a file block by block."""

    def __init__(self, blocks: Blocks, name: str) -> None:
        self._blocks = blocks
        self._name = name
        self._section = Section()
        self._number = 0  # of packets
        self._damages = 0
        self._buf = b""
        self._at = 0

    def packets(self) -> Packets:
        """Everything the file has."""
        while True:
            yield from self._plain()
            if not self._have(12):
                break
            kind, size = self._start(self._buf, self._at)
            if self._sound(kind, size):
                if kind in _READ:
                    yield from self._block(kind, size)
                self._at += size
            else:
                place, self._damages = self._search(), self._damages + 1
                if not place and self._blocks.ended and 12 <= size <= _MOST_BLOCK:
                    yield from self._last(kind)
                    return
                yield self._trouble(
                    worded("a block claims {size} bytes and does not end so", size=size),
                    worded("the file is damaged here; copy it again from where it was captured"),
                )
                if not place or self._damages == MOST_DAMAGES:
                    yield self._trouble(
                        worded("no sound block follows"), worded("the rest of the file is not read")
                    )
                    return
                self._at = place
        if len(self._buf) > self._at or self._blocks.failure:
            yield self._cut()

    def _plain(self) -> Iterator[Packet]:
        """The packets that follow without options and whole in the buffer: most of most files."""
        buf, at, interfaces = self._buf, self._at, self._section.interfaces
        unpack = struct.Struct(self._section.order + "7I").unpack_from
        whole, known, at_us = len(buf) - 32, len(interfaces), self._section.last_us
        while at <= whole:
            kind, size, number, high, low, captured, wire = unpack(buf, at)
            end = at + size
            if kind != PACKET or size != 32 + (captured + 3 & ~3) or end > len(buf) or number >= known:
                break
            interface, clock, _ = interfaces[number]
            if interface.link_type == USER0 or buf[end - 4 : end] != buf[at + 4 : at + 8]:
                break
            at_us = (high << 32 | low) * clock.multiply // clock.divide + clock.offset_us
            self._number += 1
            start = at + 28
            at = end
            yield at_us, interface.link_type, buf[start : start + captured], max(wire, captured), None
        self._at, self._section.last_us = at, at_us

    # -- blocks --------------------------------------------------------------------------------------

    def _have(self, size: int) -> bool:
        """Whether the file has `size` more bytes; they are in the buffer then."""
        if len(self._buf) - self._at < size:
            self._buf = self._blocks.more(self._buf, self._at, size)
            self._at = 0
        return len(self._buf) - self._at >= size

    def _start(self, buf: bytes, at: int) -> tuple[int, int]:
        """Kind and length of the block at `at`. A section's own byte order counts from its start."""
        if buf[at : at + 4] == b"\n\r\r\n":
            order = order_of(buf[at : at + 12])
            if order is None:
                return SECTION, 0
            return SECTION, int(struct.unpack_from(order + "I", buf, at + 4)[0])
        kind, size = struct.unpack_from(self._section.order + "II", buf, at)
        return kind, size

    def _block(self, kind: int, size: int) -> Iterator[Packet | Trouble | Noted]:
        start, end = self._at + 8, self._at + size - 4
        body = self._buf[start:end]
        try:
            if kind in (PACKET, OLD_PACKET):
                yield self._packet(body, kind)
            elif kind == SIMPLE_PACKET:
                yield self._simple(body)
            elif kind == SECTION:
                yield from self._begin(body)
            elif kind == INTERFACE:
                self._interface(body)
            elif kind == STATISTICS:
                yield from self._statistics(body)
            else:
                yield from self._comments(after_names(self._section.order, body))
        except (struct.error, IndexError, ValueError):
            yield self._trouble(
                worded("a block says other lengths than it has"), worded("it was passed over")
            )

    def _begin(self, body: bytes) -> Iterator[Noted]:
        order = order_of(bytes(8) + body[:4])
        if order is None:
            raise ValueError
        self._section = Section(self._section.number + 1, order, last_us=self._section.last_us)
        yield from self._comments(body[16:])

    def _interface(self, body: bytes) -> None:
        section = self._section
        link, snaplen = struct.unpack_from(section.order + "H2xI", body)
        name, comments, clock = "", [], Clock()
        divide, multiply, offset_us = 1, 1, 0
        for code, value in options(section.order, body[8:]):
            if code == _COMMENT:
                comments.append(text(value))
            elif code == _IF_NAME:
                name = text(value)
            elif code == _IF_RESOLUTION and value:
                multiply, divide = resolution(value[0])
            elif code == _IF_OFFSET and len(value) >= 8:
                offset_us = struct.unpack_from(section.order + "q", value)[0] * 1_000_000
        clock = Clock(multiply, divide, offset_us)
        if len(section.interfaces) >= _MOST_INTERFACES:
            raise ValueError
        key = (section.number, len(section.interfaces))
        section.interfaces.append((Interface(key, link, name, tuple(comments)), clock, snaplen))

    def _packet(self, body: bytes, kind: int) -> Packet | Trouble:
        section = self._section
        number, high, low, size, wire = struct.unpack_from(section.order + "IIIII", body)
        if kind == OLD_PACKET:
            number = struct.unpack_from(section.order + "H", body)[0]
        self._number += 1
        if number >= len(section.interfaces):
            return self._trouble(
                worded(
                    "packet {number} is of interface {number2}, which the file lacks",
                    number=self._number,
                    number2=number,
                ),
                "",
            )
        if size > len(body) - 20:
            raise ValueError
        interface, clock, _ = section.interfaces[number]
        at_us = (high << 32 | low) * clock.multiply // clock.divide + clock.offset_us
        section.last_us = at_us
        extra = None
        end = 20 + size + (-size % 4)
        if len(body) > end or interface.link_type == USER0:
            extra = self._extra(interface, body[end:])
        return at_us, interface.link_type, body[20 : 20 + size], max(wire, size), extra

    def _extra(self, interface: Interface, rest: bytes) -> Extra | None:
        flags, comments = 0, []
        for code, value in options(self._section.order, rest):
            if code == _COMMENT:
                comments.append(text(value))
            elif code == _FLAGS and len(value) >= 4:
                flags = struct.unpack_from(self._section.order + "I", value)[0]
        if comments or interface.link_type == USER0:
            return Extra(interface, flags, tuple(comments))
        return None

    def _simple(self, body: bytes) -> Packet | Trouble:
        section = self._section
        self._number += 1
        if not section.interfaces:
            return self._trouble(
                worded("packet {number} is of interface 0, which the file lacks", number=self._number), ""
            )
        interface, _, snaplen = section.interfaces[0]
        wire = struct.unpack_from(section.order + "I", body)[0]
        size = min(wire, len(body) - 4, snaplen or wire)
        extra = Extra(interface) if interface.link_type == USER0 else None
        return section.last_us, interface.link_type, body[4 : 4 + size], wire, extra

    def _statistics(self, body: bytes) -> Iterator[Trouble | Noted]:
        for code, value in options(self._section.order, body[12:]):
            if code in (_IF_DROP, _OS_DROP) and len(value) >= 8:
                dropped = struct.unpack_from(self._section.order + "Q", value)[0]
                if dropped:
                    yield self._trouble(
                        worded("the capture tool says that it dropped {dropped} packets", dropped=dropped),
                        worded(
                            "capture with a filter on the terminal's address, or with a larger buffer (-B)"
                        ),
                    )
        yield from self._comments(body[12:])

    def _comments(self, rest: bytes) -> Iterator[Noted]:
        for code, value in options(self._section.order, rest):
            if code == _COMMENT:
                yield Noted(None, self._section.last_us, text(value))

    # -- trouble -------------------------------------------------------------------------------------

    def _last(self, kind: int) -> Iterator[Packet | Trouble]:
        """A block that the file ends in: what is there of its packet, as one that was cut."""
        body = self._buf[self._at + 8 :]
        if kind == PACKET and len(body) > 20:
            order = self._section.order
            size = min(struct.unpack_from(order + "I", body, 12)[0], len(body) - 20)
            head = body[:12] + struct.pack(order + "I", size) + body[16:20]
            yield self._packet(head + body[20 : 20 + size], kind)
        yield self._cut()

    def _cut(self) -> Trouble:
        return self._trouble(
            self._blocks.failure or worded("the file ends inside a block"),
            worded(
                "the capture tool was stopped while writing, or the copy is incomplete; the rest was read"
            ),
        )

    def _sound(self, kind: int, size: int) -> bool:
        """Whether a block that begins so is there as a whole and ends with the same length."""
        if not 12 <= size <= _MOST_BLOCK or size % 4 or not self._have(size):
            return False
        order = order_of(self._buf[self._at : self._at + 12]) if kind == SECTION else self._section.order
        return bool(struct.unpack_from(f"{order}I", self._buf, self._at + size - 4)[0] == size)

    def _search(self) -> int:
        """The next place in the buffer where a block that is read begins and ends well; 0 if none does."""
        self._have(SEARCH)
        buf, order = self._buf, self._section.order
        unpack = struct.Struct(order + "II").unpack_from
        for at in range(self._at + 1, min(len(buf) - 12, self._at + SEARCH)):
            kind, size = unpack(buf, at)
            if kind in _READ and 12 <= size <= len(buf) - at and not size % 4:
                if kind == SECTION and order_of(buf[at : at + 12]) != order:
                    continue
                if unpack(buf, at + size - 8)[1] == size:
                    return at
        return 0

    def _trouble(self, what: str, remedy: str) -> Trouble:
        return Trouble(f"{self._name}: byte {self._blocks.base + self._at}", what, remedy)
