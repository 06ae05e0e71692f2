"""The question and the advice joined to a classification."""

from __future__ import annotations

from posdiag.classify import load_classifier
from posdiag.classify.result import UNKNOWN, Classification, Ranked
from posdiag.cli.advised import Advisor, card_object, question_object
from posdiag.profile.roots import Roots

ROOTS = Roots.of()
ADVISOR = Advisor(ROOTS)


def told(*causes: tuple[str, float]) -> Classification:
    return Classification("t", "t", None, causes[0][0], tuple(Ranked(*one) for one in causes))


def test_a_plain_cause_needs_no_question() -> None:
    assert ADVISOR.question(told(("txn.duplicate", 0.97))) is None


def test_two_causes_bring_a_question_that_does_not_pay() -> None:
    check = ADVISOR.question(told(("coupon.not_applied", 0.5), ("txn.duplicate", 0.4)))
    assert check is not None
    assert not check.pays
    assert {"id", "who", "ko", "en", "answers"} == set(question_object(check))


def test_likelihoods_that_are_nearly_alike_bring_the_same_question() -> None:
    one = ADVISOR.question(told(("coupon.not_applied", 0.51), ("txn.duplicate", 0.39)))
    other = ADVISOR.question(told(("coupon.not_applied", 0.49), ("txn.duplicate", 0.41)))
    assert one is other


def test_nothing_known_brings_no_question_but_advice() -> None:
    nothing = told((UNKNOWN, 0.9))
    assert ADVISOR.question(nothing) is None
    assert ADVISOR.advice(nothing)


def test_every_cause_has_advice_for_the_agent() -> None:
    for cause in ADVISOR.causes.ids():
        cards = ADVISOR.advice(told((cause, 0.95)))
        assert "agent" in {card.audience for card, _ in cards}, cause
        assert card_object(*cards[0])["proof"]["status"] == "not-replayable"


def test_a_real_text_is_joined() -> None:
    found = load_classifier(ROOTS).classify("응답코드 05 거절")
    assert ADVISOR.advice(found)[0][1] == found.answer
    assert ADVISOR.name("no.such.cause") == {"ko": "no.such.cause", "en": "no.such.cause"}
