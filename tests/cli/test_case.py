"""The group: every verb is there, in both languages, and its help says what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from posdiag.cli import case as module

VERBS = tuple(module._VERBS)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_group_lists_every_verb_with_a_line(posdiag: Callable[..., Any], lang: str) -> None:
    ran = posdiag("case", "--help", lang=lang)
    assert ran.code == 0
    for verb in VERBS:
        assert f"  {verb} " in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_format_and_output(posdiag: Callable[..., Any], verb: str) -> None:
    for lang in ("ko", "en"):
        ran = posdiag("case", verb, "--help", lang=lang)
        assert ran.code == 0
        for option in ("--db", "--now", "--format", "--output"):
            assert option in ran.out
