"""Lengths as the links write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.ecr.length import Length, LengthCounts, LengthKind

KINDS = [kind for kind in LengthKind if kind is not LengthKind.NONE]


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (LengthKind.BINARY_BE, "0094"),
        (LengthKind.BINARY_LE, "9400"),
        (LengthKind.BCD, "0148"),
        (LengthKind.ASCII4, "30313438"),
        (LengthKind.NONE, ""),
    ],
)
def test_a_length_of_148_is_written_so(kind: LengthKind, written: str) -> None:
    assert Length(kind).write(148).hex() == written


@settings(deadline=None)
@given(st.sampled_from(KINDS), st.sampled_from(list(LengthCounts)), st.booleans(), st.integers(0, 9000))
def test_a_length_says_how_long_the_body_is(
    kind: LengthKind, counts: LengthCounts, itself: bool, body: int
) -> None:
    length = Length(kind, counts=counts, itself=itself)
    assert len(length.write(body)) == length.width
    assert length.read(length.write(body)) == body


@settings(deadline=None)
@given(st.sampled_from(list(LengthKind)), st.booleans(), st.binary(max_size=6))
def test_no_bytes_make_reading_a_length_raise(kind: LengthKind, itself: bool, prefix: bytes) -> None:
    found = Length(kind, itself=itself).read(prefix)
    assert found is None or found >= 0


def test_a_length_that_is_no_number_is_none() -> None:
    assert Length(LengthKind.BCD).read(b"\x1a\x00") is None
    assert Length(LengthKind.ASCII4).read(b"12 4") is None
    assert Length(LengthKind.BINARY_BE, itself=True).read(b"\x00\x01") is None
