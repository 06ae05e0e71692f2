"""Every fact a question may lack has a question to ask for it, in both languages."""

from __future__ import annotations

from dataclasses import fields

from posdiag.entitle.asks import ASKS
from posdiag.entitle.question import Question

ALWAYS_GIVEN = {"programme", "date", "do", "amount_krw"}


def test_every_fact_of_a_question_can_be_asked_for() -> None:
    facts = {one.name for one in fields(Question)} - ALWAYS_GIVEN
    assert facts <= set(ASKS)
    for ask in ASKS.values():
        assert ask["ko"]
        assert ask["en"]
