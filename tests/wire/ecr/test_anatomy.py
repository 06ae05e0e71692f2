"""Where the parts of a frame lie, and how a wrong one is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.ecr.anatomy import dissect, frame_end, known_code
from posdiag.wire.ecr.spec import Check, check_byte
from tests.wire.ecr.dialects import KOREAN, Golden, golden, spec


@pytest.mark.parametrize("item", golden(), ids=lambda item: f"{item.dialect}: {item.what}")
def test_the_parts_of_a_golden_frame_lie_where_they_should(item: Golden) -> None:
    parts, faults = dissect(spec(item.dialect), item.frame)
    assert faults == ()
    assert item.frame[parts.stx] == 0x02
    assert parts.etx == len(item.frame) - 2
    assert frame_end(spec(item.dialect), parts, item.frame) == len(item.frame)
    assert known_code(spec(item.dialect), parts, item.frame) is not None


@pytest.mark.parametrize("dialect", KOREAN)
def test_one_turned_bit_of_a_frame_never_goes_unnoticed(dialect: str) -> None:
    frame = next(item.frame for item in golden() if item.dialect == dialect)
    for place in range(len(frame)):
        for bit in range(8):
            damaged = bytearray(frame)
            damaged[place] ^= 1 << bit
            assert dissect(spec(dialect), bytes(damaged))[1], (place, bit)


@pytest.mark.parametrize("dialect", KOREAN)
def test_a_frame_without_its_end_or_beginning_never_goes_unnoticed(dialect: str) -> None:
    frame = next(item.frame for item in golden() if item.dialect == dialect)
    for cut in range(1, len(frame)):
        assert dissect(spec(dialect), frame[:cut])[1]
        assert dissect(spec(dialect), frame[cut:])[1]


@settings(deadline=None)
@given(st.sampled_from(KOREAN), st.binary(max_size=120))
def test_parts_lie_within_the_bytes(dialect: str, data: bytes) -> None:
    parts, _ = dissect(spec(dialect), data)
    ends = (parts.prefix, parts.head, parts.counted, parts.body, parts.etx)
    assert all(0 <= at <= len(data) for at in ends)
    assert parts.has_etx == (parts.etx < len(data))


@pytest.mark.parametrize(("kind", "written"), [("binary-be", "0080"), ("binary-le", "8000"), ("bcd", "0128")])
def test_a_length_before_stx_found_where_none_should_be_is_named(kind: str, written: str) -> None:
    frame = b"\x02" + b"0200".ljust(128, b"A") + b"\x03"
    _, faults = dissect(spec("kr-fs"), bytes.fromhex(written) + frame + check_byte(Check.AFTER_STX, frame))
    codes = [fault.code for fault in faults]
    assert codes == [f"length.other-kind.{kind}"]


def test_a_frame_beyond_the_limit_is_too_long() -> None:
    _, faults = dissect(spec("kr-fs"), b"\x02" + b"A" * 70_000 + b"\x03")
    assert "frame.too-long" in {fault.code for fault in faults}
