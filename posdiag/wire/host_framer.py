"""Reads host-link messages from a byte stream by their length header."""

from __future__ import annotations

from posdiag.wire.framing import (
    MAX_JUNK,
    ControlPiece,
    FramePiece,
    JunkPiece,
    JunkReason,
    Piece,
    StreamFramer,
)
from posdiag.wire.iso8583.framing import read_length
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind

MAX_FRAME = 65_536
#: Patience for the rest of a message where the till has no such timer but frames end by a pause.
PAUSE_MS = 1_000


class HostFramer(StreamFramer):
    """The sound reader. Without a length header a message ends with its trailer, else with a pause.

    A header that is no length, or promises more than `max_frame`, loses the thread: all that follows
    is junk until a pause.
    """

    __slots__ = ("_lost", "_max_frame", "_scan", "_spec")

    def __init__(self, spec: IsoSpec, gap_ms: int = 1000, max_frame: int = MAX_FRAME) -> None:
        super().__init__(gap_ms)
        self._spec = spec
        self._max_frame = max_frame
        self._scan = 0
        self._lost = False

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)

    def clear(self) -> bytes:
        self._scan = 0
        self._lost = False
        return super().clear()

    def _patience_ms(self) -> int:
        if self._spec.length is LengthKind.NONE and not self._spec.trailer:
            return self._gap_ms or PAUSE_MS
        return self._gap_ms

    def _next(self) -> Piece | None:
        if self._lost:
            return JunkPiece(self._cut(MAX_JUNK), JunkReason.GARBAGE) if self._full(MAX_JUNK) else None
        if self._spec.length is LengthKind.NONE:
            return self._next_without_length()
        size = self._spec.length.size
        if not self._full(size):
            return None
        count = read_length(self._spec.length, bytes(self._buffer[:size]))
        total = -1 if count is None else count + self._spec.uncounted
        if not size <= total <= self._max_frame:
            self._lost = True
            return self._next()
        if not self._full(total):
            return None
        frame = self._cut(total)
        # A frame without a message is a poll that keeps the line open.
        empty = total <= size + self._spec.leading + len(self._spec.trailer)
        return ControlPiece(frame) if empty else FramePiece(frame)

    def _next_without_length(self) -> Piece | None:
        trailer = self._spec.trailer
        if trailer:
            at = self._buffer.find(trailer, self._scan, self._max_frame)
            if at >= 0:
                self._scan = 0
                return FramePiece(self._cut(at + len(trailer)))
            self._scan = max(0, len(self._buffer) - len(trailer) + 1)
        if self._full(self._max_frame):
            self._scan = 0
            return JunkPiece(self._cut(self._max_frame), JunkReason.TOO_LONG)
        return None

    def _broken(self) -> Piece:
        lost, self._lost, self._scan = self._lost, False, 0
        rest = self._cut(len(self._buffer))
        if not lost and self._spec.length is LengthKind.NONE and not self._spec.trailer:
            return FramePiece(rest)
        return JunkPiece(rest, JunkReason.GARBAGE if lost else JunkReason.GAP)

    def _full(self, size: int) -> bool:
        return len(self._buffer) >= size


class FirstReadHostFramer:
    """A till's known fault: each read is taken for the whole message."""

    __slots__ = ()

    @property
    def deadline_ms(self) -> int | None:
        return None

    def feed(self, data: bytes, now_ms: int) -> list[Piece]:
        return [FramePiece(data)] if data else []

    def flush(self, now_ms: int) -> list[Piece]:
        return []

    def clear(self) -> bytes:
        return b""

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)
