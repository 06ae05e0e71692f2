"""Carries a plan out over real links: the only place of the probe where bytes go and time passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from posdiag.link.api import Closed, Heard, Link
from posdiag.probe.harmless import Harmful, harm_in
from posdiag.probe.steps import Barred, Gone, Got, Hear, Open, Opened, Part, Reply, Said, Say, Step
from posdiag.wire.codec import Codec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """An open line. `damage` gives the marks of the bytes heard last, where the port has any."""

    link: Link
    fixed_speed: bool = False
    damage: Callable[[], tuple[bool, ...] | None] = lambda: None


#: Opens a line so set, or says why it cannot be.
Opener = Callable[[Open], Line | Barred]


def drive(
    plan: Part[T], opener: Opener, codecs: Sequence[Codec], watch: Callable[[Step], None] = lambda step: None
) -> T:
    """The plan's result. The line is closed whatever happens; `watch` sees each step before it is taken.

    Harmful where the plan would send what may be a payment: it is read once more here, at the last door.
    """
    doing = _Doing(opener, codecs)
    try:
        step = next(plan)
        while True:
            watch(step)
            step = plan.send(doing.do(step))
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        doing.close()


class _Doing:
    def __init__(self, opener: Opener, codecs: Sequence[Codec]) -> None:
        self._opener = opener
        self._codecs = codecs
        self._line: Line | None = None
        self._at_ms = 0  # on a clock that runs on from one opened line to the next
        self._shift_ms = 0

    def do(self, step: Step) -> Reply:
        match step:
            case Open():
                return self._open(step)
            case Say():
                return self._say(step.data)
            case Hear():
                return self._hear(step.until_ms)

    def close(self) -> None:
        if self._line is not None:
            self._line.link.close()
            self._line = None

    def _open(self, wanted: Open) -> Opened | Barred:
        before_ms = self._now_ms()
        self.close()
        opened = self._opener(wanted)
        if isinstance(opened, Barred):
            return opened
        self._line = opened
        self._shift_ms = before_ms - opened.link.now_ms()
        return Opened(self._now_ms(), opened.fixed_speed)

    def _say(self, data: bytes) -> Said:
        why = harm_in(data, self._codecs)
        if why:
            raise Harmful(f"{data[:16].hex()}… {why}")
        line = self._need()
        line.link.send(data)
        return Said(self._now_ms())

    def _hear(self, until_ms: int) -> Got | Gone:
        line = self._need()
        answer = line.link.wait(until_ms - self._shift_ms)
        at_ms = self._shifted(answer.at_ms)
        match answer:
            case Heard():
                return Got(answer.data, at_ms, line.damage())
            case Closed():
                return Gone(answer.why, at_ms)
            case _:
                return Got(b"", at_ms)

    def _need(self) -> Line:
        if self._line is None:
            raise RuntimeError("the plan opens a line before it uses it")
        return self._line

    def _now_ms(self) -> int:
        if self._line is not None:
            self._shifted(self._line.link.now_ms())
        return self._at_ms

    def _shifted(self, at_ms: int) -> int:
        self._at_ms = max(self._at_ms, at_ms + self._shift_ms)
        return self._at_ms
