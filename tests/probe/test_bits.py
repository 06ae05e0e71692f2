"""Single bytes: parity, and levels as a UART true to the bit makes them of a slower line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.probe.bits import levels, looks_slower, odd, shares, shortest_level, stripped
from posdiag.probe.settings import LineSettings
from tests.probe.uart import carried

TEXT = b"\x020810\x1c10000001\x1c999901\x1c20261122\x1c00\x1cOK\x03\x2a" * 2


def test_parity_is_counted() -> None:
    assert [odd(byte) for byte in (0x00, 0x01, 0x03, 0x80, 0xFE)] == [False, True, False, True, True]
    assert shares(b"\x03\x05\x01\x81") == (0.75, 0.25, 0.25)
    assert shares(b"") == (0.0, 0.0, 0.0)


@given(st.binary())
def test_stripping_clears_bit_seven_alone(data: bytes) -> None:
    assert stripped(data) == bytes(byte & 0x7F for byte in data)


def test_levels_end_where_the_line_changes() -> None:
    assert levels(0x00) == ()
    assert levels(0xFF) == (1,)
    assert levels(0xF8) == (4,)
    assert sum(levels(0x18)) == 6


@pytest.mark.parametrize(("speed", "factor"), [(4800, 2), (2400, 4), (1200, 8)])
@pytest.mark.parametrize("gap_bits", [0.0, 1.0, 2.7])
def test_a_slower_line_shows_by_how_much(speed: int, factor: int, gap_bits: float) -> None:
    heard, _ = carried(TEXT, LineSettings(speed), LineSettings(9600), gap_bits)
    assert looks_slower(heard) == factor


@pytest.mark.parametrize("speed", [9600, 19200, 38400, 57600, 115200])
def test_a_line_that_is_not_slower_does_not_look_so(speed: int) -> None:
    heard, _ = carried(TEXT * 4, LineSettings(speed), LineSettings(9600), 2.0)
    assert looks_slower(heard) == 0


def test_few_bytes_tell_nothing() -> None:
    assert looks_slower(b"\x00\x00") == 0
    assert shortest_level(b"") == 9


@given(st.binary())
def test_any_bytes_can_be_judged(data: bytes) -> None:
    assert looks_slower(data) in range(10)
