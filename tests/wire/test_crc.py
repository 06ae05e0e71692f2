"""Check values against their published examples and against a loop."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire import masked
from posdiag.wire.crc import crc16_ccitt_false, xor_of
from posdiag.wire.ecr import framer, spec


@pytest.mark.parametrize(("data", "crc"), [(b"123456789", 0x29B1), (b"", 0xFFFF), (b"abcdefghij", 0x4213)])
def test_the_crc_of_published_examples(data: bytes, crc: int) -> None:
    assert crc16_ccitt_false(data) == crc


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_folding_gives_what_a_loop_gives(data: bytes) -> None:
    assert xor_of(data) == reduce(xor, data, 0)


def test_the_check_byte_of_a_dialect_is_worked_out_here_and_nowhere_else() -> None:
    twins = [module.__name__ for module in (spec, framer, masked) if vars(module)["xor_of"] is not xor_of]
    assert not twins, f"an xor_of of their own: {twins}"
