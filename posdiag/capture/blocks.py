"""Reads a stream block by block, so that a file of any size takes the memory of one block."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Protocol, cast

from posdiag.capture.unzipped import MAGIC, Unzipped
from posdiag.worded import worded

#: How much is asked of the stream at once.
BLOCK = 1 << 20
#: How much of a file is looked at to tell its format and, of a log, who its ends are.
SAMPLE = 1 << 16


class Readable(Protocol):
    """What is asked of a stream."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Blocks:
    """A stream, unzipped where it is gzip'ed, and how far it has been read.

    A stream that fails is one that ends: `failure` says why.
    """

    __slots__ = ("_ahead", "_stream", "base", "ended", "failure")

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: Readable = stream
        self._ahead = b""
        self.base = 0  # where in the file the bytes last given begin
        self.ended = False
        self.failure = ""

    def look(self, size: int) -> bytes:
        """The first `size` bytes and maybe more, or all there are. Nothing must have been read before."""
        start = self._read(BLOCK)
        while len(start) < len(MAGIC) and not self.ended:
            start += self._read(BLOCK)
        if start.startswith(MAGIC):
            self._stream = Unzipped(cast(BinaryIO, self._stream), start)
            start, self.ended = self._read(BLOCK), False
        while len(start) < size and not self.ended:
            start += self._read(BLOCK)
        self._ahead = start
        self.ended = False
        return start

    def more(self, held: bytes, used: int, need: int) -> bytes:
        """What is left of `held` after `used` bytes, and enough behind it to make `need` if there is as much.

        `held` must be what the last call gave (empty at first).
        """
        self.base += used
        parts = [held[used:]] if used else [held]
        have = len(parts[0])
        while have < need and not self.ended:
            block = self._read(max(BLOCK, need - have))
            parts.append(block)
            have += len(block)
        return b"".join(parts) if len(parts) > 1 else parts[0]

    def _read(self, size: int) -> bytes:
        if self._ahead:
            block, self._ahead = self._ahead, b""
            return block
        try:
            block = self._stream.read(size)
        except EOFError:
            block, self.failure = b"", worded("the compressed file ends before its end")
        except (OSError, zlib.error) as fault:  # gzip's BadGzipFile is an OSError
            block, self.failure = b"", str(fault) or type(fault).__name__
        if not block:
            self.ended = True
        return block or b""
