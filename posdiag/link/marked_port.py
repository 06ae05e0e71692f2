"""A serial port that also tells which bytes came damaged, where the system can say so (POSIX).

With PARMRK a byte whose parity or stop bit was wrong comes as FF 00 byte, a break as FF 00 00, and a true
FF as FF FF. Without it such bytes come like all others, and nobody can tell.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Final

from posdiag.link.api import Answer, Heard
from posdiag.link.serial_port import SerialLink

#: Device names of lines that have no wire: what is set there changes no byte.
_WIRELESS: Final = ("/dev/pts/", "/dev/ttyp", "/dev/tnt")


def has_no_wire(device: str) -> bool:
    """Whether the device is a pty: speed, parity and stop bits mean nothing on it."""
    return os.path.realpath(device).startswith(_WIRELESS)


class MarkedSerialLink(SerialLink):
    """A serial link with `take_damage`, the marks of the bytes that the last `wait` gave."""

    def __init__(
        self, device: str, baud: int, bits: int, parity: str, stop: float, speed: float = 1.0
    ) -> None:
        super().__init__(device, baud, bits, parity, stop, speed)
        self._unmark = Unmark()
        self._damage: tuple[bool, ...] | None = None
        self._before: list[object] | None = None  # the terminal settings to be put back

    def take_damage(self) -> tuple[bool, ...] | None:
        """One truth value for each byte of the last answer; None where the port marks nothing."""
        return self._damage

    def wait(self, until_ms: int) -> Answer:
        answer = super().wait(until_ms)
        self._damage = None
        if isinstance(answer, Heard) and self._before is not None:
            data, self._damage = self._unmark.feed(answer.data)
            return Heard(data, answer.at_ms)
        return answer

    def close(self) -> None:
        self._put_back()
        super().close()

    def _open(self) -> None:
        super()._open()
        self._unmark = Unmark()
        if sys.platform == "win32" or self._port is None:
            return
        import termios

        with contextlib.suppress(termios.error, OSError):
            settings = termios.tcgetattr(self._port.fileno())
            before = list(settings)
            settings[0] = (settings[0] | termios.INPCK | termios.PARMRK) & ~(termios.IGNPAR | termios.ISTRIP)
            termios.tcsetattr(self._port.fileno(), termios.TCSANOW, settings)
            self._before = before

    def _put_back(self) -> None:
        """Leave the port as it was opened: the next program may not know the marks."""
        if sys.platform == "win32" or self._port is None or self._before is None:
            return
        import termios

        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(self._port.fileno(), termios.TCSANOW, self._before)  # type: ignore[arg-type]
        self._before = None


class Unmark:
    """Takes the marks out of what was read, in pieces of any size."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held = b""

    def feed(self, read: bytes) -> tuple[bytes, tuple[bool, ...]]:
        """The bytes themselves and, for each, whether it came damaged; half a mark waits for the rest."""
        read = self._held + read
        self._held = b""
        data, damage = bytearray(), []
        at = 0
        while at < len(read):
            byte = read[at]
            if byte != 0xFF:
                size, bad = 1, False
            elif at + 1 < len(read) and read[at + 1] != 0x00:
                size, bad = 2, False
            elif at + 2 < len(read):
                size, bad, byte = 3, True, read[at + 2]
            else:
                self._held = read[at:]
                break
            data.append(byte)
            damage.append(bad)
            at += size
        return bytes(data), tuple(damage)
