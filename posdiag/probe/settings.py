"""How a serial line may be set, and in what order settings are worth a try."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Speed in baud, bits of a character, parity (N, E, O, M, S) and stop bits of a serial line."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop: float = 1.0

    @property
    def shape(self) -> str:
        """The form of a character, as `8N1`."""
        return f"{self.bits}{self.parity}{self.stop:g}"

    def __str__(self) -> str:
        return f"{self.baud} {self.shape}"

    def shaped(self, shape: str) -> LineSettings:
        """The same speed with characters of another form, as `7E1`."""
        return replace(self, bits=int(shape[0]), parity=shape[1], stop=float(shape[2:]))

    def url(self, device: str) -> str:
        """The address of a device so set."""
        query = f"baud={self.baud}&bits={self.bits}&parity={self.parity}&stop={self.stop:g}"
        return f"serial://{device}?{query}"


#: Speeds as they are met, the likelier first.
SPEEDS: Final = (9600, 19200, 38400, 57600, 115200, 4800, 2400, 1200)
#: Forms of a character, the likelier first. A receiver that waits for one stop bit takes two as well.
SHAPES: Final = ("8N1", "7E1", "8E1", "7O1", "8O1", "8N2")

#: Settings by the beginning of a dialect's id. Sources: PROTOCOLS 1.2 (Transbank, Telium) and 1.8
#: (SMARTRO and its like at 115200, the KOCES reader at 38400).
_USUAL: Final = (
    ("transbank", (LineSettings(115200), LineSettings(19200))),
    ("telium", (LineSettings(9600, 7, "E"),)),
    ("smartro", (LineSettings(115200),)),
    ("kr-fixed", (LineSettings(115200), LineSettings(9600))),
    ("kr-", (LineSettings(9600), LineSettings(38400), LineSettings(19200), LineSettings(115200))),
)


def usual(dialect_id: str) -> tuple[LineSettings, ...]:
    """The settings at which a dialect is met, the likeliest first."""
    found = (settings for start, settings in _USUAL if dialect_id.startswith(start))
    return next(found, (LineSettings(9600), LineSettings(115200)))


def worth_trying(given: LineSettings, dialects: Iterable[str]) -> Iterator[LineSettings]:
    """Every setting once: the one given, those that are usual, all speeds in 8N1, then all forms."""
    names = list(dialects)
    seen: set[LineSettings] = set()
    rounds = [usual(name) for name in names]
    likely = [choice[rank] for rank in range(4) for choice in rounds if rank < len(choice)]
    plain = [LineSettings(baud) for baud in SPEEDS]
    shaped = [LineSettings(baud).shaped(shape) for shape in SHAPES[1:] for baud in SPEEDS]
    for settings in (given, *likely, *plain, *shaped):
        if settings not in seen:
            seen.add(settings)
            yield settings
