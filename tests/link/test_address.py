"""Addresses of terminals are read whole, and every fault of one is told at once."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.link.address import (
    MAX_ADDRESS_CHARACTERS,
    Address,
    AgentAddress,
    SerialAddress,
    SimAddress,
    TcpAddress,
    TlsOptions,
    parse_address,
)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("sim:kr-fs", SimAddress("kr-fs")),
        ("sim:kr-fs@2.1", SimAddress("kr-fs", "2.1")),
        ("sim:./rigs/mine.yaml@3.10", SimAddress("./rigs/mine.yaml", "3.10")),
        ("sim:/abs/mine.yaml", SimAddress("/abs/mine.yaml")),
        ("tcp://127.0.0.1:9001", TcpAddress("127.0.0.1", 9001)),
        ("tcp://[::1]:9001/", TcpAddress("::1", 9001)),
        ("tcp://host:1?bench=40000&speed=2.5", TcpAddress("host", 1, 40000, 2.5)),
        ("tls://host:443", TcpAddress("host", 443, tls=TlsOptions())),
        (
            "tls://host:443?verify=no&ca=/etc/van.pem&name=van",
            TcpAddress("host", 443, tls=TlsOptions(False, "/etc/van.pem", "van")),
        ),
        ("http://127.0.0.1:9188", AgentAddress("http", "127.0.0.1", 9188)),
        ("http://[::1]:8090/pay?speed=5", AgentAddress("http", "::1", 8090, "/pay", speed=5.0)),
        ("ws://localhost:1516?bench=40000", AgentAddress("ws", "localhost", 1516, "/", 40000)),
        ("serial:///dev/ttyUSB0", SerialAddress("/dev/ttyUSB0")),
        (
            "serial:///dev/ttyUSB0?baud=115200&bits=7&parity=e&stop=2",
            SerialAddress("/dev/ttyUSB0", 115200, 7, "E", 2.0),
        ),
        ("serial://COM3?baud=9600", SerialAddress("COM3", 9600)),
        ("serial:///dev/pts/7?bench=40000&speed=10", SerialAddress("/dev/pts/7", bench=40000, speed=10.0)),
    ],
)
def test_an_address_is_read_whole(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no address of a terminal"),
        ("kr-fs", "no address of a terminal"),
        ("tcpp://host:1", "did you mean `tcp`"),
        ("ftp://host:1", "unknown kind of address `ftp`"),
        ("http://127.0.0.1", "no port"),
        ("ws://user@127.0.0.1:1", "no user name"),
        ("http://127.0.0.1:1/한글", "is no path"),
        ("http://127.0.0.1:1?REQ=D1", "unknown option `REQ`"),
        ("sim:", "no rig"),
        ("sim://kr-fs", "write sim:kr-fs"),
        ("sim:kr-fs?speed=2", "unknown option `speed`"),
        ("tcp://host", "no port"),
        ("tcp://:9001", "no host"),
        ("tcp://host:0", "no port"),
        ("tcp://host:70000", "1 to 65535"),
        ("tcp://host:port", "1 to 65535"),
        ("tcp://[::1:9001", "no address"),
        ("tcp://host:1/path", "`/path`"),
        ("tcp://me@host:1", "user name"),
        ("tcp://host:1?bensh=4000", "did you mean `bench`"),
        ("tcp://host:1?bench=0", "1 to 65535"),
        ("tcp://host:1?bench=1&bench=2", "stands twice"),
        ("tcp://host:1?speed=0", "above 0"),
        ("tcp://host:1?speed=nan", "above 0"),
        ("tcp://host:1?speed=fast", "above 0"),
        ("tcp://host:1?verify=no", "unknown option `verify`"),
        ("tls://host:1?verify=maybe", "one of: yes, no"),
        ("serial://", "no device"),
        ("serial:///dev/tty%00", "NUL"),
        ("serial://COM3?baud=fast", "whole number from 50"),
        ("serial://COM3?bits=9", "one of: 5, 6, 7, 8"),
        ("serial://COM3?parity=X", "one of: N, E, O, M, S"),
        ("serial://COM3?stop=3", "one of: 1, 1.5, 2"),
        ("tcp://" + "x" * MAX_ADDRESS_CHARACTERS, "an address of"),
    ],
)
def test_a_wrong_address_says_what_and_the_remedy(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_address(text)
    assert said in str(caught.value)
    assert {problem.place for problem in caught.value.problems} == {"--terminal"}


def test_every_fault_of_an_address_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_address("serial://?baud=x&bits=9&parity=Q&stop=7&speed=-1&bench=x&budd=1", "config.yaml:3")
    assert len(caught.value.problems) == 8
    assert {problem.place for problem in caught.value.problems} == {"config.yaml:3"}


@given(
    st.text()
    | st.builds(
        "{}{}{}".format,
        st.sampled_from(["sim:", "tcp://", "tls://h:1?", "serial://", "tcp://h:1?"]),
        st.text(st.sampled_from("ab:/@?&=[]%019.\x00é")),
        st.text(),
    )
)
def test_any_text_is_an_address_or_a_users_mistake(text: str) -> None:
    with contextlib.suppress(InputError):
        parse_address(text)
