"""Faults of loss and noise: bytes that vanish or change on the line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from posdiag_sim.ecr_bytes import ACK
from posdiag_sim.faults.base import BendingFault
from posdiag_sim.line import Piece, Unit

#: Where a message without a check byte is hit: in its bitmap, which neither side can do without.
_UNCHECKED = range(9, 17)


@dataclass(slots=True)
class Drop(BendingFault):
    """A frame vanishes whole."""

    name: ClassVar[str] = "drop"

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return []


@dataclass(slots=True)
class Truncate(BendingFault):
    """Only the first `keep` bytes of a frame arrive."""

    name: ClassVar[str] = "truncate"

    keep: int = 10

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return [replace(piece, content=piece.content[: self.keep]) for piece in pieces]


@dataclass(slots=True)
class Corrupt(BendingFault):
    """Noise turns `bits` bits of a frame over, at most eight.

    The bits are of different places in their bytes, so that an XOR check always notices. A host link
    has no check byte and TCP under it delivers no noise unseen; what is hit there is the bitmap of the
    message (a broken converter), which its reader notices too.
    """

    name: ClassVar[str] = "corrupt"

    bits: int = 1

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return [replace(piece, content=self._noise(piece.content)) for piece in pieces]

    def _noise(self, content: bytes) -> bytes:
        noisy = bytearray(content)
        if self.link == "host":
            noisy[min(self.rng.choice(_UNCHECKED), len(noisy) - 1)] ^= 0x80
            return bytes(noisy)
        for bit in self.rng.sample(range(8), max(1, min(8, self.bits))):
            noisy[self.rng.randrange(len(noisy))] ^= 1 << bit
        return bytes(noisy)


@dataclass(slots=True)
class AckLost(BendingFault):
    """The ACK of a frame vanishes, so that its sender repeats a frame that had arrived."""

    name: ClassVar[str] = "ack-lost"
    units: ClassVar[frozenset[str]] = frozenset(("control",))
    ecr_only: ClassVar[bool] = True

    def meets(self, unit: Unit) -> bool:
        return set(unit.content) == {ACK} and self.way in ("", unit.way)

    def bend(self, pieces: list[Piece]) -> list[Piece]:
        return []
