"""Faults on a line between a real POS and a real terminal: bytes in, bytes out, each when it is due.

The same `Line` that carries the bytes of a simulated counter carries them here, so that a fault does to a
real line what it does in simulation. Faults that live in a terminal, a VAN or an issuer are refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from posdiag_sim.ecr_bytes import CONTROLS
from posdiag_sim.faults.base import BendingFault, Fault
from posdiag_sim.faults.registry import FAULTS, FaultError, parse_fault
from posdiag_sim.heap import Heap
from posdiag_sim.line import DOWN, UNIT_GAP_MS, UP, Line


def of_the_line(kind: type[Fault]) -> bool:
    """Whether a fault lives on the line: it bends what passes, breaks the connection or refuses it."""
    return (
        issubclass(kind, BendingFault)
        or kind.shape is not Fault.shape
        or kind.breaks is not Fault.breaks
        or kind.refuses is not Fault.refuses
    )


def parse_line_faults(texts: Sequence[str], seed: int, link: str) -> list[Fault]:
    """The faults that `texts` name, for a line of kind `ecr` or `host`.

    Raises:
        FaultError: one cannot be read, or does not live on a line.
    """
    rig_kind = "host" if link == "host" else "terminal"
    faults = [parse_fault(text, f"{seed}/{place}/{text}", rig_kind) for place, text in enumerate(texts)]
    for fault in faults:
        if not of_the_line(type(fault)):
            known = ", ".join(sorted(name for name, kind in FAULTS.items() if of_the_line(kind)))
            raise FaultError(f"fault `{fault.name}` is not one of a line", f"one of: {known}")
    return faults


class Interposer:
    """One line with faults. Up is from the POS to the terminal. All times are the caller's milliseconds."""

    def __init__(self, faults: Sequence[str], seed: int = 0, link: str = "ecr") -> None:
        self._heap = Heap()
        self._controls = link != "host"
        self._line = Line(self._heap, lambda: 0, parse_line_faults(faults, seed, link), True)
        self._line.deliver_up = lambda content: self._out.append((True, content))
        self._line.deliver_down = lambda content: self._out.append((False, content))
        self._line.on_close = self._cut
        self._out: list[tuple[bool, bytes]] = []
        self._down = bytearray()
        self._down_due: int | None = None
        self._why = ""
        self._start: int | None = None
        self.busy = False

    def opened(self, now_ms: int) -> str:
        """Open the line, for the first time or anew: the reason (refused) why it is not open, or nothing.

        Faults count their requests on from one connection to the next.
        """
        self.busy = True
        self._to(now_ms)
        self._out.clear()
        self._down.clear()
        self._why = ""
        self._line.connect()
        return self._line.closed

    def release(self) -> None:
        """The real line is over; what is under way is lost."""
        self.busy = False
        self._line.close("ended")

    def take(self, up: bool, content: bytes, now_ms: int) -> None:
        """Bytes that one side sent. What follows within UNIT_GAP_MS belongs to the same unit."""
        self._to(now_ms)
        if up:
            self._line.write_up(content, self._controls)
            return
        self._down += content
        self._down_due = self._heap.now_ms + UNIT_GAP_MS

    def due_ms(self) -> int | None:
        """When `run` has something to do next."""
        due = [at for at in (self._heap.next_due(), self._down_due) if at is not None]
        return min(due) + (self._start or 0) if due else None

    def run(self, now_ms: int) -> list[tuple[bool, bytes]]:
        """What arrives by now: whether it goes up, and the bytes."""
        self._to(now_ms)
        out, self._out = self._out, []
        return out

    def ending(self) -> str:
        """Why the line was cut: reset, or nothing."""
        return self._why

    def _to(self, now_ms: int) -> None:
        if self._start is None:
            self._start = now_ms
        at = now_ms - self._start
        if self._down_due is not None and self._down_due <= at:
            self._heap.run_until(self._down_due)
            self._down_due = None
            self._send_down()
        self._heap.run_until(at)

    def _send_down(self) -> None:
        content = bytes(self._down)
        self._down.clear()
        end = 0
        while self._controls and end < len(content) and content[end] in CONTROLS:
            end += 1
        if end:
            self._line.send(DOWN, "control", content[:end])
        if end < len(content):
            self._line.send(DOWN, "frame", content[end:])

    def _cut(self, reason: str) -> None:
        self._why = reason


class LineFaults:
    """Gives each line its interposer: the same one again where lines follow one another.

    Raises:
        FaultError: as `parse_line_faults`.
    """

    def __init__(self, faults: Sequence[str], seed: int = 0, link: str = "ecr") -> None:
        parse_line_faults(faults, seed, link)
        self._asked = (tuple(faults), seed, link)
        self._last: Interposer | None = None

    def __call__(self) -> Interposer:
        if self._last is None or self._last.busy:
            self._last = Interposer(*self._asked)
        return self._last


__all__ = ["DOWN", "UP", "Interposer", "LineFaults", "of_the_line", "parse_line_faults"]
