"""A forwarder as a process of its own: bytes pass, tellings come, and it ends with whoever asked for it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from posdiag.errors import LinkError
from posdiag.link.address import TcpAddress
from posdiag.link.forwarding import Forwarding
from posdiag.link.tellings import Telling, What
from tests.link.listening import listening

LOCAL = "127.0.0.1"
PATIENCE_S = 10.0


@contextmanager
def echoing() -> Iterator[int]:
    """A terminal that says everything twice; the port it listens on."""

    def say_twice(sock: socket.socket) -> None:
        while data := sock.recv(4096):
            sock.sendall(data * 2)

    with listening(say_twice) as port:
        yield port


def until(told: Iterator[Telling | None], what: What) -> list[Telling]:
    """Tellings up to the first of a kind."""
    end = time.monotonic() + PATIENCE_S
    found = []
    for telling in told:
        if telling is not None:
            found.append(telling)
            if telling.what is what:
                return found
        assert time.monotonic() < end, f"no {what.name} among {found}"
    raise AssertionError(f"the forwarder ended without {what.name}: {found}")


def test_a_sale_passes_and_is_told() -> None:
    with echoing() as port, Forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, port)) as line:
        told = line.tellings(0.1)
        ready = until(told, What.READY)[-1]
        near_port = int(ready.content.rpartition(b":")[2])
        with socket.create_connection((LOCAL, near_port), PATIENCE_S) as pos:
            pos.sendall(b"\x02sale\x03\x05")
            heard = b""
            while len(heard) < 14:
                heard += pos.recv(100)
        assert heard == b"\x02sale\x03\x05" * 2
        story = until(told, What.ENDED)
    assert [t.what for t in story if t.what is not What.BYTES] == [What.OPENED, What.ENDED]
    assert b"".join(t.content for t in story if t.what is What.BYTES and t.near) == b"\x02sale\x03\x05"
    assert b"".join(t.content for t in story if t.what is What.BYTES and not t.near) == heard
    assert story[-1].content == b"ended"


def test_a_port_that_is_taken_is_the_users_to_mend() -> None:
    with (
        socket.create_server((LOCAL, 0)) as taken,
        Forwarding(TcpAddress(LOCAL, taken.getsockname()[1]), TcpAddress(LOCAL, 1)) as line,
        pytest.raises(LinkError, match="cannot listen"),
    ):
        list(line.tellings(0.1))


def test_bytes_pass_though_nobody_listens_to_the_tellings() -> None:
    """More than any pipe between two programs holds, and not one telling is read."""
    size = 4_000_000
    with echoing() as port, Forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, port)) as line:
        near_port = int(until(line.tellings(0.1), What.READY)[-1].content.rpartition(b":")[2])
        with socket.create_connection((LOCAL, near_port), PATIENCE_S) as pos:
            sender = threading.Thread(target=lambda: pos.sendall(bytes(size)))
            sender.start()
            heard = 0
            while heard < 2 * size:
                heard += len(pos.recv(1 << 16))
            sender.join(PATIENCE_S)
    assert heard == 2 * size
