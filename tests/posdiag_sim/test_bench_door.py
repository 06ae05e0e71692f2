"""The bench's port: whole lines in any pieces, several clients, strangers sent away."""

from __future__ import annotations

import contextlib
import json
import select
import socket
from collections.abc import Callable, Iterator

import pytest

from posdiag_sim.bench_door import MAX_CLIENTS, MAX_LINE_BYTES, BenchDoor, refusal

LINE = '{"do":"present","instrument":"온누리"}\n'.encode()


@pytest.fixture
def bench() -> Iterator[BenchDoor]:
    one = BenchDoor(lambda line: json.dumps({"ok": True, "heard": json.loads(line)}))
    yield one
    one.close()


def turn_until(bench: BenchDoor, done: Callable[[], bool]) -> None:
    """Turns of the loop until what was done to the sockets has reached the other side."""
    for _ in range(1000):
        if done():
            return
        select.select([number for number, _ in bench.watched()], [], [], 0.005)
        bench.turn()
    raise AssertionError("the bench came to no end")


def readable(client: socket.socket) -> bool:
    return bool(select.select([client], [], [], 0)[0])


def dial(bench: BenchDoor) -> socket.socket:
    known = len(bench.watched())
    client = socket.create_connection(("127.0.0.1", bench.port), 5)
    turn_until(bench, lambda: len(bench.watched()) > known or readable(client))
    return client


@pytest.mark.parametrize(
    "pieces",
    [[LINE * 2], [bytes([byte]) for byte in LINE * 2], [LINE[:9], LINE[9:] + LINE]],
    ids=["joined", "one byte at a time", "split"],
)
def test_each_line_gets_its_answer_whatever_the_pieces(bench: BenchDoor, pieces: list[bytes]) -> None:
    answers = b""
    with dial(bench) as client:
        for piece in pieces:
            client.sendall(piece)
            bench.turn()
        while answers.count(b"\n") < 2:
            turn_until(bench, lambda: readable(client))
            answers += client.recv(10_000)
    for answer in answers.splitlines():
        assert json.loads(answer) == {"ok": True, "heard": json.loads(LINE)}


def test_somebody_stands_there_from_dialling_to_hanging_up(bench: BenchDoor) -> None:
    assert not bench.attended
    with dial(bench):
        assert bench.attended
    turn_until(bench, lambda: not bench.attended)


def test_two_clients_are_answered_each_for_itself(bench: BenchDoor) -> None:
    with dial(bench) as one, dial(bench) as two:
        one.sendall(b'{"n":1}\n')
        two.sendall(b'{"n":2}\n')
        turn_until(bench, lambda: readable(one) and readable(two))
        assert b'"n": 1' in one.recv(1000)
        assert b'"n": 2' in two.recv(1000)


def test_a_crowd_is_kept_out(bench: BenchDoor) -> None:
    crowd = [dial(bench) for _ in range(MAX_CLIENTS)]
    with dial(bench) as late:
        assert late.recv(1) == b""
    for client in crowd:
        client.close()


def test_one_who_sends_no_line_end_is_cut_off(bench: BenchDoor) -> None:
    with dial(bench) as client:
        client.setblocking(False)
        sent = 0
        while bench.attended and sent <= 2 * MAX_LINE_BYTES + 10_000_000:
            with contextlib.suppress(OSError):
                sent += client.send(b"x" * 100_000)
            bench.turn()
    assert MAX_LINE_BYTES < sent <= 2 * MAX_LINE_BYTES + 10_000_000


def test_a_refusal_names_the_remedy() -> None:
    assert json.loads(refusal("배우지 않음", "do")) == {"ok": False, "error": "배우지 않음", "remedy": "do"}
