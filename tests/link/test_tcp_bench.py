"""The bench over TCP: lines of any length up to a limit, and a clear error when nobody answers."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from posdiag.errors import LinkError
from posdiag.link import tcp_bench
from posdiag.link.tcp_bench import TcpBench
from tests.link.conftest import Peer

Answers = Callable[..., threading.Thread]


@pytest.fixture
def answers(peer: Peer) -> Iterator[Answers]:
    """Starts a thread that accepts once and says one answer, in the pieces given, for each line it hears."""
    threads: list[threading.Thread] = []

    def start(*lines: list[bytes]) -> threading.Thread:
        def serve() -> None:
            connection = peer.accept()
            with connection, connection.makefile("rb") as heard:
                for pieces in lines:
                    heard.readline()
                    for piece in pieces:
                        try:
                            connection.sendall(piece)
                        except OSError:
                            return

        thread = threading.Thread(target=serve)
        thread.start()
        threads.append(thread)
        return thread

    yield start
    for thread in threads:
        thread.join()


@pytest.fixture
def bench(peer: Peer) -> Iterator[TcpBench]:
    one = TcpBench("127.0.0.1", peer.port, patience_s=2)
    yield one
    one.close()


def test_answers_come_whole_however_they_are_cut(answers: Answers, bench: TcpBench) -> None:
    line = json.dumps({"ok": True, "t_ms": 7}).encode() + b"\n"
    answers([bytes([byte]) for byte in line], [line[:4], line[4:]])
    assert bench.collect(0).t_ms == 7
    assert bench.collect(0).t_ms == 7


def test_two_answers_in_one_piece_are_two_answers(answers: Answers, bench: TcpBench) -> None:
    answers([b'{"ok":true,"t_ms":1}\n{"ok":true,"t_ms":2}\n'], [])
    assert bench.collect(0).t_ms == 1
    assert bench.collect(0).t_ms == 2


def test_a_bench_that_hangs_up_is_a_fault_of_the_link(answers: Answers, bench: TcpBench) -> None:
    answers([b'{"ok":true'])
    with pytest.raises(LinkError, match="the connection ended"):
        bench.collect(0)


def test_a_bench_that_stays_silent_is_waited_for_only_so_long(peer: Peer) -> None:
    bench = TcpBench("127.0.0.1", peer.port, patience_s=0.05)
    with pytest.raises(LinkError, match="timed out"):
        bench.collect(0)


def test_an_endless_line_is_cut_off(
    answers: Answers, bench: TcpBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp_bench, "MAX_LINE_BYTES", 200_000)
    answers([b"x" * 10_000_000])
    with pytest.raises(LinkError, match="longer than 200000 bytes"):
        bench.collect(0)


def test_bytes_that_are_no_text_are_a_fault_of_the_link(answers: Answers, bench: TcpBench) -> None:
    answers([b"\xff\xfe\n"])
    with pytest.raises(LinkError):
        bench.collect(0)


def test_a_refused_dial_is_told_to_the_bench_if_there_is_one(peer: Peer, bench: TcpBench) -> None:
    heard: list[bytes] = []

    def listen() -> None:
        with peer.accept() as connection, connection.makefile("rb") as lines:
            heard.append(lines.readline())

    thread = threading.Thread(target=listen)
    thread.start()
    bench.note_refused()  # no answer comes, and no error either
    thread.join()
    assert json.loads(heard[0]) == {"do": "refused"}


def test_nobody_at_the_port_is_named_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(LinkError, match=rf"bench 127.0.0.1:{port}.*posdiag simulate"):
        TcpBench("127.0.0.1", port).present("main", "C")
