"""How sure a finding is, in a word."""

from __future__ import annotations

import pytest

from posdiag.statement.finding import Odd


@pytest.mark.parametrize(
    ("probability", "word"), [(0.9, "almost-certain"), (0.7, "likely"), (0.5, "possible"), (0.2, "weak")]
)
def test_a_probability_has_a_word(probability: float, word: str) -> None:
    assert Odd("k", "unknown", "note", probability, (1,), {}).strength == word
