"""Faults of time: everything arrives, but later than somebody waits for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from posdiag_sim.faults.base import EVERYTHING, BendingFault, Fault
from posdiag_sim.line import Piece


@dataclass(slots=True)
class Latency(BendingFault):
    """A slow line: whatever is sent takes `ms` longer."""

    name: ClassVar[str] = "latency"
    usual_way: ClassVar[str] = ""
    units: ClassVar[frozenset[str]] = EVERYTHING

    ms: int = 500

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return [replace(piece, wait_ms=piece.wait_ms + self.ms) for piece in pieces]


@dataclass(slots=True)
class HostSlow(Fault):
    """The VAN decides at its usual time and answers `ms` later."""

    name: ClassVar[str] = "host-slow"

    ms: int = 40000

    def hold_ms(self, request: int) -> int:
        return self.ms if self.fires(request) else 0


@dataclass(slots=True)
class Late(Fault):
    """The host answers in time and the terminal's reply lies `ms` before it goes to the POS."""

    name: ClassVar[str] = "late"

    ms: int = 40000

    def late_ms(self, request: int) -> int:
        return self.ms if self.fires(request) else 0


@dataclass(slots=True)
class Pause(BendingFault):
    """A pause of `ms` inside a frame, after its first `at` bytes."""

    name: ClassVar[str] = "pause"

    ms: int = 1500
    at: int = 10

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        bent: list[Piece] = []
        for piece in pieces:
            at = max(1, min(self.at, len(piece.content) - 1))
            bent.append(replace(piece, content=piece.content[:at]))
            bent.append(replace(piece, content=piece.content[at:], wait_ms=piece.wait_ms + self.ms))
        return bent
