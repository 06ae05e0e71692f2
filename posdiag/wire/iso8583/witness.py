"""Why a frame could not be read, in a form that shows at once that another like it cannot be read either.

A strict reading ends at the first fault. Where another frame is as long and has the same bitmap and the same
length prefixes, its elements lie in the same places; so the reading of it ends at the same element, if that
is no sounder, or before.
"""

from __future__ import annotations

from posdiag.wire.iso8583.layout import Layout
from posdiag.wire.iso8583.reader import FrameReader, Scan

#: Parts of a frame by whose values nothing else is placed.
_ALONE = frozenset({"mti", "tpdu", "header"})


class Witness:
    """What one strict reading with a fault met."""

    def __init__(self, reader: FrameReader, scan: Scan) -> None:
        self._reader = reader
        self._stop = scan.stop - len(reader.spec.trailer)
        reached = str(scan.reached)
        self._same: list[tuple[slice, bytes]] = []
        at = 0
        for field in scan.fields:
            if "." in field.path or (field.path == reached and scan.reached):
                continue
            begin, end = field.offset, field.offset + field.length
            self._keep(scan.frame, at, begin if field.path.isdigit() or field.path in _ALONE else end)
            at = end
        self._at = at
        self._layout: Layout | None = reader.layout(scan.reached)

    def _keep(self, frame: bytes, begin: int, end: int) -> None:
        if begin < end:
            self._same.append((slice(begin, end), frame[begin:end]))

    def speaks_of(self, frame: bytes) -> bool:
        """Whether a frame of the same length meets a fault for the same reason, or for one before it."""
        for place, raw in self._same:
            if frame[place] != raw:
                return False
        if self._layout is None:
            return True
        scan = Scan(frame, self._at, strict=True)
        scan.stop = self._stop
        self._reader.read_element(scan, self._layout)
        return bool(scan.faults)


def witness_of(reader: FrameReader, scan: Scan) -> Witness | None:
    """What a strict reading met, where that says something of other frames: a fault behind the bitmap."""
    return Witness(reader, scan) if any(field.path == "bitmap" for field in scan.fields) else None
