"""simulate: says where it listens, runs until it is ended, and refuses what cannot be."""

from __future__ import annotations

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
    command = [sys.executable, "-m", "posdiag", "simulate", rig_names()[0], "--listen", "tcp://127.0.0.1:0"]
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


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
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
