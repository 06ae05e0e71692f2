"""A stream that never blocks, whatever the other side does."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator

import pytest

from posdiag_sim.stream import Stream


@pytest.fixture
def ends() -> Iterator[tuple[Stream, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        far = socket.create_connection(listener.getsockname(), 5)
        near = Stream(listener.accept()[0])
        yield near, far
        near.close()
        far.close()


def read(near: Stream) -> bytes | None:
    """What is read once something is there."""
    select.select([near.connection], [], [], 2)
    return near.read()


def test_nothing_there_is_no_end_and_an_end_is_no_bytes(ends: tuple[Stream, socket.socket]) -> None:
    near, far = ends
    assert near.read() == b""
    far.sendall(b"last")
    far.close()
    assert read(near) == b"last"
    assert read(near) is None


def test_what_is_not_taken_waits_and_is_sent_later(ends: tuple[Stream, socket.socket]) -> None:
    near, far = ends
    said = b"\x05" * 12_000_000
    near.write(said)
    assert near.unsent
    got = 0
    while got < len(said):
        got += len(far.recv(1_000_000))
        near.flush()
    assert not near.unsent


def test_a_peer_that_never_reads_costs_only_so_much(ends: tuple[Stream, socket.socket]) -> None:
    near = Stream(ends[0].connection, outbox_bytes=1000)
    for _ in range(200):
        near.write(b"\x00" * 100_000)
    assert len(near.unsent) <= 1000


def test_closing_by_reset_is_an_rst(ends: tuple[Stream, socket.socket]) -> None:
    near, far = ends
    near.close(reset=True)
    with pytest.raises(ConnectionResetError):
        far.recv(1)


def test_writing_to_one_who_is_gone_raises_nothing(ends: tuple[Stream, socket.socket]) -> None:
    near, far = ends
    far.close()
    for _ in range(3):
        near.write(b"hello")
    assert read(near) is None
