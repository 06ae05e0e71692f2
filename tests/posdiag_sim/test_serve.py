"""A rig served in real time: real sockets and ptys, driven turn by turn by a world of a few lines."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from posdiag_sim.announce import meeting_place
from posdiag_sim.serve import CannotServe, serve_world
from tests.posdiag_sim.small_world import Served, SmallWorld

Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running: list[Served] = []

    def start(listen: str = "tcp://127.0.0.1:0", **options: object) -> Served:
        running.append(Served(listen, **options))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for served in running:
        served.stop()
    assert not list(tmp_path.glob("posdiag-*/*")), "something was left behind"


def read(connection: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = connection.recv(size - len(got))
        if not piece:
            break
        got += piece
    return got


def test_bytes_go_to_the_world_and_come_back(serve: Serve) -> None:
    with serve().dial() as pos:
        pos.sendall(b"approve")
        assert read(pos, 7) == b"APPROVE"


def test_bytes_said_one_at_a_time_all_arrive(serve: Serve) -> None:
    with serve().dial() as pos:
        for byte in b"approve":
            pos.sendall(bytes([byte]))
        assert read(pos, 7) == b"APPROVE"


def test_a_pos_that_dials_again_is_served_again(serve: Serve) -> None:
    served = serve()
    for _ in range(3):
        with served.dial() as pos:
            pos.sendall(b"approve")
            assert read(pos, 7) == b"APPROVE"
    assert served.world.dials == 3


def test_the_newest_dial_takes_the_place_of_an_older_one(serve: Serve) -> None:
    served = serve()
    with served.dial() as old, served.dial() as new:
        new.sendall(b"approve")
        assert read(new, 7) == b"APPROVE"
        assert old.recv(1) == b""


def test_a_reset_is_an_rst_and_an_end_is_none(serve: Serve) -> None:
    served = serve()
    with served.dial() as pos:
        pos.sendall(b"ended")
        assert pos.recv(1) == b""
    with served.dial() as pos:
        pos.sendall(b"reset")
        with pytest.raises(ConnectionResetError):
            pos.recv(1)


def test_a_world_at_its_end_is_begun_anew_for_the_next_pos(serve: Serve) -> None:
    served = serve()
    with served.dial() as pos:
        pos.sendall(b"ended")
        assert pos.recv(1) == b""
    with served.dial() as pos:
        pos.sendall(b"approve")
        assert read(pos, 7) == b"APPROVE"
    assert [request["do"] for request in served.world.asked] == ["setup", "setup"]


def test_a_half_open_line_swallows_and_stays_silent(serve: Serve) -> None:
    with serve().dial() as pos:
        pos.sendall(b"vanish")
        pos.settimeout(0.05)
        with pytest.raises(TimeoutError):
            pos.recv(1)


def test_refused_is_nobody_listening_until_the_pos_has_tried_often_enough(serve: Serve) -> None:
    served = serve()
    assert served.ask(do="setup", faults=["refused:count=2"])["ok"]
    for _ in range(2):
        with pytest.raises(ConnectionRefusedError):
            served.dial()
        assert served.ask(do="refused") == {"ok": True}
    with served.dial() as pos:
        pos.sendall(b"approve")
        assert read(pos, 7) == b"APPROVE"


def test_refused_for_good_stays_refused_until_the_next_setup(serve: Serve) -> None:
    served = serve(faults=("refused",))
    with pytest.raises(ConnectionRefusedError):
        served.dial()
    served.ask(do="refused")
    with pytest.raises(ConnectionRefusedError):
        served.dial()


def test_without_anybody_at_the_bench_a_refusal_passes_with_time(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posdiag_sim.serve.BARRED_S", 0.05)
    served = serve(faults=("refused:count=1",))
    pos = None
    for _ in range(200):
        with contextlib.suppress(ConnectionRefusedError):
            pos = served.dial()
            break
        threading.Event().wait(0.01)
    assert pos is not None
    pos.close()


def test_a_setup_begins_a_fresh_world_and_forgets_what_was_unread(serve: Serve) -> None:
    served = serve()
    with served.dial() as pos:
        pos.sendall(b"vanish")
        assert served.ask(do="setup", seed=9, faults=[])["ok"]
        assert served.world.asked[-1] == {"do": "setup", "seed": 9, "faults": []}
        pos.sendall(b"anew")
        assert read(pos, 4) == b"ANEW"


def test_what_the_terminal_says_before_the_pos_dials_is_kept_for_it(serve: Serve) -> None:
    served = serve()
    served.ask(do="setup", faults=[])
    served.ask(do="present", instrument="main", entry="C")
    with served.dial() as pos:
        assert read(pos, 2) == b"@I"


def test_collecting_runs_ahead_of_the_wall_and_late_bytes_still_arrive(serve: Serve) -> None:
    served = serve(speed=1.0)
    with served.dial() as pos:
        answer = served.ask(do="collect", settle_ms=60_000)
        assert int(str(answer["t_ms"])) >= 60_000  # in far less than a minute
        assert read(pos, 4) == b"LATE"
        pos.sendall(b"on")
        assert read(pos, 2) == b"ON"


def test_faults_of_the_command_line_are_added_to_those_of_the_bench(serve: Serve) -> None:
    served = serve(faults=("refused:count=0",))
    assert served.world.asked[0] == {"do": "setup", "seed": 7, "faults": ["refused:count=0"]}
    served.ask(do="setup", faults=["refused:count=0", "other=0"])
    assert served.world.asked[-1]["faults"] == ["refused:count=0", "other=0"]


def test_a_refused_setup_says_why_and_keeps_serving(serve: Serve) -> None:
    served = serve()
    assert served.ask(do="setup", faults=["drip"])["error"] == "unknown fault `drip`"
    assert served.ask(do="setup", faults="drip")["ok"] is False
    assert served.ask(do="setup", faults=[])["ok"]


@pytest.mark.parametrize("line", [b"GET / HTTP/1.1\r\n", b"\xff\n", b"[]\n", b"[" * 50_000 + b"\n", b"\n"])
def test_a_stranger_at_the_bench_is_told_and_let_go(serve: Serve, line: bytes) -> None:
    served = serve()
    assert served.ask_raw(line)["ok"] is False
    assert served.at_bench().recv(1) == b""
    with served.dial() as pos:
        pos.sendall(b"approve")
        assert read(pos, 7) == b"APPROVE"


def test_ten_megabytes_without_a_line_are_cut_off(serve: Serve) -> None:
    served = serve()
    bench = served.at_bench()
    with contextlib.suppress(OSError):
        bench.sendall(b"x" * 10_000_000)
    with contextlib.suppress(OSError):
        assert b"too long" in bench.recv(65536)
    with served.dial() as pos:
        pos.sendall(b"approve")
        assert read(pos, 7) == b"APPROVE"


def test_a_flood_from_the_pos_does_not_stop_the_bench(serve: Serve) -> None:
    served = serve()
    with served.dial() as pos:
        pos.settimeout(0.2)
        with contextlib.suppress(OSError):
            pos.sendall(b"\xff" * 10_000_000)
        assert served.ask(do="setup", faults=[])["ok"]


def test_the_bench_is_announced_to_this_user_alone(serve: Serve) -> None:
    served = serve(speed=4.0)
    told = served.announced
    assert told == {
        "format": "posdiag/rendezvous/1",
        "address": served.address,
        "bench": told["bench"],
        "speed": 4.0,
        "pid": os.getpid(),
        "rig": "small",
    }
    if sys.platform != "win32":
        (directory,) = Path(tempfile.gettempdir()).glob("posdiag-*")
        assert directory.stat().st_mode & 0o777 == 0o700


def test_where_nothing_can_be_announced_the_address_names_the_bench(serve: Serve) -> None:
    place = meeting_place()
    place.rmdir()
    place.write_text("in the way")
    served = serve(speed=4.0)
    assert "?bench=" in served.address
    assert served.address.endswith("&speed=4")
    served.stop()
    place.unlink()


@pytest.mark.parametrize(
    ("listen", "speed", "faults", "said"),
    [
        ("udp://127.0.0.1:0", 1.0, (), "cannot listen on"),
        ("tcp://127.0.0.1", 1.0, (), "cannot listen on"),
        ("tcp://127.0.0.1:99999", 1.0, (), "cannot listen on"),
        ("tcp://no host:0", 1.0, (), "cannot listen on"),
        ("tcp://127.0.0.1:0", 0.0, (), "a speed of 0"),
        ("tcp://127.0.0.1:0", 1.0, ("drip",), "unknown fault `drip`.*drop"),
    ],
)
def test_what_cannot_be_served_is_said(
    serve: Serve, listen: str, speed: float, faults: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CannotServe, match=said):
        serve_world(SmallWorld(), "small", listen, speed, 0, faults, lambda address: None, lambda: True)


def test_a_port_in_use_is_said(serve: Serve) -> None:
    address = serve().address
    with pytest.raises(CannotServe, match="choose another port"):
        serve_world(SmallWorld(), "small", address, 1, 0, (), lambda address: None, lambda: True)


def test_an_interrupt_ends_it_cleanly(serve: Serve) -> None:
    def interrupt() -> bool:
        raise KeyboardInterrupt

    serve_world(SmallWorld(), "small", "tcp://127.0.0.1:0", 1, 0, (), lambda address: None, interrupt)
