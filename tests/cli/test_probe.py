"""probe: exit codes, forms and languages, on lines that are served in these tests."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Posdiag = Callable[..., Any]


@pytest.fixture
def ssh() -> Iterator[str]:
    """A server that greets as SSH does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                connection, _ = server.accept()
                connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                connection.recv(100)
                connection.close()
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    thread.join(5)


def test_another_protocol_is_named_and_ends_with_1(posdiag: Posdiag, ssh: str) -> None:
    ran = posdiag("probe", ssh, "--format", "json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["schema"] == "posdiag/probe/1"
    assert told["hypotheses"][0]["protocol"] == "ssh"


def test_nobody_there_ends_with_3(posdiag: Posdiag) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    ran = posdiag("probe", f"tcp://127.0.0.1:{port}")
    assert ran.code == 3
    assert "nobody there" in ran.out
    assert "아무도 없습니다" in posdiag("probe", f"tcp://127.0.0.1:{port}", lang="ko").out


def test_a_device_that_is_not_there_ends_with_3(posdiag: Posdiag) -> None:
    ran = posdiag("probe", "serial:///dev/no-such-port")
    assert ran.code == 3
    assert "no such device" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["sim:counter-fs"],
        ["tcp://127.0.0.1"],
        ["serial:///dev/ttyUSB0?baud=fast"],
        ["tcp://127.0.0.1:1", "--listen", "-1"],
        [],
    ],
)
def test_wrong_usage_ends_with_2(posdiag: Posdiag, arguments: list[str]) -> None:
    ran = posdiag("probe", *arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="no ptys there")
def test_a_silent_pty_is_not_certain_and_asks_for_leave(posdiag: Posdiag) -> None:
    from posdiag.link.pty import open_pair

    master, path = open_pair()
    try:
        ran = posdiag("probe", f"serial://{path}", "--listen", "0.2")
    finally:
        os.close(master)
    assert ran.code == 1
    assert "--ask" in ran.out


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system tells of no holders")
def test_a_port_that_another_program_has_ends_with_3_and_its_name(posdiag: Posdiag) -> None:
    from posdiag.link.pty import open_pair

    master, path = open_pair()
    code = f"import os, sys; os.open({path!r}, os.O_RDWR); print('open', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        ran = posdiag("probe", f"serial://{path}", "--ask")
    finally:
        other.communicate("")
        os.close(master)
    assert ran.code == 3
    assert f"({other.pid})" in ran.out
    assert "another program has the port" in ran.out


def test_the_page_of_help_promises_never_to_pay(posdiag: Posdiag) -> None:
    assert "never sends a payment" in " ".join(posdiag("probe", "--help").out.split())
