"""What a screen of sixteen bytes does to Korean."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from posdiag.profile.traits import Traits
from posdiag.replay.screen import shown

NARROW = replace(Traits(), screen_width=15)


def test_a_line_cut_at_bytes_may_end_in_half_a_character() -> None:
    text, raw = shown("사용지역이아닙니다", replace(NARROW, screen_cut="bytes"))
    assert len(raw) == 15
    assert text.endswith("�")


def test_a_line_cut_at_characters_keeps_whole_ones() -> None:
    text, raw = shown("사용지역이아닙니다", NARROW)
    assert text == "사용지역이아닙"
    assert len(raw) == 14


def test_a_screen_with_the_wrong_charset_shows_other_letters() -> None:
    text, _ = shown("잔액", replace(Traits(), screen_charset="latin-1"))
    assert text == "ÀÜ¾×"


@given(st.text(max_size=60), st.sampled_from(["bytes", "characters"]), st.integers(0, 40))
def test_no_text_is_too_odd_to_be_shown(text: str, cut: str, width: int) -> None:
    _, raw = shown(text, replace(Traits(), screen_width=width, screen_cut=cut))
    assert not width or len(raw) <= width
