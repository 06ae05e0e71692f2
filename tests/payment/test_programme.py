"""Rules hold on their days, both ends included; a period is always asked about."""

from __future__ import annotations

import pytest

from posdiag.payment.programme import INFORMING, UNDOING, Grade, Rule, RuleKind, Source


def rule(kind: RuleKind, since: str, until: str) -> Rule:
    return Rule("r", kind, {}, Source("s", Grade.OFFICIAL), since, until)


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-08-21", False), ("2025-08-22", True), ("2025-11-30", True), ("2025-12-01", False)],
)
def test_a_rule_holds_from_its_first_day_through_its_last(day: str, holds: bool) -> None:
    assert rule(RuleKind.SECTORS_OUT, "2025-08-22", "2025-11-30").holds_on(day) is holds


def test_the_last_day_holds_to_its_last_minute_and_a_first_minute_is_kept() -> None:
    assert rule(RuleKind.SECTORS_OUT, "", "2025-11-30").holds_on("2025-11-30T23:59")
    assert not rule(RuleKind.SALES_CAP, "2023-06-30T23:00", "").holds_on("2023-06-30T22:59")
    assert rule(RuleKind.SALES_CAP, "2023-06-30T23:00", "").holds_on("2023-06-30T23:00")


def test_open_ends_hold_for_ever() -> None:
    assert rule(RuleKind.REGION, "", "").holds_on("1999-01-01")


def test_a_period_is_asked_about_outside_itself_too() -> None:
    assert rule(RuleKind.PERIOD, "2025-07-21", "2025-11-30").holds_on("2026-01-01")


def test_what_informs_does_not_decide() -> None:
    assert {RuleKind.CANCEL, RuleKind.REFUND, RuleKind.DRAW, RuleKind.NOTE} < INFORMING
    assert UNDOING < INFORMING
