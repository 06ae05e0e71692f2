"""A link over a serial line: a COM port, a USB adapter, or a pty that stands for one."""

from __future__ import annotations

import contextlib
import errno
import selectors
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from posdiag.errors import LinkError, Problem
from posdiag.link.api import Answer, Closed, Heard, PortSetting, Silence, Why
from posdiag.link.clock import WallClock

if TYPE_CHECKING:
    import serial

#: Most bytes that one `wait` returns.
READ_BYTES: Final = 64 * 1024
#: Real seconds that a write may be held up by flow control or by a line that nobody empties.
WRITE_S: Final = 2.0
#: Real seconds between two looks at a Windows port, which cannot be selected on.
POLL_S: Final = 0.002


class SerialLink:
    """The POS's end of a serial line, opened when it is first used.

    `baud`, `bits` (5-8), `parity` (N, E, O, M, S) and `stop` (1, 1.5, 2) as both sides are set;
    a wrong one is no error here: it shows as garbage or silence. `on_refused` is called when the
    device could not be opened.
    """

    def __init__(
        self,
        device: str,
        baud: int = 9600,
        bits: int = 8,
        parity: str = "N",
        stop: float = 1,
        speed: float = 1.0,
        on_refused: Callable[[], None] | None = None,
    ) -> None:
        self._device = device
        self._given = self._settings = (baud, bits, parity, stop)
        self._clock = WallClock(speed)
        self._on_refused = on_refused
        self._port: serial.Serial | None = None
        self._closed: Why | None = None
        self._vanished = False  # it was open and went away, and has not come back

    # -- Link ------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self._clock.now_ms()

    def send(self, data: bytes) -> None:
        from serial import SerialTimeoutException

        port = self._opened()
        if port is None or not data:
            return
        try:
            port.write(data)
        except SerialTimeoutException:
            pass  # the line took no more: the other side hears less than was said, and stays silent
        except gone():
            self._shut(Why.LOST)

    def wait(self, until_ms: int) -> Answer:
        until_ms = max(until_ms, self.now_ms())
        while port := self._opened():
            try:
                if data := port.read(READ_BYTES):
                    return Heard(bytes(data), self.now_ms())
                left_ms = until_ms - self.now_ms()
                if left_ms <= 0:
                    return Silence(until_ms)
                self._pause(port, left_ms)
            except gone():
                self._shut(Why.LOST)
        return Closed(self._closed or Why.ENDED, self.now_ms())

    def reopen(self) -> None:
        self._shut(Why.ENDED)
        self._closed = None
        self._opened()

    def close(self) -> None:
        self._shut(self._closed or Why.ENDED)

    def set_port(self, setting: PortSetting | None) -> bool:
        before = self._settings
        wanted = self._given if setting is None else (setting.baud, setting.bits, setting.parity, before[3])
        self._settings = wanted
        self.reopen()
        if self._closed is None:
            return True
        self._settings = before
        self.reopen()
        return False

    # -- the port --------------------------------------------------------------------------------

    def connect(self) -> None:
        """Open the device now. LinkError with a remedy when it fails, for a user who named it.

        Without this call, and after `reopen`, a device that is not there shows as Closed(REFUSED), or as
        Closed(LOST) where it was there before: a pulled cable refuses nobody.
        """
        if self._port is None and self._closed is None:
            try:
                self._open()
            except gone() as error:
                self._refused()
                what, remedy = explain(error)
                raise LinkError(Problem(self._device, what, remedy)) from error

    def _opened(self) -> serial.Serial | None:
        if self._port is None and self._closed is None:
            try:
                self._open()
            except gone():
                self._refused()
        return self._port

    def _refused(self) -> None:
        self._closed = Why.LOST if self._vanished else Why.REFUSED
        if self._on_refused is not None:
            self._on_refused()

    def _open(self) -> None:
        import serial

        baud, bits, parity, stop = self._settings
        self._port = serial.Serial(
            self._device, baud, bits, parity, stop, timeout=0, write_timeout=WRITE_S, exclusive=True
        )
        self._vanished = False

    def _pause(self, port: serial.Serial, wait_ms: int) -> None:
        """Sleep until there may be something to read, or `wait_ms` are over.

        pyserial's own timeout is not used: setting it sets the whole line again, which a pty with
        parity refuses.
        """
        if sys.platform == "win32":
            time.sleep(min(POLL_S, self._clock.real_s(wait_ms)))
            return
        with selectors.DefaultSelector() as selector:
            selector.register(port.fileno(), selectors.EVENT_READ)
            selector.select(self._clock.real_s(wait_ms))

    def _shut(self, why: Why) -> None:
        self._closed = why
        self._vanished = self._vanished or why is Why.LOST
        if self._port is not None:
            with contextlib.suppress(*gone()):
                self._port.close()
            self._port = None


def gone() -> tuple[type[Exception], ...]:
    """The exceptions by which a port says that it is not there; pyserial lets termios's own through."""
    if sys.platform == "win32":
        return (OSError, ValueError)
    import termios

    return (OSError, ValueError, termios.error)


def explain(error: Exception) -> tuple[str, str]:
    """What is wrong with a device that cannot be opened, and what to do about it."""
    text = str(error)
    number = getattr(error, "errno", None) or (error.args or (None,))[0]
    if number == errno.ENOENT or "FileNotFoundError" in text:
        return "no such device", "plug the adapter in; `posdiag ports` lists the devices there are"
    if number in (errno.EBUSY, errno.EAGAIN) or "exclusively lock" in text or "in use" in text:
        return "in use by another program", "close the POS software or terminal program that holds it"
    if number == errno.EACCES or "PermissionError" in text:
        remedy = "another program may hold it (Windows), or join the group that owns it (Linux: dialout)"
        return "no permission to open it", remedy
    if isinstance(error, ValueError) or number == errno.EINVAL:
        return f"a setting it cannot take: {text}", "check baud, bits, parity and stop; a pty takes 8 bits, N"
    return f"cannot be opened: {text}", "check that it is a serial device and that its adapter works"
