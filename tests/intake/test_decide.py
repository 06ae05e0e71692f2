"""The decision: cause or none, words to say, and the order of advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from posdiag.intake.decide import Decision, Knowledge, decide
from posdiag.intake.dossier import Dossier, Reading
from posdiag.intake.facts import Fact

NOW = datetime(2025, 8, 22, 15, 0)


def decided(known: Knowledge, cause: str, *facts: Fact) -> Decision:
    reading = Reading("story", "…", cause, ((cause, 0.97),))
    return decide(Dossier(readings=(reading,), facts=facts), known, NOW)


def test_a_double_charge_is_answered_with_the_standing_order_first(known: Knowledge) -> None:
    decision = decided(known, "txn.duplicate", Fact("charged", "twice", "answer"))
    assert decision.answer == "txn.duplicate"
    assert decision.money == "open"
    assert decision.say[0].id.startswith("standing-order")
    assert all(card.charged != "not-more" for card in decision.say)


def test_how_often_was_charged_is_said_only_where_somebody_told(known: Knowledge) -> None:
    decision = decided(known, "txn.duplicate")
    assert all(not card.charged for card in decision.say)


def test_an_approval_that_the_till_never_saw_leaves_money_open_whatever_the_cause(known: Knowledge) -> None:
    decision = decided(known, "comm.disconnected", Fact("complaint", "unanswered", "story"))
    assert decision.answer == "comm.disconnected"
    assert decision.money == "open"
    assert decision.say[0].id.startswith("standing-order")


def test_what_is_not_known_is_not_claimed(known: Knowledge) -> None:
    decision = decide(Dossier(), known, NOW)
    assert decision.answer == "unknown"
    assert decision.ask is not None
    assert decision.say, "even then there are words to say"


def test_advice_that_helped_before_comes_first(known: Knowledge) -> None:
    plain = decided(known, "coupon.insufficient_balance", Fact("instrument", "prepaid", "answer"))
    assert len(plain.say) >= 2
    last = plain.say[-1].id
    counted = replace(known, counts={("coupon.insufficient_balance", last): (9, 0)})
    again = decided(counted, "coupon.insufficient_balance", Fact("instrument", "prepaid", "answer"))
    assert again.say[0].id == last


def test_cards_of_another_instrument_are_left_out(known: Knowledge) -> None:
    decision = decided(known, "coupon.insufficient_balance", Fact("instrument", "voucher-linked", "answer"))
    assert all(not card.instruments or "voucher-linked" in card.instruments for card in decision.say)


def test_the_rules_of_the_programme_are_asked(known: Knowledge) -> None:
    facts = (
        Fact("programme", "consumption-coupon-2025", "answer"),
        Fact("when", "2025-12-05", "answer"),
        Fact("place", "counter", "answer"),
    )
    decision = decided(known, "unknown", *facts)
    assert decision.ruling is not None
    assert decision.ruling.may == "no"
    assert "after-period" in [one.id for one in decision.contradictions]


def test_a_question_is_sent_to_the_office_that_answers_it(known: Knowledge) -> None:
    decision = decided(known, "enquiry.application", Fact("programme", "consumption-coupon-2025", "answer"))
    assert decision.routed is not None
    assert decision.routed.offices
    assert decision.routed.programme == "consumption-coupon-2025"
    assert all(card.audience != "technician" for card in decision.do)
    assert decided(known, "txn.duplicate").routed is None


def test_a_customer_hears_words_for_customers(known: Knowledge) -> None:
    decision = decided(known, "coupon.expired", Fact("caller", "customer", "answer"))
    assert decision.say[0].audience == "customer"
    assert decided(known, "coupon.expired").say[0].audience == "merchant"
