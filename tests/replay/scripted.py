"""A link that plays a script: what the other side says, and when, whatever the POS sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from posdiag.link.api import Answer, Closed, Heard, Silence, Why


@dataclass
class ScriptedLink:
    """Answers each sent frame by `reply(frame, how many before it) -> [(after_ms, bytes | Why)]`."""

    reply: Callable[[bytes, int], list[tuple[int, bytes | Why]]]
    time_ms: int = 0
    sent: list[bytes] = field(default_factory=list)
    due: list[tuple[int, bytes | Why]] = field(default_factory=list)
    opened: int = 1

    def now_ms(self) -> int:
        return self.time_ms

    def send(self, data: bytes) -> None:
        self.due += [(self.time_ms + after, what) for after, what in self.reply(data, len(self.sent))]
        self.due.sort(key=lambda item: item[0])
        self.sent.append(data)

    def wait(self, until_ms: int) -> Answer:
        if self.due and self.due[0][0] <= until_ms:
            at_ms, what = self.due.pop(0)
            self.time_ms = max(self.time_ms, at_ms)
            if isinstance(what, Why):
                return Closed(what, self.time_ms)
            return Heard(what, self.time_ms)
        self.time_ms = max(self.time_ms, until_ms)
        return Silence(self.time_ms)

    def reopen(self) -> None:
        self.opened += 1

    def close(self) -> None:
        self.due.clear()
