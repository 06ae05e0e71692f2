"""Bytes over a serial line: whole where both ports are set alike, and what is read where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.uart import BROKEN, Port, heard, port_bits, sent_bits

FRAME = b"\x020200\x1c10000001\x03\x5a"
PORTS = st.builds(Port, st.sampled_from((1200, 9600, 115200)), st.just(8), st.sampled_from("NEO"))


@given(PORTS, st.binary(max_size=60))
def test_ports_that_are_set_alike_read_every_byte(port: Port, content: bytes) -> None:
    assert heard(port, port, content) == content


@given(PORTS, PORTS, st.binary(max_size=40))
def test_any_two_ports_come_to_an_end(sender: Port, receiver: Port, content: bytes) -> None:
    assert len(heard(sender, receiver, content)) <= len(sent_bits(sender, content))


def test_a_byte_is_start_data_parity_and_stop() -> None:
    assert sent_bits(Port(), b"\x02") == [0, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    assert sent_bits(Port(bits=7, parity="E"), b"\x02") == [0, 0, 1, 0, 0, 0, 0, 0, 1, 1]
    assert sent_bits(Port(bits=7, parity="O"), b"\x02")[8] == 0
    assert (port_bits(Port()), port_bits(Port(parity="E")), port_bits(Port(bits=7, parity="E"))) == (
        10,
        11,
        10,
    )


def test_seven_bits_with_parity_read_as_eight_have_the_parity_on_top() -> None:
    read = heard(Port(bits=7, parity="E"), Port(), b"\x02\x03A1")
    assert read == b"\x82\x03A\xb1"
    assert bytes(byte & 0x7F for byte in read) == b"\x02\x03A1"


def test_eight_bits_read_with_parity_break_where_the_parity_is_wrong() -> None:
    assert heard(Port(), Port(bits=7, parity="E"), b"\x02\x03A1") == bytes((BROKEN, 0x03, 0x41, BROKEN))


@pytest.mark.parametrize(("pos", "terminal"), [(9600, 19200), (19200, 9600), (9600, 115200), (115200, 9600)])
def test_another_speed_leaves_nothing_of_a_frame(pos: int, terminal: int) -> None:
    read = heard(Port(pos), Port(terminal), FRAME)
    assert read not in (b"", FRAME)
    assert b"0200" not in read
