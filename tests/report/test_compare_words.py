"""Phrases of comparisons stand in both languages."""

from __future__ import annotations

import string

from posdiag.report.compare_words import COMPARE_PHRASES, compare_say


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, both in COMPARE_PHRASES.items():
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in both]
        assert blanks[0] == blanks[1], key


def test_blanks_are_filled_in() -> None:
    assert compare_say("en", "changes", count=2) == "2 trait(s) changed"
