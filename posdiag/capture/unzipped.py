"""Reads a gzip'ed stream as what it was before, a piece at a time."""

from __future__ import annotations

import zlib
from typing import BinaryIO

MAGIC = b"\x1f\x8b"
_GZIP = 31  # window bits that make zlib expect a gzip header
_PIECE = 1 << 18


class Unzipped:
    """The inside of a gzip file of any number of members; zeros behind the last are passed over."""

    __slots__ = ("_left", "_stream", "_unzip")

    def __init__(self, stream: BinaryIO, start: bytes) -> None:
        """`start` was read off the stream already."""
        self._stream = stream
        self._left = start
        self._unzip = zlib.decompressobj(_GZIP)

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end.

        Raises zlib.error where the file is damaged, EOFError where it ends inside a member.
        """
        while True:
            if self._unzip.eof:
                self._left = self._unzip.unused_data.lstrip(b"\0") or self._left.lstrip(b"\0")
                if not self._left:
                    self._left = self._stream.read(_PIECE).lstrip(b"\0")
                    if not self._left:
                        return b""
                self._unzip = zlib.decompressobj(_GZIP)
            if not self._left:
                self._left = self._stream.read(_PIECE)
                if not self._left:
                    raise EOFError
            piece = self._unzip.decompress(self._left, size)
            self._left = self._unzip.unconsumed_tail
            if piece:
                return piece
