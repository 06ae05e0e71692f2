"""What a dossier makes likely: readings, facts and answers weighed through the checks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.checks.check import OPEN, UNCLEAR
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Answered, Dossier, Reading
from posdiag.intake.facts import Fact
from posdiag.intake.judge import answer_of, evidence, judge

UNSURE = Reading("story", "…", "unknown", (("unknown", 0.7), ("card.read_error", 0.3)))
EMPTY = Dossier()


def judged(known: Knowledge, dossier: Dossier):  # type: ignore[no-untyped-def]
    return judge(dossier, known.causes, known.checks, known.lexicon, known.book)


def test_nothing_told_is_nothing_known(known: Knowledge) -> None:
    state = judged(known, EMPTY)
    assert answer_of(state) == "unknown"
    assert state.money == UNCLEAR
    assert sum(state.posterior.values()) == pytest.approx(1)


def test_a_sure_reading_is_the_answer(known: Knowledge) -> None:
    reading = Reading("story", "…", "card.pin_error", (("card.pin_error", 0.95),))
    assert answer_of(judged(known, replace(EMPTY, readings=(reading,)))) == "card.pin_error"


def test_two_charges_open_the_money_and_speak_for_a_double(known: Knowledge) -> None:
    told = replace(EMPTY, readings=(UNSURE,), facts=(Fact("charged", "twice", "story"),))
    before, after = judged(known, replace(told, facts=())), judged(known, told)
    assert after.posterior["txn.duplicate"] > 20 * before.posterior["txn.duplicate"]
    assert after.money == OPEN


def test_an_answer_counts_more_than_the_same_in_a_story_that_was_read(known: Knowledge) -> None:
    sure = Reading("story", "…", "card.read_error", (("card.read_error", 0.9),))
    shares = []
    for source in ("story", "answer"):
        told = replace(EMPTY, readings=(sure,), facts=(Fact("charged", "twice", source),))
        shares.append(judged(known, told).posterior["txn.duplicate"])
    assert shares[1] > 2 * shares[0]


def test_an_answer_to_a_check_outranks_the_fact_that_says_the_same_otherwise(known: Knowledge) -> None:
    told = replace(
        EMPTY, facts=(Fact("place", "kiosk", "story"),), answers=(Answered("where-paid", "counter"),)
    )
    assert [(one.check, one.answer) for one in evidence(told, known.lexicon)] == [("where-paid", "counter")]


def test_a_known_approval_answers_the_inquiry(known: Knowledge) -> None:
    told = replace(EMPTY, facts=(Fact("approval", "30012345", "answer"),))
    assert ("last-transaction", "approved") in [
        (one.check, one.answer) for one in evidence(told, known.lexicon)
    ]


def test_a_message_read_later_weighs_in(known: Knowledge) -> None:
    later = Reading("message", "한도초과", "card.limit_exceeded", (("card.limit_exceeded", 0.97),))
    state = judged(known, replace(EMPTY, readings=(UNSURE, later)))
    assert answer_of(state) == "card.limit_exceeded"


def test_a_further_reading_that_decides_nothing_changes_little(known: Knowledge) -> None:
    sure = Reading("story", "…", "card.pin_error", (("card.pin_error", 0.95),))
    nothing = Reading("note", "…", "unknown", (("unknown", 1.0),))
    one = judged(known, replace(EMPTY, readings=(sure,)))
    two = judged(known, replace(EMPTY, readings=(sure, nothing)))
    assert two.posterior["card.pin_error"] == pytest.approx(one.posterior["card.pin_error"], abs=0.01)


def test_a_complaint_speaks_for_its_causes(known: Knowledge) -> None:
    told = replace(EMPTY, facts=(Fact("complaint", "unauthorised", "answer"),))
    before, after = judged(known, EMPTY), judged(known, told)
    assert after.posterior["fraud.suspected"] > 5 * before.posterior["fraud.suspected"]
