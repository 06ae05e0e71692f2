"""Masks what passes on a line, frame by frame where frames are known, without holding bytes back for long.

A frame is masked whole, so that its length and check byte stay right. What is in no frame yet is held for
at most HOLD_US and then masked by its looks alone; a frame of which a part went out so is masked again as a
whole, and only the rest of it is written.
"""

from __future__ import annotations

import re
from collections import deque

from posdiag.masking import mask_bytes
from posdiag.wire.codec import Codec
from posdiag.wire.masked import mask_frame

#: Microseconds for which bytes in no frame are held: a recorder that is killed loses no more than that.
HOLD_US = 120_000
_LEADING, _TRAILING = re.compile(rb"[0-9]+"), re.compile(rb"[0-9]+\Z")
#: How many digits of a number may be shown while nobody knows how long it is.
_SHOWN = 6


class MaskStream:
    """One direction of one line. Times are microseconds."""

    def __init__(self) -> None:
        self._held: deque[tuple[int, bytes]] = deque()
        self._ahead = 0  # bytes of the frame to come that are written already
        self._digits = 0  # digits at the end of what was written by its looks: a number may go on

    def hear(self, at_us: int, data: bytes) -> None:
        """Bytes arrived; they are given out by `frame` or `overdue`."""
        self._held.append((at_us, data))

    def frame(self, data: bytes, codec: Codec | None) -> bytes:
        """What of the next `data` on this line may be written now, masked: a frame, control bytes or junk."""
        written = min(self._ahead, len(data))
        self._ahead -= written
        self._take(len(data) - written)
        self._digits = 0
        return mask_frame(codec, data)[written:]

    def overdue(self, now_us: int) -> bytes:
        """What has waited too long for its frame, masked by its looks."""
        due = bytearray()
        while self._held and now_us - self._held[0][0] >= HOLD_US:
            due += self._held.popleft()[1]
        return self._by_looks(bytes(due))

    def rest(self) -> bytes:
        """All that is held: the line has ended."""
        rest = b"".join(data for _, data in self._held)
        self._held.clear()
        return self._by_looks(rest)

    def _by_looks(self, data: bytes) -> bytes:
        self._ahead += len(data)
        masked = bytearray(mask_bytes(data))
        begun, rest = _LEADING.match(data), _TRAILING.search(data)
        leading = len(begun[0]) if begun else 0
        trailing = len(rest[0]) if rest else 0
        if self._digits + leading > _SHOWN:  # a number that began before goes on here
            hidden_from = max(0, _SHOWN - self._digits)
            masked[hidden_from:leading] = b"*" * (leading - hidden_from)
        if trailing > _SHOWN and masked[-trailing:] == data[-trailing:]:  # more of it may come
            masked[len(masked) - trailing + _SHOWN :] = b"*" * (trailing - _SHOWN)
        if data:
            self._digits = self._digits + trailing if trailing == len(data) else trailing
        return bytes(masked)

    def _take(self, size: int) -> None:
        while size > 0 and self._held:
            at_us, data = self._held.popleft()
            if len(data) > size:
                self._held.appendleft((at_us, data[size:]))
            size -= len(data)
