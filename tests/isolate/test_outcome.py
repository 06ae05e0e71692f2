"""Two failures are the same by class of cause, worst findings and damage, whatever the amounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.isolate.outcome import Outcome, _worst, same_class, same_failure
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import Verdict
from posdiag.transcript import Party
from tests.isolate.made import bad, good, unclear


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code, severity, Party.POS, {"ko": "가", "en": "a"})


def twice(charged_krw: int = 17_600, charges: int = 2) -> Outcome:
    money = MoneyAccount(charges, charged_krw, {}, Belief.APPROVED, charged_krw // 2, agrees=False)
    return Outcome(
        Verdict.INCOMPATIBLE, "txn.duplicate.x", frozenset({"money.charged_twice"}), True, money, False
    )


@pytest.mark.parametrize(
    ("cause", "kind"), [("txn.duplicate.retry", "txn.duplicate"), ("unknown", "unknown"), ("", "")]
)
def test_the_class_of_a_cause_is_its_first_two_words(cause: str, kind: str) -> None:
    assert class_of(cause) == kind


def test_the_same_class_and_worst_findings_are_the_same_failure() -> None:
    assert same_failure(bad("a.b.c", "x"), bad("a.b.d", "x", "y"))
    assert not same_failure(bad("a.b.c", "x"), bad("a.b.c", "y"))
    assert not same_failure(bad("a.b.c", "x"), bad("a.c.c", "x"))
    assert not same_failure(bad("a.b.c", "x"), good())
    assert not same_failure(bad("a.b.c", "x"), replace(unclear(), cause="a.b.c", worst=frozenset("x")))


def test_money_must_go_wrong_in_the_same_way() -> None:
    assert same_failure(twice(), twice(2))
    assert not same_failure(twice(), twice(17_600, charges=1))
    assert not same_failure(twice(), replace(twice(), worst=frozenset({"money.charged_twice", "money.x"})))
    assert not same_failure(replace(twice(), critical=False), twice())


def test_over_releases_the_class_alone_counts() -> None:
    assert same_class(bad("a.b.c", "x"), bad("a.b.d", "y"))
    assert not same_class(bad("a.b.c"), bad("a.c"))
    assert not same_class(bad("a.b.c"), replace(good(), cause="a.b.c"))


def test_the_worst_findings_are_the_critical_ones_or_the_errors_of_the_first_cause() -> None:
    errors = [finding("wire.check", Severity.ERROR), finding("money.outcome", Severity.ERROR)]
    share = CauseShare("pos.wire", 0.9, "pos", ("wire.check",))
    assert _worst([finding("money.x", Severity.CRITICAL), *errors], share) == (frozenset({"money.x"}), True)
    assert _worst(errors, share) == (frozenset({"wire.check"}), False)
    assert _worst(errors, None) == (frozenset({"wire.check", "money.outcome"}), False)
    assert _worst([finding("a", Severity.NOTE)], None) == (frozenset(), False)
