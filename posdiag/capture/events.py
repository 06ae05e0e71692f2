"""What a capture says, whatever file it is in: lines that open, carry bytes either way, lose some, and end.

Times are microseconds since 1970 (or since the capture began, where a log tells no date). A line is one
TCP connection or one serial cable; its ends are `a` and `b`. On TCP, `a` is the end that connected, as far
as the capture shows; on a cable, `a` is the POS where the log says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec


class LineKind(StrEnum):
    """What the bytes travelled over."""

    TCP = "tcp"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Line:
    """One connection or cable. `number` counts them in a capture, from 1; the ends are names to show."""

    number: int
    kind: LineKind
    a: str
    b: str
    #: Whether `a` is known to be the end that connected (its SYN was seen) or the POS (the log says so).
    a_known: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A line was opened, or first seen."""

    line: Line
    at_us: int


#: Where in a capture something stands: the number of a packet, or `file:line`.
Place = int | str


def shown_place(place: Place) -> str:
    """A place in words: `packet 7` or `file:line`."""
    return f"packet {place}" if isinstance(place, int) else place


class Chunk(msgspec.Struct, frozen=True, gc=False):
    """Bytes that one end sent. Where a chunk ends means nothing.

    A struct of msgspec, since most of what a capture says is chunks and a dataclass takes five times as long.
    """

    line: Line
    at_us: int
    from_a: bool
    data: bytes
    place: Place = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """The capture lacks bytes that one end sent: `size` of them, or None where nobody can tell."""

    line: Line
    at_us: int
    from_a: bool
    size: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A line ended, `by_a` where that is known. `why`: refused, reset, ended or lost, as `link.api.Why`.

    It is said once, when the first end ends. Bytes of the other end may still come after it: an answer to
    one that hung up, or to one that closed only its own way (TCP's half-close).
    """

    line: Line
    at_us: int
    why: str
    by_a: bool | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something is wrong with the capture itself. Reading goes on after it as far as it can."""

    place: str  # file and byte offset, packet or line
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A comment that the capture carries: card data masked by whom, faults injected, bytes not recorded."""

    line: Line | None
    at_us: int
    text: str


Event = Opened | Chunk | Lost | Ended | Trouble | Noted
