"""Judges what the POS made of its payments: what it called approved, what it left open, and the money."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.audit.evidence import Evidence
from posdiag.audit.outcome import Outcome
from posdiag.audit.sales import APPROVED, Payment
from posdiag.audit.seen import Shape
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import won
from posdiag.diagnose.sayings import found
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.profile.traits import Entry
from posdiag.replay.account import account
from posdiag.replay.books import Books, Sale
from posdiag.replay.scenario import Do
from posdiag.wire.message import Kind


def judge_sales(seen: Evidence, money: MoneyAccount) -> Iterator[Finding]:
    """Findings about approvals, open sales and money."""
    for pay, outcome in zip(seen.payments, seen.outcomes, strict=True):
        if seen.speaks:
            yield from _believed(seen, pay, outcome, money)
        yield from _open(seen, pay, outcome)
    yield from _money(seen, money)


def account_of(seen: Evidence) -> MoneyAccount:
    """What the customer was charged, by the issuer's statement, and what the POS takes it to be."""
    books = Books()
    for number, (pay, outcome) in enumerate(zip(seen.payments, seen.outcomes, strict=True), 1):
        sale = Sale(number, Do.PAY, pay.stan, pay.amount_krw, Entry.CHIP, belief=outcome.belief)
        if outcome.belief is Belief.APPROVED:
            sale.booked_krw = _approved(pay) or pay.amount_krw
        books.sales.append(sale)
    if seen.statement is not None:
        return account(books, seen.statement, ())
    answers = [one.message for one in seen.said if not one.from_pos and one.shape is Shape.SOUND]
    asked = [one.message for one in seen.said if one.from_pos and one.shape is Shape.SOUND]
    told = [message for message in answers if message is not None]
    return account(books, None, told, [message for message in asked if message is not None])


def _approved(pay: Payment) -> int:
    """The amount that the answer approves."""
    message = None if pay.answer is None else pay.answer.message
    return 0 if message is None else won(message.get("approved_amount"))


# -- what it called approved -------------------------------------------------------------------------


def _believed(seen: Evidence, pay: Payment, outcome: Outcome, money: MoneyAccount) -> Iterator[Finding]:
    if outcome.belief is Belief.APPROVED and not _proven(seen, pay, outcome):
        severity = Severity.CRITICAL if money.booked_krw > money.charged_krw else Severity.ERROR
        yield _unproven(pay, outcome, severity)
    sound = next((one for one in pay.answers if one.answers(Kind.APPROVE)), None)
    if pay.told is Belief.APPROVED and outcome.belief is not Belief.APPROVED:
        assert pay.answer is not None
        code = "wire.segment" if pay.answer.pieces > 1 else "till.approved_as_declined"
        yield found(code, Severity.ERROR, (pay.answer.n,), outcome.lines)
    elif sound is not None and pay.settling and sound.last < pay.settling[0].first:
        evidence = (sound.n, pay.settling[0].n)
        yield found("audit.asked_though_answered", Severity.WARNING, evidence, outcome.lines)


def _proven(seen: Evidence, pay: Payment, outcome: Outcome) -> bool:
    """Whether an approval had come when the POS said so. A program may print late, and never early.

    Nor is it proven where the POS acknowledged another sale's answer, and its own no more.
    """
    if pay.told is not Belief.APPROVED or pay.approved_ms is None:
        return False
    if seen.acks and any(seen.acked(one) for one in pay.others):
        return any(seen.acked(one) for one in pay.answers)
    return outcome.at_ms is None or pay.approved_ms <= outcome.at_ms


def _unproven(pay: Payment, outcome: Outcome, severity: Severity) -> Finding:
    """An approval for which the bytes give no ground, and what the POS may have taken for it."""
    damaged = [one for one in pay.spoilt if one.shape is Shape.DAMAGED]
    parts = [one for one in pay.spoilt if one.shape is Shape.PART]
    others = [one for one in pay.others if one.answers(Kind.APPROVE) and _result(one) in APPROVED]
    if pay.told is Belief.DECLINED and pay.answer is not None:
        return found("audit.took_refusal", severity, (pay.answer.n,), outcome.lines, code=_result(pay.answer))
    if damaged:
        return found("audit.took_damaged", severity, (damaged[-1].n,), outcome.lines)
    if parts:
        return found("audit.took_half", severity, (parts[-1].n,), outcome.lines, have=len(parts[-1].data))
    if others and others[-1].message is not None:
        facts = {"got": others[-1].message.get("stan"), "asked": pay.stan}
        return found("txn.answer_mismatched", severity, (others[-1].n,), outcome.lines, **facts)
    return found("audit.took_nothing", severity, (pay.request.n,), outcome.lines)


def _result(one: object) -> str:
    message = getattr(one, "message", None)
    return "" if message is None else str(message.get("result"))


# -- what it left open -------------------------------------------------------------------------------


def _open(seen: Evidence, pay: Payment, outcome: Outcome) -> Iterator[Finding]:
    """A sale whose answer never came whole: asked about, reversed, sent again, or forgotten."""
    if pay.unasked:
        evidence = (pay.request.n, pay.unasked[0].n)
        yield found("txn.retry_before_inquiry", Severity.ERROR, evidence)
    if pay.settling:
        reversed_ = any(one.asks(Kind.REVERSE, Kind.CANCEL) for one in pay.settling)
        by_inquiry = pay.answer is not None and pay.answer.answers(Kind.INQUIRE)
        if by_inquiry or (reversed_ and pay.told is Belief.DECLINED):
            code = "txn.found_by_inquiry" if by_inquiry else "txn.reversed"
            yield found(code, Severity.NOTE, tuple(one.n for one in pay.settling[:2]))
        return
    lost = pay.told is Belief.UNKNOWN and (pay.taken or not seen.acks) and not pay.unasked
    if (
        lost
        and seen.can_settle
        and outcome.belief is not Belief.APPROVED
        and not seen.hung
        and not seen.crashed
    ):
        yield found("txn.missing_reversal", Severity.ERROR, (pay.request.n,), outcome.lines, stan=pay.stan)


# -- the money ---------------------------------------------------------------------------------------


def _money(seen: Evidence, money: MoneyAccount) -> Iterator[Finding]:
    if money.seen_by is not SeenBy.STATEMENT or not seen.payments:
        return
    evidence = tuple(pay.request.n for pay in seen.payments)
    facts = {"charged": money.charged_krw, "booked": money.booked_krw, "charges": money.charges}
    if money.charges > len(seen.payments):
        yield found("money.charged_twice", Severity.CRITICAL, evidence, (), **facts)
    elif money.charged_krw > money.booked_krw:
        open_ = not seen.speaks and any(one.belief is Belief.UNKNOWN for one in seen.outcomes)
        code = "money.left_open" if open_ else "money.charged_unbooked"
        yield found(code, Severity.CRITICAL, evidence, (), **facts)
    elif money.booked_krw > money.charged_krw:
        yield found("money.booked_uncharged", Severity.CRITICAL, evidence, (), **facts)
