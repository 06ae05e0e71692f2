"""What the POS did about open sales, and whether its trace numbers and originals are right."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, Reading, won
from posdiag.diagnose.sayings import found
from posdiag.transcript import Observation, Seen
from posdiag.wire.message import Kind

#: Answers to a reversal after which nothing of the sale is left: undone, unknown, undone before.
NOTHING_LEFT = ("00", "25", "N1", "P8")
APPROVED = ("00", "10")
ORIGINAL_UNKNOWN = ("25", "77", "89", "N1", "14")
ALREADY_CANCELLED = ("P8",)


def detect_transaction(case: Case) -> Iterator[Finding]:
    """Open sales, reused trace numbers, mismatched answers and failed cancels."""
    yield from _open_sales(case)
    yield from _reused_numbers(case)
    yield from _mismatched(case)
    for exchange in case.exchanges:
        if exchange.kind is Kind.CANCEL:
            yield from _cancel(case, exchange)
        elif exchange.kind is Kind.APPROVE:
            yield from _amounts(case, exchange)


def _open_sales(case: Case) -> Iterator[Finding]:
    for index, exchange in enumerate(case.exchanges):
        left_open = (exchange.kind is Kind.APPROVE and exchange.answer is None) or _given_up(exchange)
        delivered = bool(exchange.silences) or bool(exchange.closings)
        if left_open and delivered and not _never_left(exchange):
            yield from _deeds(case, exchange, case.exchanges[index + 1 :])


def _given_up(exchange: Exchange) -> bool:
    return exchange.kind is Kind.APPROVE and exchange.answer is not None and not exchange.in_time


def _never_left(exchange: Exchange) -> bool:
    """Refused at connecting, or refused by NAK to the end: no sale came of it."""
    refused = any(closed.text == "refused" or closed.text.startswith("tls-") for closed in exchange.closings)
    return refused or bool(exchange.heard("NAK") and not exchange.acks)


def _deeds(case: Case, sale: Exchange, after: tuple[Exchange, ...]) -> Iterator[Finding]:
    """Inquiry, reversal and retry that followed, judged by their order and their result."""
    asked = [e for e in after if e.kind is Kind.INQUIRE and _names(e, sale)]
    undone = [e for e in after if e.kind is Kind.REVERSE and _names(e, sale)]
    again = [e for e in after if e.kind is Kind.APPROVE and _same_sale(e, sale)]
    safe = [*asked, *undone]
    evidence = list(sale.evidence)
    if again and not any(deed.request.n < again[0].request.n for deed in safe):
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        numbers = [*evidence, *again[0].evidence]
        yield found("txn.retry_before_inquiry", severity, numbers, stan=sale.stan)
    if any(_told(deed) == "00" or _told(deed) in NOTHING_LEFT for deed in undone):
        yield found(
            "txn.reversed", Severity.NOTE, [*evidence, *(d.request.n for d in undone)], stan=sale.stan
        )
    elif undone:
        unheard = not _taken(case, sale) and not any(_taken(case, deed) for deed in undone)
        severity = Severity.WARNING if unheard or _nothing_charged(case, sale) else Severity.ERROR
        numbers = [*evidence, *(n for deed in undone for n in deed.evidence)]
        yield found("txn.reversal_failed", severity, numbers, stan=sale.stan, tries=len(undone))
    elif any(deed.answer is not None and deed.in_time for deed in asked):
        yield found("txn.found_by_inquiry", Severity.NOTE, [*evidence, *(d.request.n for d in asked)])
        if _charged_open(case, sale):
            yield _missing(case, sale, evidence)
    elif not safe or _charged_open(case, sale):
        yield _missing(case, sale, evidence)


def _taken(case: Case, exchange: Exchange) -> bool:
    """The other side took the request: by its ACK, its words, or what it told the host."""
    heard = exchange.acks or exchange.replies or exchange.strays or case.talk_of(exchange)
    return bool(heard or (case.speaks_to_host and case.heard and not exchange.closings))


def _missing(case: Case, sale: Exchange, evidence: list[int]) -> Finding:
    severity = Severity.WARNING if _nothing_charged(case, sale) else Severity.ERROR
    observed = [seen.n for seen in sale.silences]
    return found("txn.missing_reversal", severity, evidence, observed, stan=sale.stan)


def _charged_open(case: Case, sale: Exchange) -> bool:
    """The statement shows more charged than the POS has booked, this sale among it."""
    live = any(row.stan == sale.stan for row in case.live_rows)
    return live and case.money.charged_krw > case.money.booked_krw


def _nothing_charged(case: Case, sale: Exchange) -> bool:
    """No money is open: the statement shows nothing of this sale, or all ended well without one."""
    if case.transcript.statement is not None:
        return not _charged_open(case, sale)
    return case.ended_well


def _told(deed: Exchange) -> str:
    return "" if deed.answer is None else deed.answer.get("result")


def _names(deed: Exchange, sale: Exchange) -> bool:
    named = deed.message.get("orig_stan")
    return not named or named == sale.stan


def _same_sale(other: Exchange, sale: Exchange) -> bool:
    """Sent again: the same amount and card, under the same or a new trace number."""
    return all(other.message.get(name) == sale.message.get(name) for name in ("amount", "card", "tid"))


def _reused_numbers(case: Case) -> Iterator[Finding]:
    first: dict[str, Exchange] = {}
    for exchange in case.exchanges:
        if exchange.kind not in (Kind.APPROVE, Kind.CANCEL) or not exchange.stan:
            continue
        before = first.setdefault(exchange.stan, exchange)
        busy = before.answer is not None and before.answer.get("agent_state") == "busy"
        if before is exchange or busy or _is_repeat(before, exchange):
            continue  # what a busy agent never took up may be sent again as it was
        numbers = (*before.evidence, *exchange.evidence)
        yield found("txn.stan_reused", Severity.ERROR, numbers, stan=exchange.stan)


def _is_repeat(before: Exchange, exchange: Exchange) -> bool:
    """A second attempt at an unanswered sale may, and should, keep its trace number."""
    same = before.kind is exchange.kind and _same_sale(exchange, before)
    answered_first = before.answer is not None and before.in_time
    return same and not answered_first


def _mismatched(case: Case) -> Iterator[Finding]:
    """What the POS had heard answered another request, and still it went on as if answered."""
    for number, exchange in enumerate(case.exchanges):
        stray = exchange.strays[0] if exchange.strays else None
        if stray is None or any(silence.n < stray.n for silence in exchange.silences):
            continue
        if any(r.n < stray.n and r.frame.data == stray.frame.data for r in case.heard):
            continue  # the very same was heard before: it is the line, or the other side, that doubles it
        following = case.exchanges[number + 1 : number + 2]
        went_on = min((seen.n for seen in _acts(case, following) if seen.n > stray.n), default=0)
        own = min((reading.n for reading in exchange.replies), default=went_on + 1)
        waited = any(stray.n < silence.n < went_on for silence in exchange.silences)
        if went_on and went_on < own and not waited:
            numbers = (*exchange.evidence, stray.n)
            facts = {"asked": exchange.stan, "got": stray.get("stan")}
            yield found("txn.answer_mismatched", Severity.ERROR, numbers, (), **facts)


def _acts(case: Case, following: tuple[Exchange, ...]) -> Iterator[Reading | Observation]:
    """Signs that the POS took itself for answered: a screen, a belief, the next request."""
    yield from case.pos_screens
    yield from case.observed(Seen.BELIEF)
    yield from (exchange.request for exchange in following)


def _cancel(case: Case, exchange: Exchange) -> Iterator[Finding]:
    answer = exchange.answer
    code = "" if answer is None else answer.get("result")
    if code == "00":
        return
    severity = Severity.NOTE if code and case.expects_refusal(code) else Severity.ERROR
    numbers = (*exchange.evidence, *(() if answer is None else (answer.n,)))
    if code in ALREADY_CANCELLED:
        yield found("txn.already_cancelled", severity, numbers, code=code)
    elif code in ORIGINAL_UNKNOWN:
        yield found("txn.original_not_found", severity, numbers, code=code)
        yield from _cut_number(case, exchange, severity)
    elif answer is None:
        yield found("txn.cancel_failed", Severity.WARNING if case.ended_well else severity, numbers)


def _cut_number(case: Case, cancel: Exchange, severity: Severity) -> Iterator[Finding]:
    """The cancel names a piece of an approval number that was heard whole."""
    named = cancel.message.get("orig_approval")
    for sale in case.sales:
        talk = case.talk_of(sale)
        told = () if talk is None else talk.replies  # the terminal itself may have cut it
        for reading in (*(() if sale.answer is None else (sale.answer,)), *told):
            heard = reading.get("approval")
            if named and len(named) < len(heard) and (heard.startswith(named) or heard.endswith(named)):
                numbers = (*cancel.evidence, reading.n)
                yield found("txn.approval_cut", severity, numbers, sent=len(named), got=len(heard))
                return


def _amounts(case: Case, sale: Exchange) -> Iterator[Finding]:
    answer = sale.answer
    if answer is None or answer.get("result") != "00" or not answer.get("approved_amount"):
        return
    asked, told = won(sale.message.get("amount")), won(answer.get("approved_amount"))
    talk = case.talk_of(sale)
    if told < asked and talk is not None and any(reply.get("result") == "10" for reply in talk.replies):
        return  # a part approval, on a link that has no code of its own for one
    if asked != told:
        numbers = (*sale.evidence, answer.n)
        yield found("txn.amount_differs", Severity.ERROR, numbers, asked=asked, told=told)
