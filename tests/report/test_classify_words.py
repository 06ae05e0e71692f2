"""The words of classified texts, in both languages and with the same blanks."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from posdiag.report import classified, code_rows
from posdiag.report.classify_words import CLASSIFY_PHRASES, classify_say


@pytest.mark.parametrize("key", sorted(CLASSIFY_PHRASES))
def test_each_phrase_is_in_both_languages(key: str) -> None:
    korean, english = CLASSIFY_PHRASES[key]
    blanks = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (korean, english)
    ]
    assert blanks[0] == blanks[1]
    assert re.search(r"[가-힣]", korean)
    assert not re.search(r"[가-힣]", english)


def test_every_phrase_asked_for_is_there() -> None:
    for module in (classified, code_rows):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "classify_say":
                key = node.args[1]
                if isinstance(key, ast.Constant):
                    assert key.value in CLASSIFY_PHRASES
    assert classify_say("en", "codes.count", count=3) == "3 codes"
