"""What lies on the bench and can be seen there: the instrument shown, screens, receipts, host frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from posdiag_sim.heap import Heap
from posdiag_sim.instrument import Instrument

#: Screens, receipts and frames kept at most; later ones are dropped.
MAX_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that a screen or receipt showed."""

    t_ms: int
    by: str
    text: str

    def as_json(self) -> dict[str, object]:
        raw = self.text.encode("cp949", "replace").hex()
        return {"t_ms": self.t_ms, "by": self.by, "text": self.text, "raw": raw}


@dataclass(slots=True)
class BenchTop:
    """Shared by all parties of one world. `entry` is how the instrument is presented.

    `most` is how many screens, receipts and frames are kept, each; none where nobody will ever collect.
    """

    heap: Heap
    start: datetime
    instruments: Mapping[str, Instrument]
    presented: str = ""
    entry: str = ""
    most: int = MAX_KEPT
    screens: list[Shown] = field(default_factory=list)
    receipts: list[Shown] = field(default_factory=list)
    host_frames: list[dict[str, object]] = field(default_factory=list)

    @property
    def instrument(self) -> Instrument | None:
        return self.instruments.get(self.presented)

    def screen(self, by: str, text: str) -> None:
        if len(self.screens) < self.most:
            self.screens.append(Shown(self.heap.now_ms, by, text))

    def print_receipt(self, by: str, text: str) -> None:
        if len(self.receipts) < self.most:
            self.receipts.append(Shown(self.heap.now_ms, by, text))

    def host_frame(self, sender: str, receiver: str, frame: bytes) -> None:
        if len(self.host_frames) < self.most:
            seen = {"t_ms": self.heap.now_ms, "from": sender, "to": receiver, "hex": frame.hex()}
            self.host_frames.append(seen)

    def time(self) -> datetime:
        """The true time now."""
        return self.start + timedelta(milliseconds=self.heap.now_ms)

    def stamp(self, ahead_s: int = 0) -> str:
        """The time now as YYYYMMDDhhmmss, as a clock shows it that is so far ahead."""
        now = self.time() + timedelta(seconds=ahead_s) if ahead_s else self.time()
        at = now.isoformat(timespec="seconds")  # quicker than strftime
        return at.replace("-", "").replace("T", "").replace(":", "")
