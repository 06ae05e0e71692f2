"""Phrases and the language that is chosen for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.web.failure import STATUS
from posdiag.web.words import WORDS, language, word, word_or

TEMPLATES = Path(__file__).parents[2] / "posdiag" / "web" / "templates"


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        ("en", "ko", "en"),
        ("fr", "en-GB,ko;q=0.5", "en"),
        ("", "fr,ko-KR;q=0.8,en;q=0.9", "en"),
        ("", "fr", "ko"),
        ("", "", "ko"),
        ("", "en;q=0", "ko"),
        ("", "en;q=nonsense,ko;q=0.1", "ko"),
    ],
)
def test_the_language_asked_for_or_the_best_that_we_speak(asked: str, accepted: str, lang: str) -> None:
    assert language(asked, accepted, "ko") == lang


@given(st.text(), st.text())
def test_any_header_gives_a_language_that_we_speak(asked: str, accepted: str) -> None:
    assert language(asked, accepted, "en") in ("ko", "en")


def test_blanks_are_filled_and_what_is_missing_is_said_otherwise() -> None:
    assert word("en", "case.title", number=7) == "Case 7"
    assert word_or("en", "no.such.phrase", "otherwise") == "otherwise"


def test_every_code_of_failure_has_its_phrase() -> None:
    assert not [code for code in STATUS if f"failure.{code}" not in WORDS]


def test_every_phrase_that_a_template_asks_for_is_there() -> None:
    missing = []
    for path in sorted(TEMPLATES.glob("*.html")):
        for key, joined in re.findall(r"\bt(?:_or)?\('([^']+)'(\s*~)?", path.read_text(encoding="utf-8")):
            if not any(known.startswith(key) if joined else known == key for known in WORDS):
                missing.append(f"{path.name}: {key}")
    assert not missing, "\n".join(missing)


def test_no_template_has_words_of_its_own() -> None:
    for path in sorted(TEMPLATES.glob("*.html")):
        text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search("[가-힣]", text), path.name
