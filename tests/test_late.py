"""Patterns compiled late find what patterns compiled at once find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.late import late, late_bytes


@given(st.text(alphabet="abcABC12 가나", max_size=30))
def test_a_late_pattern_finds_what_a_compiled_one_finds(text: str) -> None:
    slow, fast = late(r"([a-b]+)(\d?)", re.IGNORECASE), re.compile(r"([a-b]+)(\d?)", re.IGNORECASE)
    assert slow.findall(text) == fast.findall(text)
    assert slow.sub(r"\2", text) == fast.sub(r"\2", text)
    assert [one.span() for one in slow.finditer(text)] == [one.span() for one in fast.finditer(text)]


def test_a_late_pattern_is_compiled_with_the_first_use_and_not_before() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("text")


def test_a_late_pattern_of_bytes_finds_bytes() -> None:
    assert late_bytes(rb"\d+").findall(b"a12b3") == [b"12", b"3"]


def test_a_late_pattern_has_no_other_attributes() -> None:
    assert not hasattr(late("a"), "pattern")
