"""A forwarder's tellings as events of a capture: a live line and a file are read by the same rooms."""

from __future__ import annotations

from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Noted, Opened
from posdiag.link.tellings import Telling, What


class Feed:
    """Turns tellings into events. `kind` is what the POS's end travels over."""

    def __init__(self, kind: LineKind) -> None:
        self._kind = kind
        self._lines: dict[int, Line] = {}

    def take(self, telling: Telling) -> Event | None:
        """The event that a telling is; None where it is about no line."""
        line = self._lines.get(telling.line)
        match telling.what:
            case What.OPENED:
                a, _, b = telling.content.decode("utf-8", "replace").partition("\n")
                line = self._lines[telling.line] = Line(telling.line, self._kind, a, b, a_known=True)
                return Opened(line, telling.at_us)
            case What.BYTES if line is not None:
                return Chunk(line, telling.at_us, telling.near, telling.content)
            case What.ENDED if line is not None:
                del self._lines[telling.line]
                return Ended(line, telling.at_us, telling.content.decode("ascii", "replace"), telling.near)
            case What.INJECTED:
                return Noted(line, telling.at_us, f"fault injected: {telling.content.decode()}")
            case What.MISSED:
                missed = telling.content.decode()
                return Noted(None, telling.at_us, f"{missed} bytes were forwarded and not recorded")
            case _:
                return None
