"""Real lines: ports and connections that open, and those that do not, each with its reason."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from posdiag.link.address import SerialAddress, TcpAddress, parse_address
from posdiag.link.opening import Bar
from posdiag.probe.drive import Line
from posdiag.probe.lines import line_address, lines_of, settings_of
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Open

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no ptys there")


@pytest.fixture
def pty() -> Iterator[tuple[int, str]]:
    from posdiag.link.pty import open_pair

    master, path = open_pair()
    yield master, path
    os.close(master)


@POSIX
def test_a_pty_opens_and_is_known_to_have_no_wire(pty: tuple[int, str]) -> None:
    line = lines_of(SerialAddress(pty[1]))(Open(LineSettings(19200)))
    assert isinstance(line, Line)
    assert line.fixed_speed
    line.link.close()


@POSIX
def test_a_port_that_another_program_has_is_left_alone(pty: tuple[int, str]) -> None:
    code = f"import os, sys; f = os.open({pty[1]!r}, os.O_RDWR); print('open', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        barred = lines_of(SerialAddress(pty[1]))(Open())
    finally:
        other.communicate("")
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("this system does not tell who holds a port")
    assert isinstance(barred, Barred)
    assert barred.why is Bar.BUSY
    assert str(other.pid) in barred.holders[0]


@POSIX
def test_a_port_that_is_locked_is_told_where_nobody_can_be_named(pty: tuple[int, str]) -> None:
    import serial

    with serial.Serial(pty[1], exclusive=True):  # by this process, which does not count as another
        barred = lines_of(SerialAddress(pty[1]))(Open())
    assert isinstance(barred, Barred)
    assert (barred.why, barred.holders) == (Bar.BUSY, ())


def test_a_device_that_is_not_there_is_told() -> None:
    barred = lines_of(SerialAddress("/dev/no-such-port"))(Open())
    assert isinstance(barred, Barred)
    assert barred.why is Bar.NO_DEVICE


def test_a_connection_opens_and_a_refusal_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        line = lines_of(TcpAddress("127.0.0.1", port))(Open())
        assert isinstance(line, Line)
        line.link.close()
    barred = lines_of(TcpAddress("127.0.0.1", port))(Open())
    assert isinstance(barred, Barred)
    assert barred.why is Bar.REFUSED


def test_a_plain_server_speaks_no_tls() -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"\x15")
            connection.close()

        threading.Thread(target=serve, daemon=True).start()
        barred = lines_of(TcpAddress("127.0.0.1", server.getsockname()[1]))(Open(tls=True))
    assert isinstance(barred, Barred)
    assert barred.why is Bar.TLS


def test_an_agent_is_reached_over_tcp_and_a_simulation_is_no_line() -> None:
    assert line_address(parse_address("http://127.0.0.1:9188")) == TcpAddress("127.0.0.1", 9188)
    assert line_address(parse_address("sim:counter-fs")) is None
    serial = parse_address("serial://COM3?baud=1200&bits=7&parity=E")
    assert isinstance(serial, SerialAddress)
    assert line_address(serial) is serial
    assert settings_of(serial) == LineSettings(1200, 7, "E")
