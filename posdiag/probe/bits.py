"""What single bytes tell of the line they came by: their parity, and how long their levels last.

A character on the wire is a start bit (0), the bits from the lowest to the highest, and a stop bit (1).
A receiver that samples a slower line sees each level several times, so short levels are missing; one that
samples a faster line sees noise, ends characters in the middle of others and finds stop bits wrong.
"""

from __future__ import annotations

from typing import Final

#: Bytes that are looked at: more tell nothing new.
_ENOUGH: Final = 2048
#: Fewer bytes are no ground for a statement.
FEWEST: Final = 4


def odd(byte: int) -> bool:
    """Whether the byte has an odd number of ones."""
    return byte.bit_count() % 2 == 1


def stripped(data: bytes) -> bytes:
    """The bytes with bit 7 cleared."""
    return data.translate(_LOW)


_LOW: Final = bytes(value & 0x7F for value in range(256))


def shares(data: bytes) -> tuple[float, float, float]:
    """The shares of bytes with even parity, with odd parity, and with bit 7 set."""
    part = data[:_ENOUGH]
    if not part:
        return 0.0, 0.0, 0.0
    ones = sum(map(odd, part)) / len(part)
    return 1 - ones, ones, sum(byte > 0x7F for byte in part) / len(part)


def levels(byte: int) -> tuple[int, ...]:
    """How many bits each level of a character lasts, from the start bit on; not the last one, whose end
    lies in or after the stop bit."""
    bits = [0, *(byte >> place & 1 for place in range(8))]
    runs: list[int] = []
    start = 0
    for at in range(1, 9):
        if bits[at] != bits[at - 1]:
            runs.append(at - start)
            start = at
    return tuple(runs)


def shortest_level(data: bytes) -> int:
    """The length in bits that nearly every whole level reaches: 1 on a line heard at its own speed.

    Where no level ends within a character, the whole character is one.
    """
    lengths = sorted(run for byte in data[:_ENOUGH] for run in levels(byte))
    return lengths[len(lengths) // 20] if lengths else 9


def looks_slower(data: bytes) -> int:
    """How many times slower the line seems than it is heard; 0 where it does not.

    Text at its own speed has a level of one bit in almost every byte. Where the line is slower than
    heard, no level is that short.
    """
    if len(data) < FEWEST:
        return 0
    shortest = [min(runs) for byte in data[:_ENOUGH] if (runs := levels(byte))]
    if sum(run >= 2 for run in shortest) < 0.85 * len(shortest):
        return 0
    return max(2, shortest_level(data))
