"""simulate: says where it listens, runs until it is ended, and refuses what cannot be."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from posdiag.assembly import rig_names

Posdiag = Callable[..., Any]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM to a child there")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_rig_listens_where_it_says_and_ends_clean(end: signal.Signals) -> None:
    command = [sys.executable, "-m", "posdiag", "simulate", "counter-fs", "--listen", "tcp://127.0.0.1:0"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        word, _, url = started.stdout.readline().strip().partition(" ")
        assert word == "listening"
        host, _, port = url.removeprefix("tcp://").partition("?")[0].partition(":")
        with socket.create_connection((host, int(port)), timeout=10):
            pass
        started.send_signal(end)
        out, err = started.communicate(timeout=20)
    finally:
        started.kill()
        started.wait()
    assert (started.returncode, out) == (0, "")
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM to a child there")
def test_many_terminals_listen_on_one_port_and_their_connections_are_counted() -> None:
    command = [sys.executable, "-m", "posdiag", "--lang", "en", "simulate", "counter-fs", "--terminals", "2"]
    started = subprocess.Popen(
        [*command, "--speed", "20"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout is not None
        assert started.stderr is not None
        url = started.stdout.readline().removeprefix("listening ").strip()
        assert url.endswith("?speed=20")
        port = int(url.partition("?")[0].rpartition(":")[2])
        with contextlib.ExitStack() as shops:
            for _ in range(2):
                shops.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            with contextlib.suppress(ConnectionResetError):
                third = shops.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
                assert third.recv(1) == b""
            told = started.stderr.readline()
            started.send_signal(signal.SIGTERM)
            out, err = started.communicate(timeout=20)
    finally:
        started.kill()
        started.wait()
    assert told == "warning: every terminal is taken, connections refused so far: 1; raise --terminals.\n"
    assert (started.returncode, out, err) == (0, "", "")


def test_a_diagnosis_pays_at_a_terminal_of_many(posdiag: Posdiag) -> None:
    command = [sys.executable, "-m", "posdiag", "simulate", "counter-fs", "--terminals", "5", "--speed", "10"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        url = started.stdout.readline().removeprefix("listening ").strip()
        ran = posdiag("diagnose", "sale-within-balance", "--pos", "reference/hangang@3.1", "--terminal", url)
    finally:
        started.terminate()
        started.communicate(timeout=20)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_help_tells_of_many_terminals(posdiag: Posdiag, lang: str) -> None:
    ran = posdiag("simulate", "--help", lang=lang)
    assert "--terminals N" in ran.out
    assert ("단말기" in ran.out) == (lang == "ko")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ([rig_names()[0], "--terminals", "0"], "--terminals: "),
        (["counter-fs", "--terminals", "2", "--listen", "pty"], "--listen pty: "),
        (["counter-fs", "--terminals", "2", "--fault", "no-such-fault"], "--fault no-such-fault: "),
        (["no-such-rig"], "RIG no-such-rig: "),
        (["missing/rig.yaml"], "RIG missing/rig.yaml: "),
        ([rig_names()[0], "--listen", "tcp://127.0.0.1:99999"], "--listen tcp://127.0.0.1:99999: "),
        ([rig_names()[0], "--listen", "nonsense"], "--listen nonsense: "),
        ([rig_names()[0], "--speed", "0"], "--speed: "),
        ([rig_names()[0], "--fault", "drop", "--fault", "no-such-fault"], "--fault no-such-fault: "),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_place(
    posdiag: Posdiag, arguments: list[str], place: str
) -> None:
    ran = posdiag("simulate", *arguments)
    assert ran.code == 2
    assert ran.err.startswith(place)
    assert ran.out == ""
