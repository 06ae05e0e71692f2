"""The words of a case's report: both languages, the same blanks, and every key that is asked for."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

from posdiag.report.case_words import CASE_PHRASES, put, put_or


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, (korean, english) in CASE_PHRASES.items():
        blanks = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (korean, english)
        ]
        assert blanks[0] == blanks[1], key
        assert korean.strip(), key
        assert not re.search("[가-힣]", english), key


def test_every_phrase_that_is_asked_for_is_there() -> None:
    root = Path(__file__).parents[2] / "posdiag"
    missing = []
    for path in (*root.glob("report/case_*.py"), *root.glob("escalate/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "put":
                key = node.args[1]
                if isinstance(key, ast.Constant) and key.value not in CASE_PHRASES:
                    missing.append(f"{path.name}:{node.lineno}: {key.value!r}")
    assert missing == []


def test_a_phrase_may_have_a_blank_called_key() -> None:
    assert "place=…" in put("en", "how_to_answer", number=1, key="place")
    assert put_or("ko", "nonsense", "그대로") == "그대로"
