"""HTTP messages of either side out of a stream of bytes, each given in its canonical form.

Interim answers (100) are control pieces: they belong to the connection, not to the exchange. A switch
of protocols (101) is one too; what follows it is no HTTP any more and comes out as junk.
"""

from __future__ import annotations

import re
from typing import Final

from posdiag.wire.agent.http import HEAD_END, MAX_BODY, MAX_HEAD, HttpHead, canonical, read_head
from posdiag.wire.framing import (
    MAX_JUNK,
    ControlPiece,
    FramePiece,
    JunkPiece,
    JunkReason,
    Piece,
    StreamFramer,
)

#: How a message begins. What may yet become one of these is kept.
STARTS: Final = (b"HTTP/1.", b"GET ", b"POST ", b"PUT ", b"OPTIONS ", b"HEAD ", b"DELETE ")
_START: Final = re.compile(b"|".join(re.escape(start) for start in STARTS))
_LONGEST: Final = max(map(len, STARTS))
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r\n")


class HttpFramer(StreamFramer):
    """One direction of an HTTP/1.1 connection. There is no timer: TCP under it keeps its own."""

    __slots__ = ()

    def __init__(self, gap_ms: int = 0) -> None:
        super().__init__(gap_ms)

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)

    def _next(self) -> Piece | None:
        buffer = self._buffer
        start = _begin(buffer)
        if start:
            return JunkPiece(self._cut(min(start, MAX_JUNK)), JunkReason.GARBAGE)
        if buffer.find(HEAD_END, 0, MAX_HEAD + len(HEAD_END)) < 0:
            too_long = len(buffer) > MAX_HEAD
            return JunkPiece(self._cut(MAX_JUNK), JunkReason.TOO_LONG) if too_long else None
        head = read_head(buffer)
        if head is None:  # a start that no HTTP follows
            return JunkPiece(self._cut(1), JunkReason.GARBAGE)
        if 100 <= head.status < 200:
            return ControlPiece(self._cut(head.size))
        return self._whole(head)

    def _whole(self, head: HttpHead) -> Piece | None:
        if head.chunked:
            return self._chunks(head)
        size = head.declared
        if size is None:
            bare = not head.status or head.status in (204, 304)
            if not bare:
                return self._over_long(head)  # its end is the connection's
            size = 0
        if size < 0 or size > MAX_BODY:
            return JunkPiece(self._cut(min(head.size, MAX_JUNK)), JunkReason.TOO_LONG)
        if len(self._buffer) < head.size + size:
            return None
        body = bytes(self._buffer[head.size : head.size + size])
        self._cut(head.size + size)
        return FramePiece(canonical(head, body))

    def _over_long(self, head: HttpHead) -> Piece | None:
        if len(self._buffer) - head.size <= MAX_BODY:
            return None
        return JunkPiece(self._cut(min(head.size, MAX_JUNK)), JunkReason.TOO_LONG)

    def _chunks(self, head: HttpHead) -> Piece | None:
        """The body of a message that comes in chunks, trailers left out."""
        buffer, at, body = self._buffer, head.size, bytearray()
        while True:
            found = _CHUNK.match(buffer, at)
            if found is None:
                broken = b"\r\n" in buffer[at : at + 120] or len(buffer) - at > 120
                return self._not_chunked(head) if broken else None
            size = int(found[1], 16)
            at = found.end()
            if size == 0:
                end = at + 2 if buffer[at : at + 2] == b"\r\n" else buffer.find(HEAD_END, at) + len(HEAD_END)
                if end < at + 2 or len(buffer) < end:
                    return self._not_chunked(head) if len(buffer) - at > MAX_HEAD else None
                self._cut(end)
                return FramePiece(canonical(head, bytes(body)))
            if len(body) + size > MAX_BODY:
                return self._not_chunked(head)
            if len(buffer) < at + size + 2:
                return None
            body += buffer[at : at + size]
            at += size + 2

    def _not_chunked(self, head: HttpHead) -> Piece:
        return JunkPiece(self._cut(min(head.size, MAX_JUNK)), JunkReason.TOO_LONG)

    def _broken(self) -> Piece:
        """What the end of the connection leaves: the last answer, if it had no length, else junk."""
        head = read_head(self._buffer)
        if head is not None and head.status >= 200 and head.declared is None and not head.chunked:
            body = self._cut(len(self._buffer))[head.size :]
            return FramePiece(canonical(head, body))
        return JunkPiece(self._cut(MAX_JUNK), JunkReason.INCOMPLETE)


def _begin(buffer: bytearray) -> int:
    """Bytes before the first message, or before what may yet become one."""
    found = _START.search(buffer)
    if found is not None:
        return found.start()
    for at in range(max(0, len(buffer) - _LONGEST + 1), len(buffer)):
        tail = bytes(buffer[at:])
        if any(start.startswith(tail) for start in STARTS):
            return at
    return len(buffer)
