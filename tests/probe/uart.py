"""A UART bit by bit: characters laid on a line at one setting and sampled at another, as chips do it.

The receiver waits for a falling edge, samples the start bit in its middle and every further bit one bit
time later. A wrong stop bit marks the byte damaged, and the receiver waits for the line to rise again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from posdiag.probe.settings import LineSettings


@dataclass(frozen=True)
class Level:
    """The line at 0 or 1 from `begin` (seconds) until the next level."""

    begin: float
    value: int


def parity_bit(byte: int, bits: int, parity: str) -> list[int]:
    ones = (byte & ((1 << bits) - 1)).bit_count() % 2
    return {"N": [], "E": [ones], "O": [1 - ones], "M": [1], "S": [0]}[parity]


def lay(data: Iterable[int], settings: LineSettings, gap_bits: float = 0.0) -> list[Level]:
    """The levels of a line on which `data` is sent, `gap_bits` idle bit times after each character."""
    bit_s = 1 / settings.baud
    at, levels = 10 * bit_s, [Level(0.0, 1)]
    for byte in data:
        low_first = [byte >> place & 1 for place in range(settings.bits)]
        for bit in (0, *low_first, *parity_bit(byte, settings.bits, settings.parity)):
            levels.append(Level(at, bit))
            at += bit_s
        levels.append(Level(at, 1))
        at += (settings.stop + gap_bits) * bit_s
    return levels


def sample(levels: list[Level], settings: LineSettings) -> tuple[bytes, tuple[bool, ...]]:
    """What a receiver so set makes of the levels, and which bytes it calls damaged."""
    line = _Line(levels)
    bit_s = 1 / settings.baud
    data, damaged = bytearray(), []
    at = 0.0
    while (edge := line.next_fall(at)) is not None:
        if line.at(edge + bit_s / 2):
            at = edge + bit_s / 2  # a spike, no start bit
            continue
        bits = [line.at(edge + (1.5 + place) * bit_s) for place in range(settings.bits)]
        byte = sum(bit << place for place, bit in enumerate(bits))
        wanted = parity_bit(byte, settings.bits, settings.parity)
        after = edge + (1.5 + settings.bits) * bit_s
        wrong = bool(wanted) and line.at(after) != wanted[0]
        stop_at = after + bit_s * len(wanted)
        stop = line.at(stop_at)
        data.append(byte)
        damaged.append(wrong or not stop)
        at = stop_at if stop else line.next_rise(stop_at)
    return bytes(data), tuple(damaged)


class _Line:
    def __init__(self, levels: list[Level]) -> None:
        self._levels = [*levels, Level(levels[-1].begin + 1.0, 1)]
        self._at = 0

    def at(self, time_s: float) -> int:
        index = self._index(time_s)
        return self._levels[index].value

    def next_fall(self, time_s: float) -> float | None:
        """The next time at which the line falls from 1 to 0, not before `time_s`."""
        for index in range(self._index(time_s) + 1, len(self._levels)):
            if not self._levels[index].value and self._levels[index - 1].value:
                return self._levels[index].begin
        return None

    def next_rise(self, time_s: float) -> float:
        for level in self._levels[self._index(time_s) + 1 :]:
            if level.value:
                return level.begin
        return self._levels[-1].begin

    def _index(self, time_s: float) -> int:
        index = self._at if self._levels[self._at].begin <= time_s else 0
        while index + 1 < len(self._levels) and self._levels[index + 1].begin <= time_s:
            index += 1
        self._at = index
        return index


def carried(
    data: bytes, said: LineSettings, heard: LineSettings, gap_bits: float = 0.0
) -> tuple[bytes, tuple[bool, ...]]:
    """`data` sent at `said` as a receiver at `heard` has it."""
    return sample(lay(data, said, gap_bits), heard)
