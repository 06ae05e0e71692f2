"""What a forwarder tells of a line it sits on, and how it is written into a pipe between two programs.

The forwarder runs apart from whoever decodes and records, so that neither can hold up a byte. A telling is
a head of fixed size and its content; the pipe is a stream, so whoever reads it puts pieces together.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

_HEAD = struct.Struct("<BBIQI")  # kind, from the near end, line, microseconds, size of the content
#: Content of one telling; a longer one is a broken pipe or somebody else's bytes.
MAX_CONTENT = 1 << 20


class What(IntEnum):
    """What is told."""

    READY = 1  # the near end can be reached; the content is its address
    OPENED = 2  # a line is open; the content names its ends, with a line feed between them
    BYTES = 3  # the content was carried
    ENDED = 4  # a line is gone; the content is a value of `link.api.Why`
    WAITING = 5  # an end is not there yet; the content says which and why
    MISSED = 6  # bytes were carried that could not be told of; the content is their number
    INJECTED = 7  # an injected fault ended the line; the content says how
    FAILED = 8  # the forwarder could not begin; the content is place, what and remedy, a line each


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that happened. `line` counts from 1 (0: of no line), `at_us` is microseconds since 1970."""

    what: What
    at_us: int
    line: int = 0
    near: bool = False  # sent, or ended, by the POS's end
    content: bytes = b""

    def packed(self) -> bytes:
        head = _HEAD.pack(self.what, self.near, self.line, self.at_us, len(self.content))
        return head + self.content


class TellingReader:
    """Puts a stream of any pieces together to tellings. It never raises: `broken` says that it lost count."""

    __slots__ = ("_buffer", "broken")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.broken = False

    def feed(self, data: bytes) -> list[Telling]:
        """The tellings that `data` makes whole."""
        self._buffer += data
        found: list[Telling] = []
        at = 0
        while not self.broken and len(self._buffer) - at >= _HEAD.size:
            kind, near, line, at_us, size = _HEAD.unpack_from(self._buffer, at)
            if size > MAX_CONTENT or kind not in set(What):
                self.broken = True
                break
            end = at + _HEAD.size + size
            if len(self._buffer) < end:
                break
            found.append(
                Telling(What(kind), at_us, line, bool(near), bytes(self._buffer[at + _HEAD.size : end]))
            )
            at = end
        del self._buffer[:at]
        return found
