"""The two ends of a line that is sat upon: sockets, serial devices, ptys, each read and written at once.

What the operating system says is translated here: bytes, nothing now (None), or `Gone` with its reason.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from typing import Protocol

from posdiag.errors import LinkError, Problem
from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.api import Why
from posdiag.worded import worded

READ_BYTES = 64 * 1024
DIAL_S = 5.0


class Gone(Exception):
    """An end is not there any more, or cannot be reached."""

    def __init__(self, why: Why, what: str = "") -> None:
        super().__init__(what or why.value)
        self.why = why


class Port(Protocol):
    """One end of one line."""

    name: str

    def fileno(self) -> int: ...

    def read(self) -> bytes | None:
        """Bytes that are there; None where there are none now. Gone(ENDED) when it has closed."""
        ...

    def write(self, data: bytes | bytearray) -> int:
        """How many bytes the end took now."""
        ...

    def finish(self) -> None:
        """Nothing more will be written."""
        ...

    def close(self, why: Why) -> None:
        """Let go; for RESET and REFUSED so that the other side sees a reset."""
        ...


class SocketPort:
    """A TCP connection."""

    def __init__(self, sock: socket.socket, name: str = "") -> None:
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = sock
        self.name = name or _name_of(sock)
        self.fileno = sock.fileno

    def read(self) -> bytes | None:
        try:
            data = self._socket.recv(READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return None
        except ConnectionResetError as error:
            raise Gone(Why.RESET) from error
        except OSError as error:
            raise Gone(Why.LOST, str(error)) from error
        if not data:
            raise Gone(Why.ENDED)
        return data

    def write(self, data: bytes | bytearray) -> int:
        try:
            return self._socket.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except (ConnectionResetError, BrokenPipeError) as error:
            raise Gone(Why.RESET) from error
        except OSError as error:
            raise Gone(Why.LOST, str(error)) from error

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def close(self, why: Why) -> None:
        if why in (Why.RESET, Why.REFUSED):
            with contextlib.suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            self._socket.close()


class SerialPort:
    """A serial device, opened as its address says."""

    def __init__(self, address: SerialAddress) -> None:
        import serial

        from posdiag.link.serial_port import explain, gone

        self.name = address.device
        self._gone = gone()
        try:
            self._port = serial.Serial(
                address.device,
                address.baud,
                address.bits,
                address.parity,
                address.stop,
                timeout=0,
                write_timeout=0,
                exclusive=True,
            )
        except self._gone as error:
            what, remedy = explain(error)
            raise Gone(Why.REFUSED, f"{what}; {remedy}") from error
        self.fileno = self._port.fileno

    def read(self) -> bytes | None:
        try:
            return bytes(self._port.read(READ_BYTES)) or None
        except self._gone as error:
            raise Gone(Why.LOST, str(error)) from error

    def write(self, data: bytes | bytearray) -> int:
        from serial import SerialTimeoutException

        try:
            return int(self._port.write(bytes(data)) or 0)
        except SerialTimeoutException:
            return 0
        except self._gone as error:
            raise Gone(Why.LOST, str(error)) from error

    def finish(self) -> None:
        """A cable has no end to tell."""

    def close(self, why: Why) -> None:
        with contextlib.suppress(*self._gone):
            self._port.close()


class PtyPort:
    """A pty of our own: the POS opens `name` as its serial device. POSIX only."""

    def __init__(self) -> None:
        try:
            from posdiag.link.pty import open_pair

            self._master, self.name = open_pair()
        except (ImportError, OSError) as error:
            raise Gone(Why.REFUSED, f"no pty: {error}") from error
        # the POS may come and go: our own hold on its end keeps the line from ending with it
        self._slave = os.open(self.name, os.O_RDWR | os.O_NOCTTY)
        os.set_blocking(self._master, False)

    def fileno(self) -> int:
        return self._master

    def read(self) -> bytes | None:
        try:
            return os.read(self._master, READ_BYTES) or None
        except BlockingIOError:
            return None
        except OSError as error:
            raise Gone(Why.LOST, str(error)) from error

    def write(self, data: bytes | bytearray) -> int:
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise Gone(Why.LOST, str(error)) from error

    def finish(self) -> None:
        """A cable has no end to tell."""

    def close(self, why: Why) -> None:
        for number in (self._master, self._slave):
            with contextlib.suppress(OSError):
                os.close(number)


def dial(address: TcpAddress) -> SocketPort:
    """Connect to a terminal. Gone with the reason where nobody is there."""
    try:
        sock = socket.create_connection((address.host, address.port), DIAL_S)
    except ConnectionRefusedError as error:
        raise Gone(Why.REFUSED, "refused: nobody listens there") from error
    except (OSError, UnicodeError) as error:
        raise Gone(Why.LOST, str(error)) from error
    return SocketPort(sock, f"{address.host}:{address.port}")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. LinkError where the port cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError, OverflowError) as error:
        remedy = worded("choose another port; 0 takes a free one")
        raise LinkError(
            Problem(f"tcp://{host}:{port}", worded("cannot listen there: {error}", error=error), remedy)
        ) from error
    listener.setblocking(False)
    return listener


def _name_of(sock: socket.socket) -> str:
    try:
        host, port = sock.getpeername()[:2]
    except OSError:
        return "?"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
