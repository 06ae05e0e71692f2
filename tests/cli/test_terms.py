"""terms: all of them, one, a part of a word, and what is not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from posdiag.cli.phrases.terms import TEXTS

Posdiag = Callable[..., Any]


def test_one_term_by_any_spelling(posdiag: Posdiag) -> None:
    assert posdiag("terms", "late", "answer").out.splitlines()[0] == "late answer"
    assert posdiag("terms", "직전거래조회", lang="ko").out.splitlines()[0] == "직전거래조회"


def test_all_terms_as_json(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("terms", "--format", "json").out)
    assert told["schema"] == "posdiag/terms/1"
    assert len(told["terms"]) >= 20


def test_what_is_not_explained_is_told(posdiag: Posdiag) -> None:
    ran = posdiag("terms", "망취", lang="en")
    assert ran.code == 0  # a part of a spelling
    wrong = posdiag("terms", "zzzz")
    assert (wrong.code, wrong.out) == (2, "")
    assert "`zzzz` is not explained here" in wrong.err
    assert TEXTS
