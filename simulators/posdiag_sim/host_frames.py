"""Framing of the host link: the length header, the TPDU and what else stands around a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag_sim.iso_bytes import FORMATS, IsoWire

MAX_MESSAGE_BYTES = 4096

#: Bytes of each kind of length header.
LENGTHS: Mapping[str, int] = {
    "none": 0, "binary2-be": 2, "binary2-le": 2, "binary4-be": 4, "ascii2": 2, "ascii4": 4,
    "bcd2": 2, "hex4": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HostWire:
    """How one host link is framed; every option stands for itself."""

    fields: IsoWire = field(default_factory=lambda: FORMATS["ascii-hex"])
    length: str = "binary2-be"
    length_itself: bool = False
    length_counts_tpdu: bool = True
    tpdu: bytes = b""  # 5 bytes as the terminal sends them; a reply swaps the two addresses
    header: bytes = b""  # fixed bytes before the message, after the TPDU
    trailer: bytes = b""

    @property
    def leading(self) -> int:
        """Bytes between the length and the message."""
        return len(self.tpdu) + len(self.header)


def write_host_frame(wire: HostWire, message: bytes, reply: bool) -> bytes:
    """The whole frame around a message."""
    tpdu = wire.tpdu
    if reply and len(tpdu) == 5:
        tpdu = tpdu[:1] + tpdu[3:5] + tpdu[1:3]
    inner = tpdu + wire.header + message + wire.trailer
    count = len(inner) - (0 if wire.length_counts_tpdu else wire.leading)
    count += LENGTHS[wire.length] * wire.length_itself
    return _length(wire.length, count) + inner


def _length(kind: str, count: int) -> bytes:
    match kind:
        case "binary2-be":
            return count.to_bytes(2, "big")
        case "binary2-le":
            return count.to_bytes(2, "little")
        case "binary4-be":
            return count.to_bytes(4, "big")
        case "ascii2" | "ascii4":
            return str(count).zfill(LENGTHS[kind]).encode()[-LENGTHS[kind] :]
        case "bcd2":
            return bytes.fromhex(f"{count % 10000:04d}")
        case "hex4":
            return f"{count:04X}".encode()
        case _:
            return b""


def _counted(kind: str, raw: bytes) -> int | None:
    try:
        match kind:
            case "binary2-be" | "binary4-be":
                return int.from_bytes(raw, "big")
            case "binary2-le":
                return int.from_bytes(raw, "little")
            case "bcd2":
                return int(raw.hex())
            case "hex4":
                return int(raw.decode("ascii"), 16)
            case _:
                return int(raw.decode("ascii"))
    except ValueError:
        return None


class HostReader:
    """Cuts a stream into messages; any split gives the same. `spoilt` when it can make no sense of it."""

    def __init__(self, wire: HostWire) -> None:
        self._wire = wire
        self._buffer = bytearray()
        self.spoilt = False

    @property
    def partial(self) -> bool:
        return bool(self._buffer)

    def discard(self) -> None:
        self._buffer.clear()
        self.spoilt = False

    def feed(self, stream: bytes) -> list[bytes]:
        """The messages, without their framing, that these bytes complete."""
        self._buffer += stream
        messages: list[bytes] = []
        while self._buffer and not self.spoilt:
            message = self._next()
            if message is None:
                break
            if message:
                messages.append(message)
        return messages

    def _next(self) -> bytes | None:
        wire, buffer = self._wire, self._buffer
        size = LENGTHS[wire.length]
        if wire.length == "none":
            end = buffer.find(wire.trailer) + len(wire.trailer) if wire.trailer else len(buffer)
            if wire.trailer and end < len(wire.trailer):
                return None
        else:
            if len(buffer) < size:
                return None
            count = _counted(wire.length, bytes(buffer[:size]))
            if count is None:
                self._give_up()
                return None
            count -= size * wire.length_itself
            count += 0 if wire.length_counts_tpdu else wire.leading
            if not 0 <= count <= MAX_MESSAGE_BYTES:
                self._give_up()
                return None
            end = size + count
        if len(buffer) < end:
            return None
        inner = bytes(buffer[size:end])
        del buffer[:end]
        if not inner:
            return b""  # an empty frame is a poll
        message = inner[wire.leading : len(inner) - len(wire.trailer)]
        expected = wire.tpdu[:1]
        if not message or not inner.startswith(expected) or not inner.endswith(wire.trailer):
            self._give_up()
            return None
        if wire.header and inner[len(wire.tpdu) : wire.leading] != wire.header:
            self._give_up()
            return None
        return message

    def _give_up(self) -> None:
        self._buffer.clear()
        self.spoilt = True
