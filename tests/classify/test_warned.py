"""Warnings, and masking that is skipped only where nothing could be masked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.classify.warned import CODES, mask, personal, warn
from posdiag.masking import mask_text


def test_every_warning_has_both_languages() -> None:
    for code in CODES:
        told = warn(code, how="x", count="1")
        assert told.text["ko"].strip()
        assert told.text["en"].strip()


def test_what_was_masked_is_told() -> None:
    assert personal("a", "a") == []
    for text, code in (
        ("카드 9400123456789012", "card-number"),
        ("900101-1234567", "resident-number"),
        ("010-1234-5678", "personal"),
    ):
        assert [one.code for one in personal(text, mask_text(text))] == [code]


PIECES = st.sampled_from(
    [
        "홍길동",
        "님",
        "씨",
        " ",
        "고객명",
        "카드",
        "9400123456789012",
        "serial",
        "ABCD12",
        "1",
        "-",
        "PIN",
        "쿠폰번호",
        "%B",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=60)))
def test_skipping_never_leaves_what_masking_would_hide(text: str) -> None:
    assert mask(text) == mask_text(text)
