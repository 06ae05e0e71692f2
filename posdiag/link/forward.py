"""Forwards bytes between a POS's end and a terminal's end, at once and unchanged, and tells what passed.

It is meant to run as a program of its own (`posdiag.link.forwarding` starts it): whoever decodes, records
and prints reads its tellings from a socket and cannot hold up a byte, whatever happens there. The one
exception is asked for: an `Injector` may bend what passes, as a fault of the line would.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.api import Why
from posdiag.link.forward_ends import Gone, Port, PtyPort, SerialPort, SocketPort, dial, listen
from posdiag.link.forward_line import ForwardedLine, Injector, now_ms
from posdiag.link.tellings import Telling, What

#: Bytes of tellings held for a teller that does not read; what passes beyond them is forwarded untold.
UNTOLD_BYTES = 64 << 20
#: A line that is quiet for so many seconds leaves time for tellings, which wait no longer than UNTOLD_S:
#: whoever is told wakes up and takes a processor from the line.
IDLE_S, UNTOLD_S = 0.002, 0.02
#: Seconds between two attempts at an end that is not there.
RETRY_S = 1.0
#: Open lines at a time; a further POS is let in when one of them ends.
MAX_LINES = 4_096
#: Seconds between two looks at a port that cannot be selected on (Windows serial).
POLL_S = 0.002
#: Seconds for what is untold at the end: its teller may be long at what it was told last. One that is gone
#: ends it at once.
REST_S = 30.0
_LOOK_S = 0.5


@dataclass(frozen=True, slots=True)
class Pty:
    """The near end is a pty that the POS opens."""


Near = TcpAddress | SerialAddress | Pty  # a TcpAddress is listened on
Far = TcpAddress | SerialAddress


class Forwarder:
    """Sits between `near` and `far` and tells on `teller`, a socket of its own."""

    def __init__(
        self, near: Near, far: Far, teller: socket.socket, injector: Callable[[], Injector] | None = None
    ) -> None:
        self.selector: selectors.BaseSelector = selectors.DefaultSelector()
        self.polled: list[Callable[[], None]] = []
        self._near = near
        self._far = far
        self._teller = teller
        self._injector = injector
        self._listener: socket.socket | None = None
        self._cable: Port | None = None  # the near end of a cable: it stays, lines come and go
        self._lines: list[ForwardedLine] = []
        self._numbers = 0
        self._untold = bytearray()
        self._missed = 0
        self._retry_s = 0.0
        self._said = ""
        self._over = False
        self._told_s = 0.0
        self._waits = False  # whether the teller is watched for room

    def run(self) -> None:
        """Forward until the other end of `teller` is closed. LinkError where the near port cannot be had."""
        self._teller.setblocking(False)
        self.selector.register(self._teller, selectors.EVENT_READ, self._teller_ready)
        try:
            if isinstance(self._near, TcpAddress):
                self._open_listener(self._near)
            while not self._over:
                self._turn()
        finally:
            self._close()

    def _turn(self) -> None:
        if self._listener is None and not self._lines:
            self._join_cable()
        ready = self.selector.select(self._patience_s())
        for key, events in ready:
            key.data(events)
        for poll in list(self.polled):
            poll()
        if self._injector is not None:
            for line in self._lines:
                line.let_out()
        if any(line.why is not None for line in self._lines):
            self._sweep()
        if self._untold and (not ready or time.monotonic() - self._told_s > UNTOLD_S):
            self._tell_more()

    def _patience_s(self) -> float:
        wait_s = POLL_S if self.polled else _LOOK_S
        if self._untold and not self._waits:
            wait_s = min(wait_s, IDLE_S)
        if self._injector is not None:
            due = [at for line in self._lines if (at := line.due_ms()) is not None]
            if due:
                wait_s = min(wait_s, max(0, min(due) - now_ms()) / 1000)
        return wait_s

    def _teller_ready(self, events: int) -> None:
        """Nothing is ever said to a forwarder: whatever comes is the end."""
        if not events & selectors.EVENT_READ:
            return
        try:
            self._over = not self._teller.recv(1)
        except BlockingIOError:
            return
        except OSError:
            self._over = True

    # -- ends ------------------------------------------------------------------------------------

    def _open_listener(self, near: TcpAddress) -> None:
        self._listener = listen(near.host, near.port)
        self.selector.register(self._listener, selectors.EVENT_READ, self._let_in)
        port = self._listener.getsockname()[1]
        host = f"[{near.host}]" if ":" in near.host else near.host
        self.tell(What.READY, content=f"tcp://{host}:{port}".encode())

    def _let_in(self, _events: int) -> None:
        """A POS has dialled: dial the terminal for it, or show it that nobody is there."""
        assert self._listener is not None
        while len(self._lines) < MAX_LINES:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            near = SocketPort(sock)
            far = self._reach()
            if far is None:
                near.close(Why.RESET)
            else:
                self._open(near, far)

    def _join_cable(self) -> None:
        """Open both ends of a cable, now or at the next attempt."""
        now_s = time.monotonic()
        if now_s < self._retry_s:
            return
        self._retry_s = now_s + RETRY_S
        if self._cable is None:
            assert not isinstance(self._near, TcpAddress)
            try:
                self._cable = SerialPort(self._near) if isinstance(self._near, SerialAddress) else PtyPort()
            except Gone as gone:
                self._not_there("near", str(gone))
                return
            self.tell(What.READY, content=f"serial://{self._cable.name}".encode())
        far = self._reach()
        if far is not None:
            self._open(self._cable, far)

    def _reach(self) -> Port | None:
        """The far end, or None with a word about it."""
        try:
            far: Port = dial(self._far) if isinstance(self._far, TcpAddress) else SerialPort(self._far)
        except Gone as gone:
            self._not_there("far", str(gone))
            return None
        self._said = ""
        return far

    def _not_there(self, end: str, why: str) -> None:
        """Say it once, and again when the reason changes or a POS runs into it."""
        if self._listener is not None or self._said != end + why:
            self._said = end + why
            self.tell(What.WAITING, near=end == "near", content=why.encode())

    def _open(self, near: Port, far: Port) -> None:
        self._numbers += 1
        injector = self._injector() if self._injector is not None else None
        self._lines.append(ForwardedLine(self._numbers, near, far, self, injector))

    def _sweep(self) -> None:
        """Let go of lines that are over. The near end of a cable stays: the POS knows nothing of it."""
        for line in [line for line in self._lines if line.why is not None]:
            self._lines.remove(line)
            why = line.why or Why.ENDED
            line.far.close(why)
            if line.near is not self._cable or (line.ended_by_near and why is Why.LOST):
                line.near.close(why)
                self._cable = None

    def _close(self) -> None:
        for line in self._lines:
            line.close()
        self._sweep()
        if self._cable is not None:
            self._cable.close(Why.ENDED)
        if self._listener is not None:
            self._listener.close()
        self.selector.close()
        self._tell_the_rest()

    # -- tellings --------------------------------------------------------------------------------

    def tell(self, what: What, line: int = 0, *, near: bool = False, content: bytes = b"") -> None:
        """Note what happened; it is sent when no byte waits."""
        if what is What.BYTES and len(self._untold) > UNTOLD_BYTES:
            self._missed += len(content)
            return
        at_us = time.time_ns() // 1000
        if self._missed:
            self._untold += Telling(What.MISSED, at_us, content=str(self._missed).encode()).packed()
            self._missed = 0
        self._untold += Telling(what, at_us, line, near, content).packed()

    def _tell_more(self) -> None:
        try:
            del self._untold[: self._teller.send(self._untold)]
        except BlockingIOError:
            pass
        except OSError:
            self._over = True
            return
        self._told_s = time.monotonic()
        waits = bool(self._untold)
        if waits is not self._waits:
            self._waits = waits
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if waits else 0)
            self.selector.modify(self._teller, events, self._teller_ready)

    def _tell_the_rest(self) -> None:
        """What is untold when the forwarder ends, if its teller still listens."""
        with contextlib.suppress(OSError):
            self._teller.settimeout(REST_S)
            self._teller.sendall(self._untold)
