"""Where the POS comes in when a rig is served over TCP: one connection at a time, the newest counts."""

from __future__ import annotations

import contextlib
import socket
from typing import Protocol

from posdiag_sim.stream import Stream

#: Bytes kept for a POS that has not come in yet.
EARLY_BYTES = 1_000_000


class Door(Protocol):
    """The POS's way in: a listening socket, or a pty."""

    url: str  # what `--terminal` of posdiag takes

    def watched(self) -> list[tuple[int, bool]]:
        """File numbers to wait on, each with whether there is something unsent for it."""
        ...

    def came_in(self) -> bool:
        """Let a POS in that has dialled; whether one had."""
        ...

    def hear(self) -> bytes:
        """What the POS has said since, as far as it is here."""
        ...

    def say(self, content: bytes) -> None:
        """Send bytes to the POS; those for a POS that went away are lost."""
        ...

    def cut(self, reset: bool) -> None:
        """End the connection, with an RST or in an orderly way."""
        ...

    def bar(self, barred: bool) -> None:
        """Refuse whoever dials, or let dial again."""
        ...

    def begin_anew(self) -> None:
        """Forget what was said before, in both directions."""
        ...

    def close(self) -> None: ...


class TcpDoor:
    """A listening socket. Port 0 takes a free one, and keeps it while it is barred."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._listener: socket.socket | None = listen_at(host, port)
        self._port: int = self._listener.getsockname()[1]
        self._stream: Stream | None = None
        self._early = bytearray()
        self._expected = True  # whether the POS of this world has still to dial for the first time
        self.url = shown_place("tcp", host, self._port)

    def watched(self) -> list[tuple[int, bool]]:
        numbers = [(self._listener.fileno(), False)] if self._listener else []
        if self._stream is not None:
            numbers.append((self._stream.connection.fileno(), bool(self._stream.unsent)))
        return numbers

    def came_in(self) -> bool:
        if self._listener is None:
            return False
        try:
            connection, _ = self._listener.accept()
        except OSError:  # nobody, or gone again
            return False
        self.cut(reset=False)
        self._stream = Stream(connection)
        self._stream.write(bytes(self._early))
        self._early.clear()
        self._expected = False
        return True

    def hear(self) -> bytes:
        if self._stream is None:
            return b""
        self._stream.flush()
        heard = self._stream.read()
        if heard is None:
            self.cut(reset=False)
        return heard or b""

    def say(self, content: bytes) -> None:
        if self._stream is not None:
            self._stream.write(content)
        elif self._expected:
            self._early += content[: EARLY_BYTES - len(self._early)]

    def cut(self, reset: bool) -> None:
        if self._stream is not None:
            self._stream.close(reset)
            self._stream = None

    def bar(self, barred: bool) -> None:
        if barred and self._listener is not None:
            self._listener.close()
            self._listener = None
        elif not barred and self._listener is None:
            with contextlib.suppress(OSError):  # the port was taken meanwhile: tried again at the next turn
                self._listener = listen_at(self._host, self._port)

    def begin_anew(self) -> None:
        while self.hear():
            pass
        self._early.clear()
        self._expected = True

    def close(self) -> None:
        self.cut(reset=False)
        self.bar(True)


def place_of(address: str) -> tuple[str, str, int] | None:
    """Kind, host and port of `KIND://HOST:PORT`, or None for anything else."""
    kind, _, rest = address.partition("://")
    host, _, port = rest.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or len(port) > 5 or int(port) > 65535:
        return None
    return kind, host, int(port)


def shown_place(kind: str, host: str, port: int) -> str:
    """The address of that place, as `--terminal` of posdiag takes it."""
    return f"{kind}://[{host}]:{port}" if ":" in host else f"{kind}://{host}:{port}"


def listen_at(host: str, port: int, backlog: int | None = None) -> socket.socket:
    """A listening socket that never blocks; OSError where there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=backlog)
    listener.setblocking(False)
    return listener
