"""The money: charged twice, charged without a booking, booked without a charge, not from the coupon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from posdiag.diagnose.case import COUPON_PURSES, Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import won
from posdiag.diagnose.sayings import found
from posdiag.payment.money import Belief, SeenBy
from posdiag.replay.scenario import Do
from posdiag.transcript import Seen, StatementRow
from posdiag.wire.message import Kind

#: Words in an issuer's booking note that say why the coupon was not drawn.
_OUTAGE_WORDS = ("장애", "outage", "점검")
_SHORT_WORDS = ("잔액 부족", "short")
_ROUTE_WORDS = ("결제 경로", "PG", "route")


def detect_money(case: Case) -> Iterator[Finding]:
    """Books against charges first, then what the scenario expects of both."""
    money = case.money
    facts = {"charges": money.charges, "charged": money.charged_krw, "booked": money.booked_krw}
    disagreement = _disagreement(case)
    if disagreement:
        yield found(disagreement, Severity.CRITICAL, *_places(case), **facts)
    yield from _not_from_coupon(case)
    if not case.outcome_as_expected:
        belief = money.pos_believes.value
        yield found("money.outcome_unexpected", Severity.ERROR, *_places(case), belief=belief)
    if not disagreement and not case.money_as_expected:
        severity = Severity.CRITICAL if money.charges else Severity.ERROR
        yield found("money.not_as_expected", severity, *_places(case), **facts)


def _places(case: Case) -> tuple[list[int], list[int]]:
    """Frames of the sales, and observations of what the POS believes."""
    believed = [seen.n for seen in case.transcript.observations if seen.kind is Seen.BELIEF]
    return [n for sale in case.sales for n in sale.evidence], believed


def _disagreement(case: Case) -> str:
    """How the POS's books and the charges differ; an empty text where they do not."""
    money = case.money
    if charged_twice(case) or _stands_untold(case):
        return "money.charged_twice"
    if money.agrees:
        return ""
    if money.charged_krw > money.booked_krw:
        return "money.left_open" if money.pos_believes is Belief.UNKNOWN else "money.charged_unbooked"
    return "money.booked_uncharged" if money.seen_by is SeenBy.STATEMENT or money.charged_krw else ""


def charged_twice(case: Case) -> bool:
    """One payment of the cashier's stands with two live approvals."""
    live = [(row.stan, row.approval) for row in case.live_rows]
    if case.transcript.statement is None:
        live = list(_approved(case))
    if len({approval for _, approval in live}) < 2:
        return False
    payments = _payments(case)
    if len(payments) == 1 and not any(stan in payments[0] for stan, _ in live):
        return True  # a terminal that counts for itself: whatever stands is of the one payment there was
    by_stans: dict[tuple[str, ...], set[str]] = {}
    for stan, approval in live:
        for stans in payments:
            if stan in stans:
                by_stans.setdefault(stans, set()).add(approval)
    return any(len(approvals) > 1 for approvals in by_stans.values()) or _charged_more_often(case)


def _stands_untold(case: Case) -> bool:
    """A live approval that no answer named, though every sale was answered in time: one sale, two approvals.

    The one that the POS knows may have been cancelled since; a terminal may pass on its first digits only.
    """
    if not case.sales or not all(sale.answer is not None and sale.in_time for sale in case.sales):
        return False
    told = {r.get("approval") for r in case.heard if r.message is not None and r.get("approval")}
    untold = [row for row in case.live_rows if not any(row.approval.startswith(one) for one in told)]
    asked = {won(sale.message.get("amount")) for sale in case.sales}
    return bool(told) and any(row.amount_krw in asked for row in untold)


def _charged_more_often(case: Case) -> bool:
    """More live approvals of one amount than payments of it: whoever sent the sale again, it was not the POS.

    A terminal that counts for itself has trace numbers that the POS knows nothing of.
    """
    by_approval: Counter[str] = Counter()
    for row in case.live_rows:
        by_approval[row.approval] += row.amount_krw
    amounts = {sale.stan: won(sale.message.get("amount")) for sale in case.sales}
    asked = Counter(amounts[stans[0]] for stans in _payments(case))
    cancels = (e for e in case.exchanges if e.kind is Kind.CANCEL and e.answer is not None)
    asked.subtract(
        won(e.message.get("amount")) for e in cancels if e.answer and e.answer.get("result") == "00"
    )
    charged = Counter(by_approval.values())
    return any(charged[amount] > max(asked[amount], 0) for amount in asked)


def _approved(case: Case) -> Iterator[tuple[str, str]]:
    """Trace and approval numbers of the sales that were answered by an approval and not undone since."""
    undone = {
        deed.message.get("orig_stan")
        for deed in case.exchanges
        if deed.kind in (Kind.REVERSE, Kind.CANCEL) and deed.answer and deed.answer.get("result") == "00"
    }
    replies = [reply for exchange in case.exchanges for reply in (*exchange.replies, *exchange.strays)]
    for reply in replies:
        message = reply.message
        if message is None or message.kind is not Kind.APPROVE or reply.get("stan") in undone:
            continue
        if reply.get("result") in ("00", "10") and reply.get("approval"):
            yield reply.get("stan"), reply.get("approval")


def _payments(case: Case) -> list[tuple[str, ...]]:
    """Trace numbers of sales that are attempts at the same payment.

    Sent again since no answer came; or, where the shop meant one payment, the same card and amount again, as
    the host's link shows it where the answer got lost on the other.
    """
    payments: list[tuple[str, ...]] = []
    before = None
    steps = () if case.scenario is None else case.scenario.steps
    meant_once = sum(step.do is Do.PAY for step in steps) == 1
    for sale in case.sales:
        again = (
            before is not None
            and before.message.get("amount") == sale.message.get("amount")
            and (
                not (before.answer is not None and before.in_time)
                or (meant_once and before.message.get("card") == sale.message.get("card"))
            )
        )
        if again and payments:
            payments[-1] = (*payments[-1], sale.stan)
        else:
            payments.append((sale.stan,))
        before = sale
    return [tuple(dict.fromkeys(stans)) for stans in payments]


# -- the coupon was expected and not drawn -------------------------------------------------------


def _not_from_coupon(case: Case) -> Iterator[Finding]:
    """Live charges on the customer's own money although the coupon held some and was to be used."""
    statement = case.transcript.statement
    if statement is None or not case.live_rows or not _coupon_expected(case):
        return
    held = sum(amount for purse, amount in statement.opening if purse in COUPON_PURSES)
    drawn = any(row.purse in COUPON_PURSES for row in case.live_rows)
    rows = _not_by_ordinary_card(case)
    if drawn or not held or not rows:
        return
    code, facts = _why_skipped(case, rows, held)
    purse = rows[0].purse
    charged = sum(row.amount_krw for row in rows)
    approvals = {row.approval for row in rows}
    answers = [
        s.answer.n for s in case.sales if s.answer is not None and s.answer.get("approval") in approvals
    ]
    severity = Severity.NOTE if _accepted(case) else Severity.CRITICAL
    yield found(code, severity, answers, (), purse=purse, charged=charged, **facts)


def _not_by_ordinary_card(case: Case) -> tuple[StatementRow, ...]:
    """Live charges without those of a step that the customer meant to pay by an ordinary card."""
    if case.scenario is None:
        return case.live_rows
    pays = [step for step in case.scenario.steps if step.do is Do.PAY]
    cards = {name for name, shown in case.scenario.instruments.items() if shown.kind == "card"}
    by_card = {step.amount_krw for step in pays if step.instrument in cards}
    by_card -= {step.amount_krw for step in pays if step.instrument not in cards}
    return tuple(row for row in case.live_rows if row.amount_krw not in by_card)


def _coupon_expected(case: Case) -> bool:
    """Somebody meant to pay by coupon; a sale with an ordinary card has nothing to skip."""
    return case.instrument is None or case.instrument.kind != "card"


def _accepted(case: Case) -> bool:
    """The scenario is about just this: ordinary money is what it accepts."""
    return case.scenario is not None and bool(case.scenario.expect.money) and case.money_as_expected


def _why_skipped(case: Case, rows: tuple[StatementRow, ...], held: int) -> tuple[str, dict[str, object]]:
    """The finding that explains it best by what the bytes and the statement say."""
    notes = " ".join(row.note for row in rows)
    by_pg = any(sale.message.get("route") == "P" for sale in case.sales)
    answered = {sale.answer.get("merchant") for sale in case.sales if sale.answer is not None}
    if by_pg or any(word in notes for word in _ROUTE_WORDS):
        return "coupon.skipped_pg", {"merchant": ", ".join(sorted(answered - {""}))}
    if any(word in notes for word in _OUTAGE_WORDS):
        return "coupon.skipped_outage", {}
    asked = sum(row.amount_krw for row in rows)
    linked = case.instrument is not None and case.instrument.kind == "voucher-linked"
    if any(word in notes for word in _SHORT_WORDS) or (linked and held < asked):
        return "coupon.skipped_short", {"short": max(asked - held, 0), "held": held}
    return "coupon.skipped", {"note": notes}
