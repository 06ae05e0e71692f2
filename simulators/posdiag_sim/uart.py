"""What a serial port reads of bytes that were sent at another speed or with another parity.

A byte is a start bit, its bits from the lowest up, perhaps a parity bit, and a stop bit; the idle line is 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: What a driver hands over for a byte with a parity or framing error (POSIX: PARMRK and IGNPAR off).
BROKEN = 0x00


@dataclass(frozen=True, slots=True)
class Port:
    """How a port is set: speed in bauds, bits of data, parity N, E or O."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"


def sent_bits(port: Port, content: bytes) -> list[int]:
    """The levels of the line, one a bit time of the sender."""
    line: list[int] = []
    for byte in content:
        data = [byte >> place & 1 for place in range(port.bits)]
        line += [0, *data, *_parity(port, data), 1]
    return line


def heard(sender: Port, receiver: Port, content: bytes) -> bytes:
    """What the receiver reads of these: from each falling edge on it looks at the middle of every bit."""
    if sender == receiver and sender.bits == 8:
        return content
    line = sent_bits(sender, content)
    step = sender.baud / receiver.baud  # bit times of the sender in one of the receiver
    length = port_bits(receiver)
    read = bytearray()
    at = 0.0
    while True:
        start = _falling(line, at)
        if start < 0:
            return bytes(read)
        levels = [_level(line, start + (number + 0.5) * step) for number in range(length)]
        read += _byte(receiver, levels)
        at = start + (length - 0.5) * step


def port_bits(port: Port) -> int:
    """Bits of one byte on the line, start and stop among them."""
    return 2 + port.bits + (port.parity != "N")


def _parity(port: Port, data: list[int]) -> list[int]:
    return [] if port.parity == "N" else [sum(data) % 2 ^ (port.parity == "O")]


def _falling(line: list[int], at: float) -> int:
    """Where the line falls next, from `at` on; -1 where it never does again."""
    for place in range(math.ceil(at), len(line)):
        if line[place] == 0 and (place == 0 or line[place - 1] == 1):
            return place
    return -1


def _level(line: list[int], at: float) -> int:
    return line[int(at)] if int(at) < len(line) else 1


def _byte(port: Port, levels: list[int]) -> bytes:
    """What is handed over; nothing where the start bit was none."""
    if levels[0] != 0:
        return b""
    data = levels[1 : 1 + port.bits]
    sound = levels[-1] == 1 and _parity(port, data) == levels[1 + port.bits : -1]
    return bytes((sum(bit << place for place, bit in enumerate(data)) if sound else BROKEN,))
