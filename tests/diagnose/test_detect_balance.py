"""Balances that still show what was there before."""

from __future__ import annotations

import pytest

from posdiag.payment.money import Belief, MoneyAccount
from posdiag.replay.scenario import Money
from posdiag.transcript import Statement, StatementRow
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, charge, healthy_sale, paid, reply, request, story


def sale_then_balance(told: str, *rows: StatementRow) -> Play:
    play = healthy_sale(Play(scenario=story()))
    play.says(request(Kind.BALANCE, "000002")).hears(ACK)
    play.hears(reply(Kind.BALANCE, "000002", balance=told)).says(ACK)
    return play.statement(*rows)


def lags(play: Play) -> list[dict[str, str]]:
    return [dict(f.facts) for f in play.findings(paid()) if f.code == "txn.balance_lag"]


def test_a_balance_after_the_sale_that_was_never_reduced_lags() -> None:
    (facts,) = lags(sale_then_balance("30000", charge()))
    assert (facts["told"], facts["expected"]) == ("30000", "21200")


def test_a_balance_that_was_reduced_does_not() -> None:
    assert lags(sale_then_balance("21200", charge())) == []


def test_a_balance_before_the_sale_is_the_old_one() -> None:
    play = Play(scenario=story()).says(request(Kind.BALANCE)).hears(ACK)
    play.hears(reply(Kind.BALANCE, balance="30000")).says(ACK)
    assert lags(healthy_sale(play, "000002").statement(charge(stan="000002"))) == []


def test_what_was_cancelled_before_counts_as_left() -> None:
    play = healthy_sale(Play(scenario=story()))
    play.says(request(Kind.CANCEL, "000002", orig_approval="37097734")).hears(ACK)
    play.hears(reply(Kind.CANCEL, "000002", approval="37097734")).says(ACK)
    play.says(request(Kind.BALANCE, "000003")).hears(ACK)
    play.hears(reply(Kind.BALANCE, "000003", balance="30000")).says(ACK)
    back = StatementRow(200, "cancel", 8800, "coupon", "37097734", "000012300456780", "000001", "")
    assert lags(play.statement(charge(), back)) == []


@pytest.mark.parametrize(("left", "count"), [(30000, 1), (21200, 0)])
def test_a_statement_whose_balance_is_not_what_its_rows_leave_lags(left: int, count: int) -> None:
    play = healthy_sale(Play(scenario=story()))
    play.transcript.statement = Statement((charge(),), (("coupon", left),), (("coupon", 30000),))
    assert len(lags(play)) == count


def test_without_a_statement_nothing_is_said() -> None:
    play = healthy_sale(Play(scenario=story()))
    play.says(request(Kind.BALANCE, "000002")).hears(ACK)
    assert lags(play.hears(reply(Kind.BALANCE, "000002", balance="30000"))) == []


def part_approved(held: int, planned: int) -> set[str]:
    """A sale of 8,800 won of which the coupon paid all that it held; the shop counted on `planned` of it."""
    meant = story(money=(Money(2, 8800, {"coupon": planned, "card": 8800 - planned}),))
    rows = (charge(held), charge(8800 - held, "card", approval="11111111"))
    play = healthy_sale(Play(scenario=meant)).statement(*rows, opening=held)
    account = MoneyAccount(2, 8800, {"coupon": held, "card": 8800 - held}, Belief.APPROVED, 8800, True)
    return play.codes_found(account)


def test_a_coupon_that_gave_all_it_held_and_less_than_planned_is_short() -> None:
    assert "coupon.short_of_plan" in part_approved(2000, 5000)
    assert "coupon.short_of_plan" not in part_approved(5000, 5000)
