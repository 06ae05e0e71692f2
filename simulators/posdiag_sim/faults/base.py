"""What every fault is: a small seeded type whose fields are its configuration, with hooks that do nothing.

The parties of the world ask every hook of every fault; a fault answers those it is about.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from posdiag_sim.ecr_bytes import EcrWire
from posdiag_sim.firmware import Firmware
from posdiag_sim.host_frames import HostWire
from posdiag_sim.line import DOWN, UP, Line, Piece, Unit
from posdiag_sim.uart import Port

FRAMES = frozenset(("frame",))
EVERYTHING = frozenset(("frame", "event", "control"))


@dataclass(slots=True)
class Fault:
    """The common part: acts from the Nth request (`start`) on, at most `left` times, with `chance`."""

    name: ClassVar[str] = ""
    #: Direction where none is given; empty means both.
    usual_way: ClassVar[str] = DOWN
    units: ClassVar[frozenset[str]] = FRAMES
    #: Whether it makes sense only on an ECR link, with its ACKs and check byte.
    ecr_only: ClassVar[bool] = False
    #: Whether it is in the firmware from the first byte on, so that `from` and `count` mean nothing.
    built_in: ClassVar[bool] = False
    #: Whether it acts inside a terminal, and so means nothing where the POS speaks to the VAN itself.
    needs_terminal: ClassVar[bool] = False
    #: Whether it is about the link on which the POS itself speaks to the VAN.
    needs_host: ClassVar[bool] = False
    #: Parameters that are words of a list, and those that are texts of a pattern; others are numbers.
    choices: ClassVar[dict[str, tuple[str, ...]]] = {}
    patterns: ClassVar[dict[str, str]] = {}

    start: int = field(default=1, kw_only=True)
    left: int | None = field(default=None, kw_only=True)
    chance: float = field(default=1.0, kw_only=True)
    link: str = field(default="ecr", kw_only=True)
    way: str = field(default="", kw_only=True)
    rng: random.Random = field(default_factory=lambda: random.Random(0), kw_only=True, repr=False)

    def fires(self, request: int) -> bool:
        """Whether the fault acts now; counts it when it does."""
        if request < self.start or self.left == 0:
            return False
        if self.chance < 1 and self.rng.random() >= self.chance:
            return False
        if self.left is not None:
            self.left -= 1
        return True

    def meets(self, unit: Unit) -> bool:
        """Whether a unit is of the kind and direction that the fault is about."""
        return unit.what in self.units and self.way in ("", unit.way)

    # -- on a line -------------------------------------------------------------------------------

    def shape(self, unit: Unit, pieces: list[Piece], line: Line) -> list[Piece]:
        """What becomes of the pieces of a unit."""
        return pieces

    def breaks(self, unit: Unit) -> str:
        """`reset` or `half-open` where the connection ends before this unit arrives."""
        return ""

    def refuses(self) -> str:
        """Why the connection that is being opened is turned away (`refused`); empty where it is not."""
        return ""

    def terminal_port(self, port: Port) -> Port:
        """How the terminal's serial port is set, where it is not as the rig has it."""
        return port

    # -- in the terminal -------------------------------------------------------------------------

    def refuses_frame(self, request: int) -> bool:
        return False

    def late_ms(self, request: int) -> int:
        return 0

    def pg_first(self, request: int) -> bool:
        return False

    def card_ms(self, request: int) -> int:
        return 0

    def taken(self, request: int, now_ms: int) -> bool:
        return False

    def terminal_says(self, request: int, kind: str) -> str:
        return ""

    def sends_twice(self, request: int) -> bool:
        return False

    def firmware(self, firmware: Firmware) -> Firmware:
        return firmware

    def ecr_wire(self, wire: EcrWire) -> EcrWire:
        return wire

    # -- at the VAN and behind it ----------------------------------------------------------------

    def hold_ms(self, request: int) -> int:
        return 0

    def outage(self, request: int) -> bool:
        return False

    def host_says(self, request: int, kind: str) -> str:
        return ""

    def forgets(self, request: int) -> bool:
        return False

    def amount_off(self, request: int, kind: str) -> int:
        return 0

    def clock_limit_s(self) -> int:
        return 0

    def lags(self, where: str) -> bool:
        return False

    def gives_back(self, request: int, reversal: bool) -> str:
        return ""

    def host_wire(self, wire: HostWire) -> HostWire:
        return wire


class BendingFault(Fault, ABC):
    """A fault that changes what a line carries, unit by unit."""

    __slots__ = ()

    def shape(self, unit: Unit, pieces: list[Piece], line: Line) -> list[Piece]:
        return self.bend(pieces) if self.meets(unit) and self.fires(unit.request) else pieces

    @abstractmethod
    def bend(self, pieces: list[Piece]) -> list[Piece]:
        """What becomes of the pieces of a unit on which the fault acts."""


__all__ = ["DOWN", "EVERYTHING", "FRAMES", "UP", "BendingFault", "Fault"]
