"""Balances that lag: an inquiry or a statement that still shows what was there before."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import COUPON_PURSES, Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import won
from posdiag.diagnose.sayings import found
from posdiag.wire.message import Kind

_APPROVED = ("00", "10")


def detect_balance(case: Case) -> Iterator[Finding]:
    """What was told against what must be left, by the statement's own rows and by the answers heard."""
    yield from _of_statement(case)
    yield from _of_inquiries(case)
    yield from _short_of_plan(case)


def _of_statement(case: Case) -> Iterator[Finding]:
    """The balances of a statement are not its opening balances less its rows."""
    statement = case.transcript.statement
    if statement is None:
        return
    opening, closing = dict(statement.opening), dict(statement.balances)
    for purse in sorted(opening.keys() & closing.keys()):
        moved = sum(
            -row.amount_krw if row.kind == "charge" else row.amount_krw
            for row in statement.rows
            if row.purse == purse
        )
        if closing[purse] != opening[purse] + moved:
            facts = {"told": closing[purse], "expected": opening[purse] + moved, "purse": purse}
            yield found("txn.balance_lag", Severity.ERROR, (), (), **facts)
            return


def _of_inquiries(case: Case) -> Iterator[Finding]:
    """More was told as left than is left after the sales that the POS had answered by then."""
    held = _held_at_first(case)
    if held is None:
        return
    for exchange in case.exchanges:
        answer = exchange.answer
        if exchange.kind is not Kind.BALANCE or answer is None or not answer.get("balance"):
            continue
        expected = held - _drawn_before(case, exchange.request.n)
        told = won(answer.get("balance"))
        if told > expected:
            numbers = (*exchange.evidence, answer.n)
            yield found("txn.balance_lag", Severity.ERROR, numbers, (), told=told, expected=expected)
            return


def _held_at_first(case: Case) -> int | None:
    """Won in the coupon's purses at the start; None without a statement, or with several coupons."""
    statement = case.transcript.statement
    if statement is None or case.scenario is None:
        return None
    coupons = [one for one in case.scenario.instruments.values() if set(one.balances) & set(COUPON_PURSES)]
    if len(coupons) != 1:
        return None
    return sum(amount for purse, amount in statement.opening if purse in COUPON_PURSES)


def _drawn_before(case: Case, request_n: int) -> int:
    """Won that the coupon was charged by sales answered before, less what was given back before."""
    statement = case.transcript.statement
    rows = () if statement is None else statement.rows
    answered: dict[str, int] = {}
    for exchange in case.exchanges:
        answer = exchange.answer
        if answer is None or answer.n > request_n or answer.get("result") not in _APPROVED:
            continue
        if exchange.kind in (Kind.APPROVE, Kind.CANCEL):
            answered[answer.get("approval")] = 1 if exchange.kind is Kind.APPROVE else 0
    return sum(
        row.amount_krw * answered.get(row.approval, 0)
        for row in rows
        if row.kind == "charge" and row.purse in COUPON_PURSES
    )


def _short_of_plan(case: Case) -> Iterator[Finding]:
    """A coupon that held less than the shop counted on, and gave it all: the rest was paid otherwise.

    Nobody refuses then (a part approval), and only the shop's plan shows that something is amiss.
    """
    held = _held_at_first(case)
    if held is None or case.scenario is None or case.money_as_expected or not case.money.agrees:
        return
    meant = [
        sum(won for purse, won in money.from_purse.items() if purse in COUPON_PURSES)
        for money in case.scenario.expect.money
    ]
    rows = [row for row in case.live_rows if row.purse in COUPON_PURSES]
    drawn = sum(row.amount_krw for row in rows)
    if meant and 0 < drawn == held < min(meant):
        yield found("coupon.short_of_plan", Severity.ERROR, (), (), held=held, expected=min(meant))
