"""Masks what passes on a line, frame by frame where frames are known, without holding bytes back for long.

A frame is masked whole, so that its length and check byte stay right. What is in no frame yet is held for
at most HOLD_US and then masked by its looks alone; a frame of which a part went out so is masked again as a
whole, and only the rest of it is written.
"""

from __future__ import annotations

import re

from posdiag.masking import mask_bytes
from posdiag.wire.codec import Codec
from posdiag.wire.masked import mask_frame
from posdiag.wire.message import Decoded

#: Microseconds for which bytes in no frame are held: a recorder that is killed loses no more than that.
HOLD_US = 150_000
#: Written bytes that are remembered for the frame which may yet hold them.
_REMEMBERED = 65_536
_LEADING, _TRAILING = re.compile(rb"[0-9]+"), re.compile(rb"[0-9]+\Z")
#: How many digits of a number may be shown while nobody knows how long it is.
_SHOWN = 6


class MaskStream:
    """One direction of one line. Times are microseconds."""

    def __init__(self) -> None:
        self._bytes = bytearray()  # in no frame yet: first what is written already, then what is held
        self._written = 0
        self._times: list[tuple[int, int]] = []  # of what is held: size and time of each piece
        self._digits = 0  # digits at the end of what was written by its looks: a number may go on

    def hear(self, at_us: int, data: bytes) -> None:
        """Bytes arrived; they are given out by `frame` or `overdue`."""
        self._bytes += data
        self._times.append((len(data), at_us))

    def frame(self, data: bytes, codec: Codec | None, decoded: Decoded | None = None) -> bytes:
        """What may be written now that a frame (or control bytes, or junk) is known, and what was before."""
        at = self._bytes.find(data)
        if at < 0 or not data:
            return b""  # of bytes from before the recording began
        before = self._by_looks(bytes(self._bytes[self._written : at])) if at > self._written else b""
        ahead = max(0, self._written - at)
        end = at + len(data)
        self._take(max(0, end - self._written))
        self._written = max(0, self._written - end)
        del self._bytes[:end]
        self._digits = 0
        return before + mask_frame(codec, data, decoded)[ahead:]

    def overdue(self, now_us: int) -> list[tuple[int, bytes]]:
        """What has waited too long for its frame, masked by its looks, each piece with its own time."""
        due = []
        while self._times and now_us - self._times[0][1] >= HOLD_US:
            due.append(self._let_out())
        return due

    def rest(self) -> list[tuple[int, bytes]]:
        """All that is held: the line has ended."""
        return [self._let_out() for _ in range(len(self._times))]

    def _let_out(self) -> tuple[int, bytes]:
        size, at_us = self._times.pop(0)
        out = self._by_looks(bytes(self._bytes[self._written : self._written + size]))
        self._written += size
        surplus = max(0, self._written - _REMEMBERED)
        del self._bytes[:surplus]
        self._written -= surplus
        return at_us, out

    def _by_looks(self, data: bytes) -> bytes:
        masked = bytearray(mask_bytes(data))
        begun, rest = _LEADING.match(data), _TRAILING.search(data)
        leading = len(begun[0]) if begun else 0
        trailing = len(rest[0]) if rest else 0
        if trailing > _SHOWN:  # more of it may come
            masked[len(masked) - trailing + _SHOWN :] = b"*" * (trailing - _SHOWN)
        if self._digits + leading > _SHOWN and self._digits:  # a number that began before goes on here
            hidden_from = max(0, _SHOWN - self._digits)
            masked[hidden_from:leading] = b"*" * (leading - hidden_from)
        self._digits = self._digits + trailing if trailing == len(data) else trailing
        return bytes(masked)

    def _take(self, size: int) -> None:
        """The first of what is held is written."""
        while size > 0 and self._times:
            piece, at_us = self._times.pop(0)
            if piece > size:
                self._times.insert(0, (piece - size, at_us))
            size -= piece
