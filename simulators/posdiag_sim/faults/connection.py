"""Faults of the connection: refused, cut, or gone without a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from posdiag_sim.faults.base import DOWN, UP, Fault
from posdiag_sim.line import Unit


@dataclass(slots=True)
class _Breaking(Fault):
    """Ends the connection when a request, or the answer to it, is on its way."""

    usual_way: ClassVar[str] = ""
    ending: ClassVar[str] = ""

    when: str = "request"  # or answer

    def breaks(self, unit: Unit) -> str:
        way = UP if self.when == "request" else DOWN
        return self.ending if unit.what == "frame" and unit.way == way and self.fires(unit.request) else ""


@dataclass(slots=True)
class Reset(_Breaking):
    """The connection is reset: before the request arrives, or after the answer was sent."""

    name: ClassVar[str] = "reset"
    ending: ClassVar[str] = "reset"


@dataclass(slots=True)
class HalfOpen(_Breaking):
    """One side is gone and nobody says so: bytes vanish both ways until the line is opened anew.

    It is a matter of one connection, so without a `count` only the first one is hit.
    """

    name: ClassVar[str] = "half-open"
    ending: ClassVar[str] = "half-open"

    left: int | None = field(default=1, kw_only=True)


@dataclass(slots=True)
class Refused(Fault):
    """Nobody listens: the connection cannot be opened. `from` and `count` count attempts."""

    name: ClassVar[str] = "refused"

    attempts: int = 0

    def refuses(self) -> bool:
        self.attempts += 1
        return self.fires(self.attempts)
