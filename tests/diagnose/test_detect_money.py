"""The money account against books, statement and expectation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.replay.scenario import Do, Instrument, Money, Step
from posdiag.transcript import StatementRow
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, charge, healthy_sale, paid, refused, reply, request, story


def money_codes(play: Play, account: MoneyAccount) -> set[str]:
    return {code for code in play.codes_found(account) if code.startswith(("money.", "coupon."))}


def test_books_and_charges_that_agree_give_no_finding() -> None:
    play = healthy_sale(Play(scenario=story())).statement(charge())
    assert money_codes(play, paid()) == set()


def test_two_live_approvals_of_one_payment_are_charged_twice() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 20000)
    play.says(request(stan="000002")).hears(ACK).hears(reply(stan="000002", approval="11111111"))
    play.statement(charge(), charge(stan="000002", approval="11111111"))
    account = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 8800, False)
    assert money_codes(play, account) == {"money.charged_twice"}


def test_a_terminal_that_counts_for_itself_may_still_charge_one_payment_twice() -> None:
    """Neither live approval bears a trace number of the POS's; there was one payment all the same."""
    play = healthy_sale(Play()).statement(charge(stan="500001"), charge(stan="500002", approval="11111111"))
    account = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 8800, False)
    assert money_codes(play, account) == {"money.charged_twice"}


def test_one_approval_from_two_purses_is_charged_once() -> None:
    play = healthy_sale(Play()).statement(charge(5000), charge(3800, "card"))
    account = MoneyAccount(1, 8800, {"coupon": 5000, "card": 3800}, Belief.APPROVED, 8800, True)
    assert money_codes(play, account) == set()


def test_two_answered_sales_where_one_payment_was_meant_are_charged_twice() -> None:
    """As the host's link shows it: each answer came, and the one on the other link got lost."""
    play = healthy_sale(healthy_sale(Play(scenario=story())), "000002", approval="11111111")
    play.statement(charge(), charge(stan="000002", approval="11111111"))
    account = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 8800, False)
    assert "money.charged_twice" in money_codes(play, account)


def test_two_answered_sales_of_the_same_amount_are_two_payments() -> None:
    play = healthy_sale(healthy_sale(Play()), "000002", approval="11111111")
    play.statement(charge(), charge(stan="000002", approval="11111111"))
    account = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 17600, True)
    assert money_codes(play, account) == set()


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (MoneyAccount(1, 8800, {}, Belief.DECLINED, 0, False), "money.charged_unbooked"),
        (MoneyAccount(1, 8800, {}, Belief.UNKNOWN, 0, False), "money.left_open"),
        (MoneyAccount(1, 5000, {}, Belief.APPROVED, 8800, False), "money.booked_uncharged"),
    ],
)
def test_disagreement_is_critical(account: MoneyAccount, code: str) -> None:
    finding = Play().says(request()).hears(ACK).findings(account)[0]
    assert (finding.code, finding.severity) == (code, Severity.CRITICAL)


def test_an_unexpected_outcome_is_an_error() -> None:
    play = healthy_sale(Play(scenario=story()), result="51")
    assert money_codes(play, refused()) == {"money.outcome_unexpected", "money.not_as_expected"}


@pytest.mark.parametrize(
    ("note", "kind", "code"),
    [
        ("", "coupon-credit", "coupon.skipped"),
        ("상품권 시스템 장애: 일반 승인", "coupon-credit", "coupon.skipped_outage"),
        ("쿠폰 미적용: 결제 경로", "coupon-credit", "coupon.skipped_pg"),
        ("", "voucher-linked", "coupon.skipped_short"),
    ],
)
def test_an_approval_without_the_coupon_says_why(note: str, kind: str, code: str) -> None:
    play = healthy_sale(Play(scenario=story(kind=kind, balance=8799)))
    play.statement(charge(purse="card", note=note), opening=8799)
    findings = play.findings(paid(purse="card"))
    assert next(f for f in findings if f.code == code).severity is Severity.CRITICAL


def test_ordinary_money_where_the_scenario_expects_it_is_a_note() -> None:
    play = healthy_sale(Play(scenario=story(kind="voucher-linked", money=[Money(1, 8800, {"card": 8800})])))
    play.statement(charge(purse="card"), opening=100)
    (finding,) = [f for f in play.findings(paid(purse="card")) if f.code.startswith("coupon.")]
    assert finding.severity is Severity.NOTE


def test_an_ordinary_card_has_no_coupon_to_skip() -> None:
    play = healthy_sale(Play(scenario=story(kind="card", money=[Money(1, 8800)])))
    assert money_codes(play.statement(charge(purse="card")), paid(purse="card")) == set()


def test_what_was_meant_for_an_ordinary_card_skips_no_coupon() -> None:
    first = story()
    steps = (*first.steps, Step(Do.PAY, 4500, instrument="rest"))
    both = replace(first, steps=steps, instruments={**first.instruments, "rest": Instrument("card")})
    play = healthy_sale(Play(scenario=both)).statement(charge(4500, "card"))
    assert "coupon.skipped" not in money_codes(play, paid(4500, "card"))
    other = healthy_sale(Play(scenario=both)).statement(charge(8800, "card"))
    assert "coupon.skipped" in money_codes(other, paid(8800, "card"))


def test_two_live_approvals_of_one_payment_are_two_charges_whoever_sent_it_twice() -> None:
    play = healthy_sale(Play(scenario=story()))
    play.statement(charge(), charge(stan="500001", approval="37097799"))
    twice = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 8800, False)
    assert "money.charged_twice" in play.codes_found(twice)


def test_an_approval_that_nobody_was_told_of_is_a_second_one_though_the_first_was_cancelled() -> None:
    play = healthy_sale(Play(scenario=story()), approval="370977")  # the first digits alone
    play.says(request(Kind.CANCEL, "000002", orig_approval="370977")).hears(ACK)
    play.hears(reply(Kind.CANCEL, "000002", approval="370977")).says(ACK)
    back = StatementRow(200, "cancel", 8800, "coupon", "37097734", "000012300456780", "000001", "")
    account = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.APPROVED, 0, False)
    untold = play.statement(charge(), back, charge(stan="500003", approval="11111111"))
    assert "money.charged_twice" in money_codes(untold, account)
    assert "money.charged_twice" not in money_codes(play.statement(charge()), account)
