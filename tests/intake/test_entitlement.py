"""The programme's rules asked with the facts of a call."""

from __future__ import annotations

from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Dossier
from posdiag.intake.entitlement import ruling, weighed
from posdiag.intake.facts import Fact


def of(**facts: str) -> Dossier:
    return Dossier(
        opened="2025-08-22T15:00:00+09:00", facts=tuple(Fact(k, v, "answer") for k, v in facts.items())
    )


def test_a_sale_after_the_period_is_no_and_speaks_for_an_expired_coupon(known: Knowledge) -> None:
    told = ruling(of(programme="consumption-coupon-2025", when="2025-12-05"), known.book, known.lexicon)
    assert told is not None
    assert told.may == "no"
    even = {"coupon.expired": 0.5, "card.read_error": 0.5}
    after = weighed(even, told)
    assert after["coupon.expired"] > 0.7
    assert sum(after.values()) == 1


def test_without_a_programme_there_is_nothing_to_ask(known: Knowledge) -> None:
    assert ruling(of(when="2025-08-21"), known.book, known.lexicon) is None
    assert ruling(of(programme="culture", when="2025-08-21"), known.book, known.lexicon) is None
    assert weighed({"a": 0.25, "b": 0.75}, None) == {"a": 0.25, "b": 0.75}


def test_a_cancel_is_asked_as_a_cancel(known: Knowledge) -> None:
    told = ruling(
        of(programme="consumption-coupon-2025", when="2025-08-21", action="cancel"), known.book, known.lexicon
    )
    assert told is not None
    assert told.question.do == "cancel"
    assert told.question.paid_on == "2025-08-21"


def test_whatever_the_facts_the_rules_answer(known: Knowledge) -> None:
    for programme in known.lexicon.fields["programme"].values:
        for place in known.lexicon.fields["place"].values:
            for sector in known.lexicon.fields["sector"].values[:4]:
                facts = {
                    "programme": programme.id,
                    "place": place.id,
                    "sector": sector.id,
                    "when": "2025-08-21T19:00",
                }
                told = ruling(of(**facts, instrument="prepaid", amount="5000"), known.book, known.lexicon)
                assert (told is None) is (not programme.rules)
