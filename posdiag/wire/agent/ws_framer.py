"""Text messages of one direction of a WebSocket connection, out of its bytes (RFC 6455).

The handshake, pings, pongs and the close are control pieces. A compressed message is junk: agents on
the POS's own PC do not compress, and a reader that guesses would lie.
"""

from __future__ import annotations

import re
from typing import Final

from posdiag.wire.agent.http import HEAD_END, MAX_BODY, MAX_HEAD
from posdiag.wire.framing import (
    MAX_JUNK,
    ControlPiece,
    FramePiece,
    JunkPiece,
    JunkReason,
    Piece,
    StreamFramer,
)

_HANDSHAKE: Final = (b"GET ", b"HTTP/1.1 ", b"HTTP/1.0 ")
_TEXT, _BINARY, _MORE = 1, 2, 0
_CONTROLS: Final = (8, 9, 10)
#: Bytes of a frame's own header at most.
_MOST_HEAD: Final = 14


class WebSocketFramer(StreamFramer):
    """One direction of a connection, with or without its handshake."""

    __slots__ = ("_parts",)

    def __init__(self, gap_ms: int = 0) -> None:
        super().__init__(gap_ms)
        self._parts: bytearray | None = None  # of a message in fragments

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)

    def flush(self, now_ms: int) -> list[Piece]:
        pieces = super().flush(now_ms)
        if self._parts:
            pieces.append(JunkPiece(bytes(self._parts[:MAX_JUNK]), JunkReason.INCOMPLETE))
        self._parts = None
        return pieces

    def _next(self) -> Piece | None:
        while self._buffer:
            before = len(self._buffer)
            piece = self._handshake() if self._shakes_hands() else self._frame()
            if piece is not None or len(self._buffer) == before:
                return piece
        return None

    def _shakes_hands(self) -> bool:
        head = bytes(self._buffer[:10])
        return any(head.startswith(start) or start.startswith(head) for start in _HANDSHAKE)

    def _handshake(self) -> Piece | None:
        end = self._buffer.find(HEAD_END)
        if end >= 0:
            return ControlPiece(self._cut(end + len(HEAD_END)))
        too_long = len(self._buffer) > MAX_HEAD
        return JunkPiece(self._cut(MAX_JUNK), JunkReason.TOO_LONG) if too_long else None

    def _frame(self) -> Piece | None:
        """The next frame's piece; None where it is not whole, or was a fragment of a message."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        opcode, wide = buffer[0] & 0x0F, buffer[1] & 0x7F
        if buffer[0] & 0x70 or opcode not in (_MORE, _TEXT, _BINARY, *_CONTROLS):
            return self._junk(JunkReason.GARBAGE)
        extra = {126: 2, 127: 8}.get(wide, 0)
        masked = bool(buffer[1] & 0x80)
        start = 2 + extra + (4 if masked else 0)
        if len(buffer) < start:
            return None
        size = int.from_bytes(buffer[2 : 2 + extra], "big") if extra else wide
        if size > MAX_BODY:
            return self._junk(JunkReason.TOO_LONG)
        if len(buffer) < start + size:
            return None
        last = bool(buffer[0] & 0x80)
        raw = self._cut(start + size)
        payload = _unmasked(raw[start:], raw[start - 4 : start]) if masked else raw[start:]
        if opcode in _CONTROLS:
            return ControlPiece(raw)
        return self._message(opcode, last, payload)

    def _message(self, opcode: int, last: bool, payload: bytes) -> Piece | None:
        if opcode == _MORE and self._parts is None:
            return JunkPiece(payload[:MAX_JUNK], JunkReason.GARBAGE) if payload else None
        parts = self._parts if opcode == _MORE and self._parts is not None else bytearray()
        parts += payload
        if len(parts) > MAX_BODY:
            self._parts = None
            return JunkPiece(bytes(parts[:MAX_JUNK]), JunkReason.TOO_LONG)
        self._parts = None if last else parts
        return FramePiece(bytes(parts)) if last and parts else None

    def _junk(self, reason: JunkReason) -> Piece:
        """Where frames lost their beginning there is no finding the next one."""
        return JunkPiece(self._cut(MAX_JUNK), reason)

    def _broken(self) -> Piece:
        return JunkPiece(self._cut(MAX_JUNK), JunkReason.INCOMPLETE)


class JsonFramer(StreamFramer):
    """JSON objects one after the other, as a link over a WebSocket gives them, their frames taken off."""

    __slots__ = ("_at", "_depth", "_quoted")

    def __init__(self, gap_ms: int = 0) -> None:
        super().__init__(gap_ms)
        self._forget()

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)

    def flush(self, now_ms: int) -> list[Piece]:
        self._forget()
        return super().flush(now_ms)

    def clear(self) -> bytes:
        self._forget()
        return super().clear()

    def _forget(self) -> None:
        self._at, self._depth, self._quoted = 0, 0, False

    def _next(self) -> Piece | None:
        buffer = self._buffer
        if not self._depth:
            start = buffer.find(b"{")
            if start:
                return JunkPiece(
                    self._cut(min(start, MAX_JUNK) if start > 0 else MAX_JUNK), JunkReason.GARBAGE
                )
        while found := (_IN_TEXT if self._quoted else _OUTSIDE).search(buffer, self._at):
            self._at = found.end()
            mark = found[0]
            if mark == b'"':
                self._quoted = not self._quoted
            elif mark == b"{":
                self._depth += 1
            elif mark == b"}":
                self._depth -= 1
                if not self._depth:
                    size = self._at
                    self._forget()
                    return FramePiece(self._cut(size))
        if buffer.endswith(b"\\") and self._quoted:
            self._at = max(self._at, len(buffer) - 1)  # what it escapes is still to come
        else:
            self._at = len(buffer)
        if len(buffer) > MAX_BODY:
            self._forget()
            return JunkPiece(self._cut(MAX_JUNK), JunkReason.TOO_LONG)
        return None

    def _broken(self) -> Piece:
        return JunkPiece(self._cut(MAX_JUNK), JunkReason.INCOMPLETE)


_IN_TEXT: Final = re.compile(rb'\\.|"', re.DOTALL)
_OUTSIDE: Final = re.compile(rb'["{}]')


def _unmasked(payload: bytes, key: bytes) -> bytes:
    if not payload:
        return b""
    size = len(payload)
    stream = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(size, "big")
