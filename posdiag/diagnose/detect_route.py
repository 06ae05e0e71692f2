"""Which way a sale took: the shop's VAN or a payment gateway, and whose TID and merchant number."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.profile.abilities import REFERENCE_TID

#: Host codes for a terminal that is not registered (DE39).
TID_UNKNOWN = ("58",)


def detect_route(case: Case) -> Iterator[Finding]:
    """Route of every sale by its own field; merchant numbers by the answers."""
    yield from _gateway(case)
    yield from _gateway_of_terminal(case)
    yield from _terminal_id(case)


def _gateway(case: Case) -> Iterator[Finding]:
    by_pg = [sale for sale in case.sales if sale.message.get("route") == "P"]
    if not by_pg:
        return
    by_van = [sale for sale in case.sales if sale.message.get("route") == "V"]
    knows_van = bool(by_van) or (case.traits is not None and "van" in case.traits.routes)
    first = by_pg[0].request.n < min((sale.request.n for sale in by_van), default=by_pg[0].request.n + 1)
    code = "route.pg_first" if knows_van and first else "route.pg_only"
    mild = Severity.NOTE if _by_ordinary_card(case) else Severity.WARNING
    severity = mild if case.ended_well else Severity.ERROR
    if not case.other_side_heard:
        severity = Severity.NOTE  # nobody was there to take any route
    numbers = [n for sale in by_pg for n in sale.evidence]
    yield found(code, severity, numbers, (), tid=by_pg[0].message.get("tid"))


def _gateway_of_terminal(case: Case) -> Iterator[Finding]:
    """The POS asked for the VAN's route, and the terminal took the gateway's to the host."""
    turned = [
        (sale, asked)
        for sale in case.sales
        if sale.message.get("route") != "P"
        and (talk := case.talk_of(sale)) is not None
        and (asked := next((r for r in talk.requests if r.get("route") == "P"), None)) is not None
    ]
    if turned:
        mild = Severity.NOTE if _by_ordinary_card(case) else Severity.WARNING
        numbers = [n for sale, asked in turned for n in (*sale.evidence, asked.n)]
        severity = mild if case.ended_well else Severity.ERROR
        yield found("route.pg_by_terminal", severity, numbers, (), tid=turned[0][1].get("tid"))


def _by_ordinary_card(case: Case) -> bool:
    """A card without a coupon loses nothing by the gateway."""
    return case.instrument is not None and case.instrument.kind == "card"


def _terminal_id(case: Case) -> Iterator[Finding]:
    for exchange in case.exchanges:
        code = "" if exchange.answer is None else exchange.answer.get("result")
        if code not in TID_UNKNOWN or exchange.answer is None:
            continue
        tid = exchange.message.get("tid")
        numbers = (*exchange.evidence, exchange.answer.n)
        severity = Severity.NOTE if case.expects_refusal(code) else Severity.ERROR
        yield found("till.tid_unknown", severity, numbers, (), tid=tid, code=code)
        registered = _registered(case, exchange.answer.get("tid"), tid)
        if registered and registered != tid:
            yield found("till.tid_stale", severity, numbers, (), tid=tid, registered=registered)
        return


def _registered(case: Case, told: str, tid: str) -> str:
    """The shop's registered TID: as the answer has it, or as the scenario knows it; else nothing."""
    if told and told != tid:
        return told
    return "" if case.scenario is None else case.scenario.shop.get("tid", REFERENCE_TID)
