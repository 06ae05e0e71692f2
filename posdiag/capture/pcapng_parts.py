"""The small parts pcapng blocks are made of: byte order, clocks of interfaces, options."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from posdiag.capture.packets import Interface

_MAGIC = 0x1A2B3C4D


@dataclass(frozen=True, slots=True)
class Clock:
    """How the times of an interface become microseconds: `ticks * multiply // divide + offset_us`."""

    multiply: int = 1
    divide: int = 1
    offset_us: int = 0


@dataclass(slots=True)
class Section:
    """What the section at hand has told so far."""

    number: int = 0
    order: str = "<"
    interfaces: list[tuple[Interface, Clock, int]] = field(default_factory=list)  # and the snap length
    last_us: int = 0


def order_of(start: bytes) -> str | None:
    """The byte order of a section by the first twelve bytes of its header."""
    for order in "<>":
        if len(start) >= 12 and struct.unpack_from(order + "I", start, 8)[0] == _MAGIC:
            return order
    return None


def resolution(value: int) -> tuple[int, int]:
    """What ticks are multiplied by and divided by to become microseconds (if_tsresol)."""
    if value & 0x80:
        return 1_000_000, 1 << (value & 0x7F)
    return (10 ** (6 - value), 1) if value <= 6 else (1, 10 ** (value - 6))


def options(order: str, rest: bytes) -> Iterator[tuple[int, bytes]]:
    """The options of a block as far as they are whole."""
    at = 0
    while at + 4 <= len(rest):
        code, size = struct.unpack_from(order + "HH", rest, at)
        if not code or at + 4 + size > len(rest):
            return
        yield code, rest[at + 4 : at + 4 + size]
        at += 4 + size + (-size % 4)


def after_names(order: str, body: bytes) -> bytes:
    """What follows the records of a name resolution block."""
    at = 0
    while at + 4 <= len(body):
        kind, size = struct.unpack_from(order + "HH", body, at)
        at += 4 + size + (-size % 4)
        if not kind:
            break
    return body[at:]


def text(value: bytes) -> str:
    """The text of an option, whatever it is written in."""
    return value.rstrip(b"\0").decode("utf-8", "replace")
