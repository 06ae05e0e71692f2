"""Bytes as they arrive to whole frames: the same bytes in any pieces give the same frames.

A framer keeps what is not whole yet. It knows time only as an argument: a pause longer than its gap
breaks what was begun. It never raises, and everything it was fed comes out again in some piece.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

#: Junk is given out in pieces of at most this many bytes.
MAX_JUNK = 4_096
#: A control byte that might yet turn out to be a length prefix is held so long.
HOLD_MS = 50


class JunkReason(StrEnum):
    """Why bytes are no frame."""

    GARBAGE = "garbage"  # nothing that begins a frame
    INCOMPLETE = "incomplete"  # a frame broken off by the beginning of another
    GAP = "gap"  # a frame broken off by a pause
    TOO_LONG = "too-long"  # longer than any frame may be
    UNREAD = "unread"  # what a reader threw away that takes one read for one message
    DROPPED = "dropped"  # what was unread when the link was cleared or opened anew


class Segment(StrEnum):
    """What a reader makes of one read."""

    STREAM = "stream"  # a piece of a stream: sound
    FIRST_READ = "first-read"  # the whole message: a known fault of tills


@dataclass(frozen=True, slots=True)
class FramePiece:
    """A whole frame. `intact`: check byte and length are right; `code` is its message code, if known."""

    data: bytes
    intact: bool = True
    code: str = ""


@dataclass(frozen=True, slots=True)
class ControlPiece:
    """One control byte outside any frame, or a poll without content on a host link."""

    data: bytes


@dataclass(frozen=True, slots=True)
class JunkPiece:
    """Bytes that are no frame."""

    data: bytes
    reason: JunkReason


Piece = FramePiece | ControlPiece | JunkPiece


class Framer(Protocol):
    """What a session asks of a framer."""

    @property
    def deadline_ms(self) -> int | None:
        """When to call `flush`, if nothing more is fed."""
        ...

    def feed(self, data: bytes, now_ms: int) -> list[Piece]:
        """The pieces that `data` makes whole."""
        ...

    def flush(self, now_ms: int) -> list[Piece]:
        """What lies here unfinished, as a pause shows it; nothing is kept."""
        ...

    def clear(self) -> bytes:
        """Throw away what is unfinished, and give it."""
        ...

    def inspect(self, frame: bytes) -> FramePiece:
        """A frame of one's own as the far side's framer will see it."""
        ...


class StreamFramer(ABC):
    """The buffer and the clockwork; what a piece is, `_next` and `_broken` of each link say."""

    __slots__ = ("_buffer", "_gap_ms", "_last_ms")

    def __init__(self, gap_ms: int) -> None:
        self._buffer = bytearray()
        self._gap_ms = gap_ms
        self._last_ms = 0

    @property
    def deadline_ms(self) -> int | None:
        """When the pause gets too long; None where nothing is begun or there is no such timer."""
        if not self._buffer:
            return None
        wait_ms = self._patience_ms()
        return self._last_ms + wait_ms if wait_ms else None

    def feed(self, data: bytes, now_ms: int) -> list[Piece]:
        pieces: list[Piece] = []
        deadline = self.deadline_ms
        if deadline is not None and now_ms > deadline:
            pieces += self.flush(now_ms)
        self._buffer += data
        self._last_ms = now_ms
        while self._buffer:
            piece = self._next()
            if piece is None:
                break
            pieces.append(piece)
        return pieces

    def flush(self, now_ms: int) -> list[Piece]:
        pieces: list[Piece] = []
        while self._buffer:
            pieces.append(self._broken())
        self._last_ms = now_ms
        return pieces

    def clear(self) -> bytes:
        return self._cut(len(self._buffer))

    def _cut(self, size: int) -> bytes:
        """Take the first bytes out of the buffer."""
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _patience_ms(self) -> int:
        return self._gap_ms

    @abstractmethod
    def _next(self) -> Piece | None: ...

    @abstractmethod
    def _broken(self) -> Piece: ...
