"""Check bytes as the links write them, and what a dialect can say."""

from __future__ import annotations

from posdiag.wire.ecr.spec import Check, check_byte
from tests.wire.ecr.dialects import spec


def test_the_check_byte_counts_stx_in_or_out() -> None:
    framed = bytes.fromhex("02303731307c30307c327c32363530307c03")  # a public frame; its LRC is an ACK
    assert check_byte(Check.AFTER_STX, framed) == b"\x06"
    assert check_byte(Check.FROM_STX, framed) == b"\x04"
    assert check_byte(Check.NONE, framed) == b""


def test_a_fixed_header_has_35_bytes_with_stx() -> None:
    built = spec("kr-fixed")
    assert 1 + built.header_width + built.length.width == 35
    assert built.code_offset == 30
    assert spec("smartro-tl3500").codes["b"].width == 157
