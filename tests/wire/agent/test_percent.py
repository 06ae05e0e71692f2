"""Percent-encoded bytes with their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.percent import Placed, percent


@given(st.binary(max_size=100))
def test_what_is_written_is_read_back(data: bytes) -> None:
    frame = b"?" + percent(data)
    placed = Placed.encoded(frame, 1, len(frame))
    assert placed.data == data
    assert placed.span(0, len(data)) == (1, len(frame) - 1)


def test_a_field_knows_where_it_stands() -> None:
    frame = b"a%1Cb+c%zz"
    placed = Placed.encoded(frame, 0, len(frame))
    assert placed.data == b"a\x1cb c%zz"
    assert placed.span(1, 3) == (1, 4)
    assert Placed.plain(b"xyz", 1, 3).span(0, 1) == (1, 1)


@given(st.binary(max_size=60))
def test_any_bytes_can_be_read(data: bytes) -> None:
    placed = Placed.encoded(data, 0, len(data))
    assert len(placed.places) == len(placed.data) + 1
