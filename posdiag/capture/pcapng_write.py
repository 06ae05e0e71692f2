"""Writes pcapng as Wireshark reads it: TCP lines as packets, serial lines under a user link type.

Every packet is one call of `write`, so that a recorder killed at any moment leaves a sound file behind,
but for the packet it was writing.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from posdiag.capture import own
from posdiag.capture.addresses import Addresses
from posdiag.capture.events import Chunk, Line, LineKind
from posdiag.capture.layers import ACK, FIN, RST, SYN
from posdiag.capture.packets import ETHERNET, USER0

_PUSH = 8
_WRAP = 0xFFFF_FFFF
#: What fits into one IP packet, with room to spare for headers; pieces of serial lines are as long.
MOST_PAYLOAD = 65_000
_MOST_COMMENT = 60_000
#: Lines whose sequence numbers are kept; the oldest that ended is forgotten first.
_MOST_LINES = 8192
_OUTBOUND, _INBOUND = 2, 1
_COMMENT, _IF_NAME, _IF_DESCRIPTION, _IF_RESOLUTION, _EPB_FLAGS, _USER_APPLICATION = 1, 2, 3, 9, 2, 4
_MICROSECONDS = b"\x06"


@dataclass(slots=True)
class _Wire:
    """Where a line stands in the file: the interface, and for TCP addresses and sequence numbers."""

    line: Line
    interface: int
    hosts: tuple[bytes, bytes] = (b"", b"")
    ports: tuple[int, int] = (0, 0)
    seqs: list[int] | None = None  # the next of a and of b; None on a serial line
    shaken: bool = True  # whether the handshake is written
    ended: bool = False


class CaptureWriter:
    """A recording. Bytes are written as they are given: whoever must mask them does so before.

    `write` takes whole blocks of the file. `masked` is what the file says about card data in it.
    """

    def __init__(self, write: Callable[[bytes], object], *, masked: bool = True) -> None:
        self._write = write
        self._addresses = Addresses()
        self._wires: dict[int, _Wire] = {}
        self._interfaces = 1
        self._notes: int | None = None
        section = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)
        options = _options(
            (_COMMENT, (own.MASKED if masked else own.UNMASKED).encode()),
            (_USER_APPLICATION, own.PROGRAM.encode()),
        )
        write(_block(0x0A0D0D0A, section + options) + _interface(ETHERNET, "tcp", "TCP lines"))

    def opened(self, line: Line, at_us: int) -> None:
        """A line was opened. A TCP line whose beginning was not seen (`a_known` is false) gets no SYN."""
        if len(self._wires) >= _MOST_LINES:
            self._forget()
        if line.kind is LineKind.SERIAL:
            number = self._add_interface(
                f"line {line.number}", f"{line.a} <> {line.b}", own.line_comment(line)
            )
            self._wires[line.number] = _Wire(line, number)
            self._put(number, at_us, b"", 0, [own.OPENED])
            return
        a, b, port_a, port_b = self._addresses.of(line)
        start = line.number * 1_000_003 & _WRAP  # a port used again must begin elsewhere
        wire = _Wire(line, 0, (a, b), (port_a, port_b), [start, start ^ 0x5555_5555])
        wire.shaken = not line.a_known
        self._wires[line.number] = wire
        flags = SYN if line.a_known else ACK
        self._segment(wire, True, at_us, flags, comments=[own.line_comment(line)])

    def chunk(self, chunk: Chunk, comment: str = "") -> None:
        """Bytes of one end, with what is to be said about them."""
        wire = self._ready(chunk.line, chunk.at_us)
        for at in range(0, len(chunk.data), MOST_PAYLOAD):
            piece = chunk.data[at : at + MOST_PAYLOAD]
            last = at + MOST_PAYLOAD >= len(chunk.data)
            self._piece(wire, chunk.from_a, chunk.at_us, piece, len(piece), comment if last else "")
        if comment and not chunk.data:
            self._piece(wire, chunk.from_a, chunk.at_us, b"", 0, comment)

    def lost(self, line: Line, at_us: int, from_a: bool, size: int | None) -> None:
        """Bytes that one end sent and that are not here: packets of that length without their bytes."""
        wire = self._ready(line, at_us)
        if size is None:
            self._piece(wire, from_a, at_us, b"", 0, own.LOST_UNKNOWN)
            return
        while size > 0:
            part = min(size, MOST_PAYLOAD)
            self._piece(wire, from_a, at_us, b"", part, "")
            size -= part

    def ended(self, line: Line, at_us: int, why: str, by_a: bool | None = None) -> None:
        """A line ended, as `events.Ended`. Bytes of the other end may still follow."""
        refused = why == "refused" and line.number in self._wires and not self._wires[line.number].shaken
        wire = self._wires[line.number] if refused else self._ready(line, at_us)
        if wire.ended:
            return
        wire.ended = True
        told = [own.ended_comment(why, by_a)]
        if wire.seqs is None:
            self._put(wire.interface, at_us, b"", 0, told)
        elif refused:
            self._segment(wire, False, at_us, RST | ACK, comments=told if by_a is not False else ())
        elif by_a is not None and why in ("ended", "reset"):
            self._segment(wire, by_a, at_us, (FIN if why == "ended" else RST) | ACK)
        else:  # no packet says this
            self._segment(wire, True, at_us, ACK, comments=told)

    def note(self, text: str, at_us: int, line: Line | None = None) -> None:
        """A remark, on a line or on the recording as a whole."""
        wire = self._wires.get(line.number) if line is not None else None
        if wire is not None:
            self._piece(wire, True, at_us, b"", 0, text)
            return
        if self._notes is None:
            self._notes = self._add_interface("notes", "remarks", own.NOTES)
        self._put(self._notes, at_us, b"", 0, [text])

    # -- lines ---------------------------------------------------------------------------------------

    def _ready(self, line: Line, at_us: int) -> _Wire:
        """The place of a line, opened and with its handshake written."""
        if line.number not in self._wires:
            self.opened(line, at_us)
        wire = self._wires[line.number]
        if not wire.shaken:
            wire.shaken = True
            self._segment(wire, False, at_us, SYN | ACK)
            self._segment(wire, True, at_us, ACK)
        return wire

    def _forget(self) -> None:
        oldest = next((each for each, wire in self._wires.items() if wire.ended), next(iter(self._wires)))
        del self._wires[oldest]

    def _piece(self, wire: _Wire, from_a: bool, at_us: int, payload: bytes, size: int, comment: str) -> None:
        comments = [comment] if comment else []
        if wire.seqs is not None:
            # Before the handshake there is nothing to acknowledge yet: a remark has no flags at all then.
            flags = (ACK | _PUSH if size else ACK) if wire.shaken else 0
            self._segment(wire, from_a, at_us, flags, payload, size, comments)
            return
        comments.insert(0, own.direction(wire.line, from_a))
        self._put(wire.interface, at_us, payload, size, comments, _OUTBOUND if from_a else _INBOUND)

    # -- packets -------------------------------------------------------------------------------------

    def _segment(
        self,
        wire: _Wire,
        from_a: bool,
        at_us: int,
        flags: int,
        payload: bytes = b"",
        size: int = 0,
        comments: Iterable[str] = (),
    ) -> None:
        """One TCP packet; `size` may be more than there is payload, which says that bytes are missing."""
        assert wire.seqs is not None
        mine, other = (0, 1) if from_a else (1, 0)
        ends = wire.hosts[mine], wire.hosts[other]
        ports = wire.ports[mine], wire.ports[other]
        ack = wire.seqs[other] if flags & ACK else 0
        headers = _headers(ends, ports, wire.seqs[mine], ack, flags, payload, size)
        missing = size - len(payload)
        packet = headers + payload
        self._put(wire.interface, at_us, packet, len(packet) + missing, comments)
        step = size + bool(flags & (SYN | FIN))
        wire.seqs[mine] = (wire.seqs[mine] + step) & _WRAP

    def _add_interface(self, name: str, description: str, comment: str) -> int:
        self._write(_interface(USER0, name, description, comment))
        self._interfaces += 1
        return self._interfaces - 1

    def _put(
        self, interface: int, at_us: int, packet: bytes, size: int, comments: Iterable[str], flags: int = 0
    ) -> None:
        """One packet, in one write."""
        at_us = max(at_us, 0)
        head = struct.pack("<IIIII", interface, at_us >> 32 & _WRAP, at_us & _WRAP, len(packet), size)
        options = [(_COMMENT, _text(text)) for text in comments]
        if flags:
            options.append((_EPB_FLAGS, struct.pack("<I", flags)))
        self._write(_block(6, head + packet + bytes(-len(packet) % 4) + _options(*options)))


def _headers(
    hosts: tuple[bytes, bytes],
    ports: tuple[int, int],
    seq: int,
    ack: int,
    flags: int,
    payload: bytes,
    size: int,
) -> bytes:
    """Ethernet, IP and TCP headers with their checksums; MAC addresses are local ones made of the hosts'."""
    macs = b"".join(b"\x02\x00" + host[-4:] for host in reversed(hosts))
    tcp = struct.pack(">HHIIBBHHH", *ports, seq, ack, 0x50, flags, 0xFFFF, 0, 0)
    length = len(tcp) + size
    between = b"".join(hosts) + struct.pack(">II", length, 6)  # the pseudo header of either IP
    check = _checksum(between + tcp + payload + b"\0" * (len(payload) % 2))
    tcp = tcp[:16] + check.to_bytes(2, "big") + tcp[18:]
    if len(hosts[0]) == 16:
        return macs + b"\x86\xdd" + struct.pack(">IHBB", 6 << 28, length, 6, 64) + b"".join(hosts) + tcp
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + length, 0, 0x4000, 64, 6, 0) + b"".join(hosts)
    head = head[:10] + _checksum(head).to_bytes(2, "big") + head[12:]
    return macs + b"\x08\x00" + head + tcp


def _checksum(even: bytes) -> int:
    """The Internet checksum (RFC 1071): words added with their carries are the remainder by 0xFFFF."""
    rest = int.from_bytes(even, "big") % 0xFFFF
    return 0xFFFF - rest if rest else 0


def _interface(link_type: int, name: str, description: str, comment: str = "") -> bytes:
    options = [(_COMMENT, _text(comment))] if comment else []
    options += [(_IF_NAME, _text(name)), (_IF_DESCRIPTION, _text(description))]
    options.append((_IF_RESOLUTION, _MICROSECONDS))
    return _block(1, struct.pack("<HHI", link_type, 0, 0) + _options(*options))


def _text(text: str) -> bytes:
    return text.encode("utf-8", "replace")[:_MOST_COMMENT]


def _options(*options: tuple[int, bytes]) -> bytes:
    if not options:
        return b""
    parts = [struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4) for code, value in options]
    return b"".join(parts) + bytes(4)


def _block(kind: int, body: bytes) -> bytes:
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size
