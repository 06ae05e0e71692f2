"""The other side of a loopback connection, driven by the test itself: no threads, no sleeps."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest


class Peer:
    """A listening socket on a free port, and the connection it accepted last."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(5)
        self.port: int = self.listener.getsockname()[1]
        self.connection: socket.socket | None = None

    def accept(self) -> socket.socket:
        self.hang_up()
        self.connection, _ = self.listener.accept()
        self.connection.settimeout(5)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.connection

    def read(self, size: int) -> bytes:
        assert self.connection is not None
        data = b""
        while len(data) < size:
            piece = self.connection.recv(size - len(data))
            assert piece, f"ended after {data!r}"
            data += piece
        return data

    def say(self, data: bytes) -> None:
        assert self.connection is not None
        self.connection.sendall(data)

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def reset(self) -> None:
        assert self.connection is not None
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def stop(self) -> None:
        self.hang_up()
        self.listener.close()


@pytest.fixture
def peer() -> Iterator[Peer]:
    other_side = Peer()
    yield other_side
    other_side.stop()
