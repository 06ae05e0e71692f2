"""The two ends of a tap are read with every fault named, and none of them is opened."""

from __future__ import annotations

import pytest

from posdiag.errors import InputError
from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.forward import Pty
from posdiag.link.tap_ends import parse_far, parse_near


def test_where_the_pos_comes_in() -> None:
    assert parse_near("pty") == Pty()
    assert parse_near("tcp://127.0.0.1:0") == TcpAddress("127.0.0.1", 0)
    assert parse_near("tcp://[::1]:7000") == TcpAddress("::1", 7000)
    assert parse_near("serial:///dev/ttyUSB0?baud=115200") == SerialAddress("/dev/ttyUSB0", 115200)


def test_where_the_terminal_is() -> None:
    assert parse_far("tcp://192.0.2.5:9000") == TcpAddress("192.0.2.5", 9000)
    assert parse_far("serial://COM3?parity=E&bits=7") == SerialAddress("COM3", bits=7, parity="E")


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1:7000", "tcp://:7000", "tcp://host", "tcp://host:99999", "sim:x"]
)
def test_no_place_for_a_pos_is_said_with_those_there_are(text: str) -> None:
    with pytest.raises(InputError, match="LISTEN") as refused:
        parse_near(text)
    assert "pty" in str(refused.value)


@pytest.mark.parametrize("text", ["sim:counter-fs", "tls://host:443", "pty", "tcp://host"])
def test_no_terminal_to_sit_before_is_said(text: str) -> None:
    with pytest.raises(InputError, match="TERMINAL"):
        parse_far(text)
