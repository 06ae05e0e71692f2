"""The length prefix of an ECR frame: how it is written, where it stands and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LengthKind(StrEnum):
    """How a length is written."""

    NONE = "none"
    BINARY_BE = "binary-be"
    BINARY_LE = "binary-le"
    BCD = "bcd"
    ASCII4 = "ascii4"


class LengthAt(StrEnum):
    """Where the length stands. The header is the code of a separated body, or the fixed header."""

    BEFORE_STX = "before-stx"
    AFTER_STX = "after-stx"
    AFTER_HEADER = "after-header"


class LengthCounts(StrEnum):
    """What the length counts. The body is what follows the length (or STX) up to ETX."""

    BODY = "body"
    BODY_ETX = "body+etx"


@dataclass(frozen=True, slots=True)
class Length:
    """A length prefix: how it is written, where it stands and what it counts."""

    kind: LengthKind = LengthKind.NONE
    at: LengthAt = LengthAt.AFTER_STX
    counts: LengthCounts = LengthCounts.BODY
    itself: bool = False

    @property
    def width(self) -> int:
        if self.kind is LengthKind.NONE:
            return 0
        return 4 if self.kind is LengthKind.ASCII4 else 2

    def write(self, body: int) -> bytes:
        """The prefix of a body of so many bytes; a number too large for it loses its high digits."""
        number = body + self.surplus
        match self.kind:
            case LengthKind.BINARY_BE:
                return (number & 0xFFFF).to_bytes(2, "big")
            case LengthKind.BINARY_LE:
                return (number & 0xFFFF).to_bytes(2, "little")
            case LengthKind.BCD:
                return bytes.fromhex(f"{number % 10_000:04d}")
            case LengthKind.ASCII4:
                return b"%04d" % (number % 10_000)
            case LengthKind.NONE:
                return b""

    def read(self, prefix: bytes) -> int | None:
        """The bytes of body that a prefix promises, or None where it is no such number."""
        if len(prefix) != self.width or not prefix:
            return None
        match self.kind:
            case LengthKind.BINARY_BE:
                number = int.from_bytes(prefix, "big")
            case LengthKind.BINARY_LE:
                number = int.from_bytes(prefix, "little")
            case _:
                digits = prefix.hex() if self.kind is LengthKind.BCD else prefix.decode("latin-1")
                if not (digits.isascii() and digits.isdigit()):
                    return None
                number = int(digits)
        return number - self.surplus if number >= self.surplus else None

    @property
    def surplus(self) -> int:
        """What is counted beside the body."""
        return (1 if self.counts is LengthCounts.BODY_ETX else 0) + (self.width if self.itself else 0)
