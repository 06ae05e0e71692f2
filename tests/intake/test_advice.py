"""Whom to call, what to keep, what never to do: for every cause, the narrowest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.intake.advice import advice_for, lint_advice, load_advice
from posdiag.intake.decide import Knowledge
from posdiag.profile.roots import Roots


def test_the_shipped_advice_covers_every_cause(known: Knowledge) -> None:
    faults = lint_advice(known.advice, known.causes)
    assert not faults, faults.problems


def test_never_retry_first_is_told_whatever_the_cause(known: Knowledge) -> None:
    for cause in known.causes:
        told = " ".join(text["en"] for text in advice_for(known.advice, cause.id, cause.party).never)
        assert "Never charge again before" in told, cause.id


def test_a_coupon_is_never_paid_out_in_cash(known: Knowledge) -> None:
    told = advice_for(known.advice, "coupon.not_applied", "coupon")
    assert any("현금으로 환불하지" in text["ko"] for text in told.never)
    assert any("PG" in text["ko"] for text in told.call), "the narrowest entry says whom to call"


def test_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "advice.yaml").write_text(
        "advice:\n  - {of: [txn], call: [{ko: '', en: x}], colour: red}\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as told:
        load_advice(Roots((tmp_path,)))
    said = str(told.value)
    assert "source" in said
    assert "colour" in said
    assert "empty" in said
