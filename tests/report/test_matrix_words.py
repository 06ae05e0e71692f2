"""The phrases of a matrix: both languages, the same blanks, none asked for that is not there."""

from __future__ import annotations

import re
import string
from importlib import import_module

import pytest

from posdiag.report.matrix_words import MATRIX_PHRASES, matrix_say
from tests.report.by_hand import untold

MODULES = (
    *("matrix_text", "matrix_json", "markdown", "junit", "sarif", "github", "codequality"),
    *("html", "html_heat", "html_failure", "html_ladder"),
)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, (korean, english) in MATRIX_PHRASES.items():
        assert korean.strip(), key
        assert english.strip(), key
        assert blanks(korean) == blanks(english), key
        assert not re.search("[가-힣]", english), key


@pytest.mark.parametrize("name", MODULES)
def test_every_phrase_asked_for_is_there(name: str) -> None:
    assert untold(import_module(f"posdiag.report.{name}"), matrix_say) == []


def test_blanks_are_filled_in() -> None:
    assert matrix_say("ko", "head.new", count=3) == "새 실패 3가지"
    assert matrix_say("en", "all_well") == "All compatible."
