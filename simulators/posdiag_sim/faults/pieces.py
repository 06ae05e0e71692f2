"""Faults of delivery: the bytes are whole, but cut, joined, doubled or in another order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import ClassVar

from posdiag_sim.faults.base import EVERYTHING, UP, BendingFault, Fault
from posdiag_sim.line import Line, Piece, Unit

#: What is held back for a next unit that never comes goes out after this time.
HOLD_MS = 2500


@dataclass(slots=True)
class Split(BendingFault):
    """Whatever is sent arrives in pieces of `bytes` bytes, `ms` apart."""

    name: ClassVar[str] = "split"
    units: ClassVar[frozenset[str]] = EVERYTHING

    bytes: int = 8
    ms: int = 20

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        size = max(1, self.bytes)
        return [
            replace(
                piece, content=piece.content[at : at + size], wait_ms=piece.wait_ms + at // size * self.ms
            )
            for piece in pieces
            for at in range(0, len(piece.content), size)
        ]


@dataclass(slots=True)
class Duplicate(BendingFault):
    """A frame arrives a second time, `after_ms` later."""

    name: ClassVar[str] = "duplicate"
    usual_way: ClassVar[str] = UP

    after_ms: int = 200

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        again = [replace(piece, wait_ms=piece.wait_ms + self.after_ms, overtakes=True) for piece in pieces]
        return [*pieces, *again]


@dataclass(slots=True)
class _Holding(Fault, ABC):
    """Holds a unit back until the next one on the same way, or for HOLD_MS."""

    units: ClassVar[frozenset[str]] = EVERYTHING

    held: dict[str, list[Piece]] = field(default_factory=dict, init=False, repr=False)

    def shape(self, unit: Unit, pieces: list[Piece], line: Line) -> list[Piece]:
        held = self.held.pop(unit.way, None)
        if held is not None:
            return self.together(held, pieces)
        if not pieces or not self.meets(unit) or not self.fires(unit.request):
            return pieces
        self.held[unit.way] = pieces
        line.heap.after(HOLD_MS, self._let_go, unit.way, pieces, line)
        return []

    def _let_go(self, way: str, pieces: list[Piece], line: Line) -> None:
        if self.held.get(way) is pieces:
            del self.held[way]
            line.release(way, pieces)

    @abstractmethod
    def together(self, held: list[Piece], pieces: list[Piece]) -> list[Piece]: ...


@dataclass(slots=True)
class Reorder(_Holding):
    """A unit is overtaken by the next one on its way."""

    name: ClassVar[str] = "reorder"

    def together(self, held: list[Piece], pieces: list[Piece]) -> list[Piece]:
        return [*pieces, *held]


@dataclass(slots=True)
class Join(_Holding):
    """A unit arrives in one piece with the next one on its way."""

    name: ClassVar[str] = "join"

    def together(self, held: list[Piece], pieces: list[Piece]) -> list[Piece]:
        return [Piece(0, b"".join(piece.content for piece in [*held, *pieces]))]
