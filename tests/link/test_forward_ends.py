"""The ends of a line that is sat upon say bytes, nothing now, or gone with the reason."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from posdiag.errors import LinkError
from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.api import Why
from posdiag.link.forward_ends import Gone, Port, PtyPort, SerialPort, SocketPort, dial, listen

LOCAL = "127.0.0.1"


def pair() -> tuple[SocketPort, socket.socket]:
    with socket.create_server((LOCAL, 0)) as server:
        near = socket.create_connection(server.getsockname(), 5)
        far, _ = server.accept()
    return SocketPort(near), far


def read_often(port: Port) -> None:
    for _ in range(100_000):
        port.read()


def test_a_socket_says_bytes_nothing_and_ended() -> None:
    port, other = pair()
    assert port.read() is None
    other.sendall(b"hi")
    while (heard := port.read()) is None:
        pass
    assert heard == b"hi"
    other.close()
    with pytest.raises(Gone) as gone:
        read_often(port)
    assert gone.value.why is Why.ENDED
    port.close(Why.ENDED)


def test_closing_for_a_reset_resets() -> None:
    port, other = pair()
    port.close(Why.RESET)
    with other, pytest.raises(ConnectionResetError):
        other.recv(1)


def test_what_a_full_end_does_not_take_is_not_lost_silently() -> None:
    port, other = pair()
    taken = sum(iter(lambda: port.write(bytes(1 << 16)), 0))
    assert taken > 0
    port.close(Why.ENDED)
    with other:
        heard = 0
        while data := other.recv(1 << 16):
            heard += len(data)
    assert heard == taken


def test_nobody_there_is_refused() -> None:
    with socket.create_server((LOCAL, 0)) as server:
        number = server.getsockname()[1]
    with pytest.raises(Gone) as gone:
        dial(TcpAddress(LOCAL, number))
    assert gone.value.why is Why.REFUSED


def test_a_taken_port_says_which_and_what_to_do() -> None:
    with socket.create_server((LOCAL, 0)) as server, pytest.raises(LinkError, match="0 takes a free one"):
        listen(LOCAL, server.getsockname()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="ptys are a matter of POSIX systems")
def test_a_pty_and_a_serial_device_carry_bytes_to_each_other() -> None:
    pty = PtyPort()
    device = SerialPort(SerialAddress(pty.name))
    assert device.write(b"\x05") == 1
    while (heard := pty.read()) is None:
        pass
    assert heard == b"\x05"
    assert pty.write(b"\x06") == 1
    while (heard := device.read()) is None:
        pass
    assert heard == b"\x06"
    device.close(Why.ENDED)
    assert pty.read() is None  # our own hold keeps the line
    pty.close(Why.ENDED)


@pytest.mark.skipif(sys.platform == "win32", reason="ptys are a matter of POSIX systems")
def test_a_device_that_is_pulled_is_lost() -> None:
    master, slave = os.openpty()
    device = SerialPort(SerialAddress(os.ttyname(slave)))
    os.close(slave)
    os.close(master)
    with pytest.raises(Gone) as gone:
        read_often(device)
    assert gone.value.why is Why.LOST
    device.close(Why.LOST)


def test_a_device_that_is_not_there_says_so() -> None:
    with pytest.raises(Gone, match="no such device"):
        SerialPort(SerialAddress("/dev/nosuch-terminal"))
