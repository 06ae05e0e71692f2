"""An errand is a scenario for a POS that is played, and a case for whoever reads what was seen."""

from __future__ import annotations

from posdiag.learn.errand import INSTRUMENT_FOR, Treat, doing, pay, paying
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Instrument, Step

CARD = Instrument("card")


def test_payments_of_one_amount_have_a_name_in_both_languages() -> None:
    errand = paying("two", "두 건 | two", CARD, Treat.UNANSWERED, 2, "late:ms=1")
    assert errand.name == {"ko": "두 건", "en": "two"}
    assert errand.payments == errand.case().payments == 2
    assert {step.amount_krw for step in errand.steps} == {8800}
    assert errand.scenario("2025-09-10T12:30:00").faults == ("late:ms=1",)


def test_what_is_no_payment_must_be_told() -> None:
    errand = doing("cancel", "취소 | a cancel", (pay(), Step(Do.CANCEL, of=1)), {"main": CARD})
    assert errand.told
    assert errand.payments == 1


def test_every_way_of_reading_has_an_instrument() -> None:
    assert set(INSTRUMENT_FOR) == set(Entry) - {Entry.FALLBACK}
