"""Packets and files made by hand, with nothing of the project's own writer in them."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from posdiag.capture.events import Chunk, Event, Line, LineKind, Lost
from posdiag.capture.layers import Layers, Segment
from posdiag.capture.open import read
from posdiag.capture.reassembly import Lines

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
START_US = 1_700_000_000_000_000
POS, TERMINAL = "127.0.0.1", "127.0.0.2"
POS_PORT, TERMINAL_PORT = 50_000, 9100
MTI = b"\x00\x140800822000000000000004000000000000000927\x00"


def tcp(
    seq: int, ack: int, flags: int, payload: bytes = b"", sent_by_pos: bool = True, options: bytes = b""
) -> bytes:
    """A TCP segment between the POS and the terminal; `options` are a multiple of four bytes."""
    ports = (POS_PORT, TERMINAL_PORT) if sent_by_pos else (TERMINAL_PORT, POS_PORT)
    offset = (5 + len(options) // 4) << 4
    head = struct.pack(">HHIIBBHHH", *ports, seq & 0xFFFFFFFF, ack & 0xFFFFFFFF, offset, flags, 4096, 0, 0)
    return head + options + payload


def ip4(
    body: bytes,
    sent_by_pos: bool = True,
    *,
    ident: int = 1,
    fragment: int = 0,
    options: bytes = b"",
    total: int | None = None,
    protocol: int = 6,
) -> bytes:
    ends = (POS, TERMINAL) if sent_by_pos else (TERMINAL, POS)
    hosts = b"".join(ipaddress.ip_address(end).packed for end in ends)
    length = 20 + len(options) + len(body) if total is None else total
    first = 0x45 + len(options) // 4
    return (
        struct.pack(">BBHHHBBH", first, 0, length, ident, fragment, 64, protocol, 0) + hosts + options + body
    )


def ip6(body: bytes, sent_by_pos: bool = True, *, following: int = 6, extensions: bytes = b"") -> bytes:
    ends = ("::1", "::2") if sent_by_pos else ("::2", "::1")
    hosts = b"".join(ipaddress.ip_address(end).packed for end in ends)
    return (
        struct.pack(">IHBB", 6 << 28, len(extensions) + len(body), following, 64) + hosts + extensions + body
    )


def ethernet(body: bytes, tags: Sequence[int] = (), kind: int = 0x0800) -> bytes:
    stack = b"".join(struct.pack(">HH", tag, 100) for tag in tags)
    return b"\2\0\0\0\0\2" + b"\2\0\0\0\0\1" + stack + kind.to_bytes(2, "big") + body


@dataclass
class Talk:
    """A conversation as segments: what each end says follows on what it said, and acknowledges the other."""

    pos_seq: int = 1_000
    terminal_seq: int = 500_000
    packets: list[bytes] = field(default_factory=list)

    def _add(self, flags: int, payload: bytes, by_pos: bool) -> Talk:
        seq, ack = (self.pos_seq, self.terminal_seq) if by_pos else (self.terminal_seq, self.pos_seq)
        self.packets.append(
            ethernet(ip4(tcp(seq, ack if flags & ACK else 0, flags, payload, by_pos), by_pos))
        )
        step = len(payload) + bool(flags & (SYN | FIN))
        if by_pos:
            self.pos_seq = (self.pos_seq + step) & 0xFFFFFFFF
        else:
            self.terminal_seq = (self.terminal_seq + step) & 0xFFFFFFFF
        return self

    def opens(self) -> Talk:
        self._add(SYN, b"", True)._add(SYN | ACK, b"", False)
        return self._add(ACK, b"", True)

    def pos(self, payload: bytes = b"", flags: int = PSH | ACK) -> Talk:
        return self._add(flags, payload, True)

    def terminal(self, payload: bytes = b"", flags: int = PSH | ACK) -> Talk:
        return self._add(flags, payload, False)


def pcap(
    packets: Iterable[bytes | tuple[bytes, int]],
    *,
    order: str = "<",
    magic: int = 0xA1B2C3D4,
    link: int = 1,
    snaplen: int = 262_144,
    step_us: int = 1000,
) -> bytes:
    """A classic file; a packet given with a number was longer on the wire."""
    parts = [struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, snaplen, link)]
    nano, longer = magic == 0xA1B23C4D, magic == 0xA1B2CD34
    for number, packet in enumerate(packets):
        data, wire = packet if isinstance(packet, tuple) else (packet, len(packet))
        seconds, micros = divmod(START_US + number * step_us, 1_000_000)
        fraction = micros * 1000 + 7 if nano else micros
        parts.append(struct.pack(order + "IIII", seconds, fraction, len(data), wire))
        parts.append(bytes(8) if longer else b"")
        parts.append(data)
    return b"".join(parts)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    """A pcapng block."""
    body += bytes(-len(body) % 4)
    return struct.pack(order + "II", kind, len(body) + 12) + body + struct.pack(order + "I", len(body) + 12)


def options(*pairs: tuple[int, bytes], order: str = "<") -> bytes:
    parts = [
        struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4) for code, value in pairs
    ]
    return b"".join(parts) + bytes(4)


def section(order: str = "<", extra: bytes = b"") -> bytes:
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1) + extra, order)


def interface(order: str = "<", link: int = 1, extra: bytes = b"", snaplen: int = 0) -> bytes:
    return block(1, struct.pack(order + "HHI", link, 0, snaplen) + extra, order)


def enhanced(
    packet: bytes, ticks: int = START_US, order: str = "<", number: int = 0, extra: bytes = b"", wire: int = 0
) -> bytes:
    """An enhanced packet block."""
    size = max(wire, len(packet))
    head = struct.pack(order + "IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), size)
    return block(6, head + packet + bytes(-len(packet) % 4) + extra, order)


def pcapng(packets: Iterable[bytes], order: str = "<", step_us: int = 1000) -> bytes:
    """One section, one interface."""
    return (
        section(order)
        + interface(order)
        + b"".join(
            enhanced(packet, START_US + number * step_us, order) for number, packet in enumerate(packets)
        )
    )


class Dribble(BytesIO):
    """A stream that gives as many bytes a read as it is told to, in turn."""

    def __init__(self, whole: bytes, sizes: Sequence[int]) -> None:
        super().__init__(whole)
        self._sizes = sizes or (1,)
        self._reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self._reads += 1
        most = self._sizes[self._reads % len(self._sizes)]
        return super().read(most if size is None or size < 0 else min(size, most))


def events_of(whole: bytes, name: str = "file") -> list[Event]:
    return list(read(BytesIO(whole), name))


def streams(events: Iterable[Event], line: int = 1) -> tuple[bytes, bytes]:
    """All bytes that a and b of one line sent."""
    out = {True: b"", False: b""}
    for event in events:
        if isinstance(event, Chunk) and event.line.number == line:
            out[event.from_a] += event.data
    return out[True], out[False]


def told(events: Iterable[Event]) -> Iterator[str]:
    """The events short, to compare: `> 0200`, `< 06`, `lost > 5`, `ended reset b`."""
    for event in events:
        if isinstance(event, Chunk):
            yield f"{'>' if event.from_a else '<'} {event.data.decode('latin-1')}"
        elif isinstance(event, Lost):
            yield f"lost {'>' if event.from_a else '<'} {event.size}"
        else:
            yield _other(event)


def _other(event: Event) -> str:
    name = type(event).__name__.casefold()
    why = getattr(event, "why", "")
    if not why:
        return name
    by_a = getattr(event, "by_a", None)
    return f"{name} {why} {'-' if by_a is None else 'a' if by_a else 'b'}"


def tcp_line(number: int = 1, known: bool = True) -> Line:
    return Line(number, LineKind.TCP, f"{POS}:{POS_PORT}", f"{TERMINAL}:{TERMINAL_PORT}", known)


def feed(lines: Lines, packets: list[bytes], step_us: int = 100, from_us: int = 0) -> list[Event]:
    """What lines say of packets that follow each other by `step_us`."""
    out: list[Event] = []
    layers = Layers()
    for number, packet in enumerate(packets, 1):
        segment = layers.segment(1, packet)
        assert isinstance(segment, Segment)
        at_us = from_us + number * step_us
        out += lines.waited(at_us)
        out += lines.take(segment, at_us, number)
    return out


def follow(packets: list[bytes], step_us: int = 100) -> list[str]:
    """What new lines say of packets, short, with what is still held at the end."""
    lines = Lines()
    return list(told(feed(lines, packets, step_us) + lines.finish()))
