"""A peer on loopback for tests: it serves each connection in turn, in the background."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOCAL = "127.0.0.1"
PATIENCE_S = 30.0


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port at which `serve` is called with each connection, which is closed after it."""
    server = socket.create_server((LOCAL, 0))

    def run() -> None:
        while True:
            try:
                sock, _ = server.accept()
            except OSError:
                return
            with sock:
                serve(sock)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(PATIENCE_S)
