"""Frames of the ECR link as the terminal's firmware writes and reads them: STX … ETX and what is around.

A writer and reader of its own, sharing nothing with posdiag, so that a mistake there cannot cancel
itself out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor

STX, ETX, EOT, ENQ, ACK, NAK, FS = 0x02, 0x03, 0x04, 0x05, 0x06, 0x15, 0x1C
CONTROLS = frozenset((EOT, ENQ, ACK, NAK))

#: Longer frames are refused.
MAX_FRAME_BYTES = 4096
#: TID 16, time 14, job 1, response 1: what stands before the length of the fixed layout.
FIXED_HEAD_BYTES = 32

#: transbank and telium: layouts of their own, with a terminal of their own behind them.
LAYOUTS = ("separated", "fixed", "transbank", "telium")
CHECKS = ("xor-after-stx", "xor-from-stx", "none")
LENGTHS = ("none", "binary-be", "binary-le", "bcd", "ascii4")
LENGTH_PLACES = ("before-stx", "after-stx", "after-header")
LENGTH_BYTES = {"none": 0, "binary-be": 2, "binary-le": 2, "bcd": 2, "ascii4": 4}


@dataclass(frozen=True, slots=True)
class EcrWire:
    """How one terminal speaks on the ECR link; every option stands for itself."""

    layout: str = "separated"  # of LAYOUTS
    check: str = "xor-after-stx"
    length: str = "none"
    length_at: str = "after-stx"
    length_counts: str = "body"  # body or body+etx
    length_itself: bool = False
    handshake: str = "none"  # none or enq-eot
    acks: int = 1  # bytes 06 that make one ACK
    never_acked: frozenset[str] = frozenset()  # codes whose frames get no ACK
    separator: int = FS
    header: bytes = b""  # bytes before every frame, both ways

    @property
    def ack(self) -> bytes:
        return bytes((ACK,)) * self.acks


def write_frame(wire: EcrWire, content: bytes) -> bytes:
    """The whole frame around `content` (header and body of the fixed layout, else the body)."""
    head_bytes = FIXED_HEAD_BYTES if wire.length_at == "after-header" else 0
    head, body = content[:head_bytes], content[head_bytes:]
    count = len(body) + (wire.length_counts == "body+etx")
    prefix = _length(wire, count)
    inner = head + prefix + body if wire.length_at != "before-stx" else content
    frame = bytes((STX,)) + inner + bytes((ETX,))
    if wire.check != "none":
        frame += bytes((check_byte(wire.check, frame),))
    before = prefix if wire.length_at == "before-stx" else b""
    return wire.header + before + frame


def check_byte(rule: str, frame: bytes) -> int:
    """XOR over a frame that starts with STX and ends with ETX, STX counted in or out by the rule."""
    return reduce(xor, frame if rule == "xor-from-stx" else frame[1:], 0)


def _length(wire: EcrWire, count: int) -> bytes:
    if wire.length_itself:
        count += LENGTH_BYTES[wire.length]
    match wire.length:
        case "binary-be":
            return count.to_bytes(2, "big")
        case "binary-le":
            return count.to_bytes(2, "little")
        case "bcd":
            return bytes.fromhex(f"{count % 10000:04d}")
        case "ascii4":
            return f"{count % 10000:04d}".encode()
        case _:
            return b""


def _counted(wire: EcrWire, prefix: bytes) -> int | None:
    """Bytes of body that a length prefix announces, or None where it is no length at all."""
    match wire.length:
        case "binary-be":
            count = int.from_bytes(prefix, "big")
        case "binary-le":
            count = int.from_bytes(prefix, "little")
        case _:
            text = prefix.hex() if wire.length == "bcd" else prefix.decode("latin-1")
            if not (text.isascii() and text.isdigit()):
                return None
            count = int(text)
    count -= LENGTH_BYTES[wire.length] * wire.length_itself + (wire.length_counts == "body+etx")
    return count if 0 <= count <= MAX_FRAME_BYTES else None


@dataclass(frozen=True, slots=True)
class Token:
    """What the reader found: `what` is control, frame or bad; `content` a byte, a content or nothing."""

    what: str
    content: bytes = b""
    reason: str = ""  # of a bad one: check, length, header or size


class EcrReader:
    """Cuts a stream of POS bytes into control bytes and frames; any split gives the same tokens.

    After a frame that is broken in its structure everything is thrown away until `discard` is called:
    the terminal does so when the line has been quiet for a moment, as real ones do.
    """

    def __init__(self, wire: EcrWire) -> None:
        self._wire = wire
        self._buffer = bytearray()
        self.flushing = False

    @property
    def partial(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._buffer) or self.flushing

    def discard(self) -> None:
        self._buffer.clear()
        self.flushing = False

    def feed(self, stream: bytes) -> list[Token]:
        """The tokens that these bytes complete."""
        tokens: list[Token] = []
        if self.flushing:
            return tokens
        self._buffer += stream
        while self._buffer and not self.flushing:
            token = self._next()
            if token is None:
                break
            if token.what != "junk":
                tokens.append(token)
        return tokens

    def _next(self) -> Token | None:
        wire, buffer = self._wire, self._buffer
        if buffer[0] in CONTROLS and not self._length_stands_first():
            return Token("control", bytes((buffer.pop(0),)))
        begin = len(wire.header)
        if wire.header:
            if not wire.header.startswith(bytes(buffer[:begin])):
                return self._broken("header")
            if len(buffer) < begin:
                return None
        elif buffer[0] != STX and not (wire.length_at == "before-stx" and wire.length != "none"):
            del buffer[0]
            return Token("junk")
        return self._frame(begin)

    def _length_stands_first(self) -> bool:
        """A length before STX may begin with the value of a control byte; STX after it tells."""
        wire = self._wire
        place = LENGTH_BYTES[wire.length]
        return wire.length_at == "before-stx" and len(self._buffer) > place and self._buffer[place] == STX

    def _frame(self, begin: int) -> Token | None:
        wire, buffer = self._wire, self._buffer
        size = LENGTH_BYTES[wire.length]
        stx_at = begin + (size if wire.length_at == "before-stx" else 0)
        if len(buffer) <= stx_at:
            return None
        if buffer[stx_at] != STX:
            return self._broken("header" if wire.header else "length")
        if wire.length == "none":
            etx_at = buffer.find(ETX, stx_at + 1)
            if etx_at < 0:
                return self._broken("size") if len(buffer) > MAX_FRAME_BYTES else None
            return self._whole(stx_at, etx_at, 0, 0)
        length_at = {"before-stx": begin, "after-stx": stx_at + 1}.get(
            wire.length_at, stx_at + 1 + FIXED_HEAD_BYTES
        )
        if len(buffer) < length_at + size:
            return None
        count = _counted(wire, bytes(buffer[length_at : length_at + size]))
        if count is None:
            return self._broken("length")
        body_at = stx_at + 1 if wire.length_at == "before-stx" else length_at + size
        etx_at = body_at + count
        if len(buffer) <= etx_at:
            return None
        if buffer[etx_at] != ETX:
            return self._broken("length")
        return self._whole(stx_at, etx_at, length_at, size if wire.length_at != "before-stx" else 0)

    def _whole(self, stx_at: int, etx_at: int, length_at: int, size: int) -> Token | None:
        wire, buffer = self._wire, self._buffer
        end = etx_at + 1 + (wire.check != "none")
        if len(buffer) < end:
            return None
        frame = bytes(buffer[stx_at : etx_at + 1])
        sound = wire.check == "none" or buffer[etx_at + 1] == check_byte(wire.check, frame)
        content = bytes(buffer[stx_at + 1 : etx_at])
        if size:
            cut = length_at - stx_at - 1
            content = content[:cut] + content[cut + size :]
        del buffer[:end]
        return Token("frame", content) if sound else Token("bad", content, "check")

    def _broken(self, reason: str) -> Token:
        self._buffer.clear()
        self.flushing = True
        return Token("bad", b"", reason)
