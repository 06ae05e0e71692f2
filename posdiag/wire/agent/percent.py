"""Percent-encoded bytes, read with the place of each byte kept, so that a field knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

_STEP = re.compile(rb"%[0-9A-Fa-f]{2}|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Placed:
    """Bytes as they are meant, with the place of each in the frame; one more place marks the end."""

    data: bytes
    places: Sequence[int]

    @classmethod
    def plain(cls, frame: bytes, start: int, end: int) -> Placed:
        """Bytes that stand for themselves."""
        return cls(frame[start:end], range(start, max(start, end) + 1))

    @classmethod
    def encoded(cls, frame: bytes, start: int, end: int) -> Placed:
        """Percent-encoded bytes; a plus is a space, a percent sign without two digits stands for itself."""
        data, places = bytearray(), []
        for found in _STEP.finditer(frame, start, end):
            step = found[0]
            places.append(found.start())
            if len(step) == 3:
                data.append(int(step[1:], 16))
            else:
                data += b" " if step == b"+" else step
        places.append(max(start, end))
        return cls(bytes(data), places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length in the frame of `data[start:end]`."""
        return self.places[start], self.places[end] - self.places[start]


def percent(data: bytes) -> bytes:
    """All but letters, digits and `_.-~` as %XX."""
    return quote_from_bytes(data, safe="").encode("ascii")
