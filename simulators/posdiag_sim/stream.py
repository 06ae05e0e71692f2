"""A connected socket that never blocks: what cannot be sent now waits in an outbox of limited size."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import Final

READ_BYTES: Final = 64 * 1024
#: Bytes kept for a peer that does not read; what comes on top is lost.
OUTBOX_BYTES: Final = 16 * 1024 * 1024
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class Stream:
    """One connection. Errors of the operating system mean that the other side is gone."""

    def __init__(self, connection: socket.socket, outbox_bytes: int = OUTBOX_BYTES) -> None:
        self.connection = connection
        self._outbox_bytes = outbox_bytes
        self.unsent = bytearray()
        connection.setblocking(False)
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self) -> bytes | None:
        """What is there, nothing when nothing is, None when the other side is gone."""
        try:
            return self.connection.recv(READ_BYTES) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def write(self, content: bytes) -> None:
        self.unsent += content[: self._outbox_bytes - len(self.unsent)]
        self.flush()

    def flush(self) -> None:
        """Send what the other side takes now."""
        try:
            while self.unsent:
                del self.unsent[: self.connection.send(self.unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self.unsent.clear()  # gone; the next read says so

    def close(self, reset: bool = False) -> None:
        """End it: in an orderly way, or with an RST that throws away what is under way."""
        with contextlib.suppress(OSError):
            if reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.connection.close()
