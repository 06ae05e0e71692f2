"""Faults of a serial line: the two ends are set differently, or another program reads from the port."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar

from posdiag_sim.faults.base import DOWN, EVERYTHING, BendingFault, Fault
from posdiag_sim.line import Line, Piece, Unit
from posdiag_sim.uart import Port, heard

SPEEDS = ("1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200")


@dataclass(slots=True)
class _OtherSettings(Fault, ABC):
    """Each side reads the other's bytes as its own port is set, until somebody sets the POS's otherwise."""

    usual_way: ClassVar[str] = ""
    units: ClassVar[frozenset[str]] = EVERYTHING
    ecr_only: ClassVar[bool] = True
    built_in: ClassVar[bool] = True

    @abstractmethod
    def ports(self) -> tuple[Port, Port]:
        """How the POS's port is set, and the terminal's."""

    def terminal_port(self, port: Port) -> Port:
        return self.ports()[1]

    def shape(self, unit: Unit, pieces: list[Piece], line: Line) -> list[Piece]:
        if line.ports_set or not self.meets(unit) or not self.fires(unit.request):
            return pieces
        pos, terminal = self.ports()
        sender, receiver = (terminal, pos) if unit.way == DOWN else (pos, terminal)
        return [replace(piece, content=heard(sender, receiver, piece.content)) for piece in pieces]


@dataclass(slots=True)
class Speed(_OtherSettings):
    """The POS's port runs at `pos` bauds, the terminal's at `terminal`."""

    name: ClassVar[str] = "speed"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"pos": SPEEDS, "terminal": SPEEDS}

    pos: str = "9600"
    terminal: str = "19200"

    def ports(self) -> tuple[Port, Port]:
        return Port(int(self.pos)), Port(int(self.terminal))


@dataclass(slots=True)
class Parity(_OtherSettings):
    """One side's port has parity (and 7 bits), the other's is 8N1."""

    name: ClassVar[str] = "parity"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {
        "mode": ("even", "odd"),
        "side": ("terminal", "pos"),
        "bits": ("7", "8"),
    }

    mode: str = "even"
    side: str = "terminal"
    bits: str = "7"

    def ports(self) -> tuple[Port, Port]:
        odd_one = Port(bits=int(self.bits), parity=self.mode[0].upper())
        return (odd_one, Port()) if self.side == "pos" else (Port(), odd_one)


@dataclass(slots=True)
class Stolen(BendingFault):
    """Another program has the POS's port open too: what is read goes to one of them, in runs of bytes."""

    name: ClassVar[str] = "stolen"
    usual_way: ClassVar[str] = DOWN
    units: ClassVar[frozenset[str]] = EVERYTHING
    ecr_only: ClassVar[bool] = True

    percent: int = 40
    run: int = 8

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return [replace(piece, content=self._left_over(piece.content)) for piece in pieces]

    def _left_over(self, content: bytes) -> bytes:
        left, at = bytearray(), 0
        while at < len(content):
            size = self.rng.randint(1, max(1, self.run))
            if self.rng.randrange(100) >= self.percent:
                left += content[at : at + size]
            at += size
        return bytes(left)
