"""What does not fit together is shown, and what fits is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from posdiag.intake.contradict import contradictions, name_of
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import Fact

NOW = datetime(2025, 12, 24, 15, 0)


def told(known: Knowledge, *facts: tuple[str, str] | tuple[str, str, str], **more: object) -> list[str]:
    made = tuple(Fact(fact[0], fact[1], fact[2] if len(fact) > 2 else "story") for fact in facts)
    dossier = replace(Dossier(facts=made), **more)  # type: ignore[arg-type]
    return [one.id for one in contradictions(dossier, NOW, known.lexicon, known.book.programmes)]


@pytest.mark.parametrize(
    ("facts", "id_"),
    [
        ([("when", "2025-12-01"), ("programme", "consumption-coupon-2025")], "after-period"),
        ([("when", "2025-07-01T12:00"), ("programme", "consumption-coupon-2025")], "before-period"),
        ([("charged", "twice"), ("approval", "30012345")], "two-charges-one-approval"),
        ([("charged", "none"), ("approval", "30012345")], "no-notice-but-approval"),
        ([("when", "2025-08-21T19:00"), ("cancelled-at", "2025-08-21T18:00")], "cancel-before-sale"),
        ([("when", "2025-12-25T19:00")], "in-the-future"),
        ([("place", "kiosk"), ("message", "서명패드에 서명해 주세요")], "message-of-another-place"),
        ([("place", "online"), ("message", "IC카드를 꽂아 주세요")], "message-of-another-place"),
        ([("instrument", "voucher-qr"), ("entry", "stripe")], "code-without-card"),
        ([("amount", "12300"), ("text-amount", "13200")], "amount-unlike-message"),
        ([("amount", "12300"), ("amount", "13200", "statement")], "amount-unlike-statement"),
        (
            [("message", "승인거절"), ("charged", "ordinary"), ("approval", "30012345")],
            "refused-but-approved",
        ),
        ([("place", "kiosk"), ("place", "counter", "answer")], "differing-place"),
    ],
)
def test_each_kind_is_found(known: Knowledge, facts: list[tuple[str, str]], id_: str) -> None:
    assert id_ in told(known, *facts)


@pytest.mark.parametrize(
    "facts",
    [
        [("when", "2025-11-30T23:00"), ("programme", "consumption-coupon-2025")],
        [("charged", "twice"), ("approval", "30012345"), ("approval", "30012399")],
        [("when", "2025-08-21"), ("cancelled-at", "2025-08-21T18:00")],
        [("amount", "12300"), ("text-amount", "12300")],
        [("amount", "12300"), ("text-amount", "10000"), ("text-amount", "2300")],
        [("when", "2025-08-21"), ("when", "2025-08-21T19:00", "answer")],
        [("place", "counter"), ("message", "서명패드에 서명해 주세요")],
        [],
    ],
)
def test_what_fits_is_not_called_a_contradiction(known: Knowledge, facts: list[tuple[str, str]]) -> None:
    assert told(known, *facts) == []


def test_one_live_approval_on_the_statement_is_no_double(known: Knowledge) -> None:
    rows = ({"kind": "approved", "cancelled": False}, {"kind": "approved", "cancelled": True})
    assert told(known, ("charged", "twice"), payments=rows) == ["two-charges-one-on-statement"]


def test_the_words_name_both_sides_in_both_languages(known: Knowledge) -> None:
    dossier = Dossier(facts=(Fact("place", "kiosk", "story"), Fact("place", "counter", "answer")))
    one = contradictions(dossier, NOW, known.lexicon, known.book.programmes)[0]
    assert "키오스크" in one.text["ko"]
    assert "매장 카운터" in one.text["ko"]
    assert "a kiosk" in one.text["en"]


def test_values_are_named_as_people_read_them(known: Knowledge) -> None:
    assert name_of("amount", "12300", "ko", known.lexicon) == "12,300원"
    assert name_of("when", "2025-08-21T19:00", "en", known.lexicon) == "2025-08-21 19:00"
    assert name_of("shop", "행복분식", "en", known.lexicon) == "행복분식"
