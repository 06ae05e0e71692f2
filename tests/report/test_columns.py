"""Columns: Korean letters take two, no line exceeds its room, nothing acts on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.report.columns import columns, fit, hung, pad, plain_signs, shown, wrap

TEXTS = st.text(st.sampled_from("a b 쿠폰 결제 …́①"), max_size=60)


def test_a_korean_letter_takes_two_columns_and_a_combining_mark_none() -> None:
    assert columns("쿠폰 pay") == 8
    assert columns("e\u0301") == 1


@given(TEXTS, st.integers(0, 40))
def test_a_fitted_text_never_exceeds_its_columns(text: str, limit: int) -> None:
    assert columns(fit(text, limit)) <= limit


@given(TEXTS, st.integers(1, 40))
def test_a_padded_text_has_exactly_its_columns(text: str, width: int) -> None:
    assert columns(pad(text, width)) == width


@given(TEXTS, st.integers(4, 40))
def test_wrapping_keeps_every_letter_and_exceeds_no_line(text: str, limit: int) -> None:
    lines = wrap(text, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(row) <= limit for row in lines)


def test_a_cut_inside_a_wide_letter_leaves_it_out() -> None:
    assert fit("쿠폰결제", 6) == "쿠폰…"


def test_lines_after_the_first_are_indented() -> None:
    assert wrap("one two three", 8, "  ") == ["one two", "  three"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\r\nb\tc", "a  b c"),
        ("\u202eevil", "\\u202eevil"),
        ("승인 10,000원", "승인 10,000원"),
    ],
)
def test_control_and_direction_characters_are_made_visible(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_plain_signs_keep_the_width() -> None:
    drawn = "│─▶◀✓✗●╳…→·═×"
    assert plain_signs(drawn).isascii()
    assert len(plain_signs(drawn)) == len(drawn)


def test_hung_text_stands_behind_its_opening() -> None:
    rows = hung("  - ", "one two three four five six seven", 24)
    assert rows == ["  - one two three four", "    five six seven"]
    assert hung("  - ", "", 24) == ["  - "]
