"""Warnings: in both languages, and of what was masked."""

from __future__ import annotations

from posdiag.classify.warned import CODES, personal, warn
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
