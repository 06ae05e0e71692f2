"""What was confirmed to be undone and is not, by the statement."""

from __future__ import annotations

import pytest

from posdiag import assembly, engine
from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import RunRecord
from posdiag.transcript import StatementRow
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, charge, healthy_sale, reply, request

NOTHING = MoneyAccount(0, 0, {}, Belief.APPROVED, 0)
BACK = {"approval": "37097734", "approved_amount": "8800"}


def undone(kind: Kind, *rows: StatementRow) -> Play:
    """A sale, then its cancel or network cancel, confirmed; `rows` follow the charge in the statement."""
    play = healthy_sale(Play()).says(request(kind, "000002", orig_stan="000001")).hears(ACK)
    play.hears(reply(kind, "000002", **BACK)).statement(charge(), *rows)
    return play


def returned(purse: str) -> StatementRow:
    row = charge(purse=purse)
    return StatementRow(
        row.t_ms, "cancel", row.amount_krw, purse, row.approval, row.merchant, row.stan, row.note
    )


def codes(play: Play) -> set[str]:
    return {
        finding.code
        for finding in play.findings(NOTHING)
        if finding.code in ("money.cancel_unrestored", "money.reversal_not_landed")
    }


@pytest.mark.parametrize(
    ("kind", "rows", "code"),
    [
        (Kind.CANCEL, (), "money.cancel_unrestored"),
        (Kind.CANCEL, (returned("card"),), "money.cancel_unrestored"),
        (Kind.REVERSE, (), "money.reversal_not_landed"),
        (Kind.REVERSE, (returned("card"),), "money.cancel_unrestored"),
    ],
)
def test_a_confirmed_cancel_whose_money_did_not_come_back(
    kind: Kind, rows: tuple[StatementRow, ...], code: str
) -> None:
    play = undone(kind, *rows)
    assert codes(play) == {code}
    finding = next(one for one in play.findings(NOTHING) if one.code == code)
    assert finding.severity is Severity.CRITICAL
    assert finding.evidence
    assert (finding.facts["charged"], finding.facts["purse"]) == ("8800", "coupon")


@pytest.mark.parametrize("kind", [Kind.CANCEL, Kind.REVERSE])
def test_a_cancel_that_restored_the_coupon_gives_no_finding(kind: Kind) -> None:
    assert codes(undone(kind, returned("coupon"))) == set()


def test_without_a_statement_nobody_can_tell() -> None:
    play = healthy_sale(Play()).says(request(Kind.CANCEL, "000002", orig_stan="000001")).hears(ACK)
    assert codes(play.hears(reply(Kind.CANCEL, "000002", **BACK))) == set()


def test_a_cancel_that_was_refused_restores_nothing_and_claims_nothing() -> None:
    play = healthy_sale(Play()).says(request(Kind.CANCEL, "000002", orig_stan="000001")).hears(ACK)
    play.hears(reply(Kind.CANCEL, "000002", result="25", **BACK)).statement(charge())
    assert codes(play) == set()


# -- re-enacted, one for each of the five findings about money -----------------------------------


def run(scenario: str, pos: str, *faults: str) -> RunRecord:
    scenarios = (assembly.scenarios()[scenario],)
    releases = assembly.library().select([pos])
    plan = engine.Plan(scenarios, releases, faults=faults, prove=False, reenact=False)
    (ended,) = [event for event in assembly.run(plan) if isinstance(event, engine.RunEnded)]
    return ended.record


FIVE = {
    "money.charged_twice": ("timeout-retry", "reference/hangang@1.1", ()),
    "money.charged_unbooked": ("sale-within-balance", "reference/hangang@1.1", ("host-slow:ms=25000",)),
    "coupon.skipped_outage": ("coupon-credit-within", "reference/hangang@3.1", ("platform-outage",)),
    "money.reversal_not_landed": (
        "timeout-reversal",
        "reference/hangang@3.1",
        ("cancel-unrestored:of=reversal",),
    ),
    "money.cancel_unrestored": ("cancel-same-day", "reference/hangang@3.1", ("cancel-unrestored:to=card",)),
}


@pytest.mark.parametrize("code", FIVE)
def test_each_finding_about_money_is_found_where_it_is_re_enacted(code: str) -> None:
    scenario, pos, faults = FIVE[code]
    found = {finding.code: finding for finding in run(scenario, pos, *faults).findings}
    assert code in found, sorted(found)
    assert found[code].severity is Severity.CRITICAL


@pytest.mark.parametrize("scenario", sorted({scenario for scenario, _, _ in FIVE.values()}))
def test_none_of_them_is_found_in_a_healthy_run(scenario: str) -> None:
    record = run(scenario, "reference/hangang@3.1")
    assert not {finding.code for finding in record.findings} & set(FIVE)


def test_a_cancel_without_its_coupon_is_a_failed_reversal() -> None:
    record = run("cancel-same-day", "reference/hangang@3.1", "cancel-unrestored")
    assert record.causes[0].cause == "txn.reversal_failed"
    assert not record.money.agrees
