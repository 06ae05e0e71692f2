"""Faults of who stands at the counter: a customer who takes long, a terminal that somebody else uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from posdiag_sim.faults.base import Fault


@dataclass(slots=True)
class SlowCard(Fault):
    """The customer looks for the card and presents it `ms` later than usual."""

    name: ClassVar[str] = "slow-card"

    ms: int = 12000

    def card_ms(self, request: int) -> int:
        return self.ms if self.fires(request) else 0


@dataclass(slots=True)
class Busy(Fault):
    """Another program's request holds terminal and agent for `ms`, from the first request on."""

    name: ClassVar[str] = "busy"

    ms: int = 8000
    until_ms: int = -1

    def taken(self, request: int, now_ms: int) -> bool:
        if self.until_ms < 0 and self.fires(request):
            self.until_ms = now_ms + self.ms
        return now_ms < self.until_ms
