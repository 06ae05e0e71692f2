"""Byte order, clocks, options: the small parts of pcapng blocks."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture import pcapng_parts as parts
from tests.capture.made import options as made
from tests.capture.made import section


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_order_of_a_section_is_told_by_its_magic(order: str) -> None:
    assert parts.order_of(section(order)[:12]) == order
    assert parts.order_of(section(order)[:11]) is None
    assert parts.order_of(bytes(12)) is None


@pytest.mark.parametrize(
    ("value", "ticks", "us"), [(6, 7, 7), (9, 7999, 7), (3, 7, 7000), (0, 7, 7_000_000), (0x81, 3, 1_500_000)]
)
def test_ticks_become_microseconds(value: int, ticks: int, us: int) -> None:
    multiply, divide = parts.resolution(value)
    assert ticks * multiply // divide == us


@given(st.lists(st.tuples(st.integers(1, 0xFFFF), st.binary(max_size=20))), st.sampled_from("<>"))
def test_options_are_read_as_they_were_made(pairs: list[tuple[int, bytes]], order: str) -> None:
    assert list(parts.options(order, made(*pairs, order=order) + b"behind the end")) == pairs


def test_records_of_names_are_passed_over_to_the_options() -> None:
    records = struct.pack("<HH", 1, 6) + bytes(8) + struct.pack("<HH", 2, 3) + bytes(4) + bytes(4)
    assert parts.after_names("<", records + b"options") == b"options"


@given(st.binary(max_size=60), st.sampled_from("<>"), st.integers(0, 255))
def test_no_bytes_make_them_raise(garbage: bytes, order: str, value: int) -> None:
    list(parts.options(order, garbage))
    parts.after_names(order, garbage)
    parts.order_of(garbage)
    parts.text(garbage)
    multiply, divide = parts.resolution(value)
    assert multiply > 0
    assert divide > 0
