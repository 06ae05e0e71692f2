"""Refusals by code: what the issuer, the VAN or the terminal said, and what that means."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_card import CARD_CODES
from posdiag.diagnose.detect_link import HOST_UNREACHABLE
from posdiag.diagnose.detect_timing import GAVE_UP_CODES
from posdiag.diagnose.detect_transaction import ALREADY_CANCELLED, APPROVED, ORIGINAL_UNKNOWN
from posdiag.diagnose.detect_wire import FORMAT_CODES, UNKNOWN_MESSAGE_CODES
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange
from posdiag.diagnose.sayings import SAYINGS, found
from posdiag.wire.message import Kind

#: Codes that other detectors read with more evidence than the code alone.
_ELSEWHERE = {*FORMAT_CODES, *UNKNOWN_MESSAGE_CODES, *GAVE_UP_CODES, *CARD_CODES, *HOST_UNREACHABLE}
#: The terminal's own word for "another sale is open".
TAKEN = "T3"
#: Nobody reads a card and asks a host in so short a time.
AT_ONCE_MS = 200
_ELSEWHERE_OF_CANCELS = {*ALREADY_CANCELLED, *ORIGINAL_UNKNOWN}


def detect_decline(case: Case) -> Iterator[Finding]:
    """The last word on each sale, cancel and balance inquiry; a note where the scenario expects it.

    A refusal that the POS heard too late, or never, is one all the same: the host's line shows it.
    """
    for exchange in case.exchanges:
        code = _last_word(case, exchange)
        if not code or code in APPROVED or code in _ELSEWHERE:
            continue
        if exchange.kind is Kind.CANCEL and code in _ELSEWHERE_OF_CANCELS:
            continue
        if code == TAKEN and _own_open(case, exchange):
            continue  # busy with what this POS gave up itself
        if exchange.kind in (Kind.APPROVE, Kind.CANCEL, Kind.BALANCE):
            yield _refused(case, exchange, code)


def _own_open(case: Case, busy: Exchange) -> bool:
    """An earlier request of the POS itself was still without its answer."""
    return any(
        other.request.n < busy.request.n
        and other.gave_up_ms is not None
        and (other.answer is None or busy.answer is None or other.answer.n > busy.answer.n)
        for other in case.exchanges
    )


def _told_at_once(case: Case, exchange: Exchange, finding_code: str) -> bool:
    """A sale refused as by the host sooner than a card is read or a host asked: the terminal's own word.

    Terminals without a code for "another sale is open" borrow one of the host's.
    """
    answer = exchange.answer
    if answer is None or exchange.kind is not Kind.APPROVE or not finding_code.startswith("decline.host."):
        return False
    return (
        case.acknowledges
        and case.talk_of(exchange) is None
        and answer.t_ms - exchange.request.t_ms < AT_ONCE_MS
    )


def _last_word(case: Case, exchange: Exchange) -> str:
    """The response code of an exchange, also where it came too late, or reached the host's line alone."""
    if exchange.answer is not None:
        return case.reason(exchange)
    talk = case.talk_of(exchange)
    return talk.replies[0].get("result") if talk is not None and talk.replies else ""


def _refused(case: Case, exchange: Exchange, code: str) -> Finding:
    causes = case.causes_of(code)
    finding_code = _finding_code(exchange, causes)
    if _told_at_once(case, exchange, finding_code):
        finding_code = "decline.host.busy"
    talk = case.talk_of(exchange) if exchange.answer is None else None
    heard = exchange.answer or (talk.replies[0] if talk is not None and talk.replies else None)
    evidence = (*exchange.evidence, *(() if heard is None else (heard.n,)))
    facts = {"code": code, "tid": exchange.message.get("tid"), "stan": exchange.stan}
    balance = "" if heard is None else heard.get("balance")
    if balance:
        facts["balance"] = balance
    severity = _severity(case, exchange, code)
    return found(finding_code, severity, evidence, (), may_be="/".join(causes), **facts)


def _severity(case: Case, exchange: Exchange, code: str) -> Severity:
    if case.expects_refusal(code):
        return Severity.NOTE
    if case.scenario is not None and case.ended_well:
        return Severity.WARNING
    return Severity.ERROR


def _finding_code(exchange: Exchange, causes: tuple[str, ...]) -> str:
    """The finding of the first meaning that has one of its own, or of its class."""
    if (
        exchange.message.get("instalment") not in ("", "0", "00")
        and "pos.version_incompatible.instalment_code" in causes
    ):
        return "decline.pos.instalment_code"
    for cause in causes:
        parts = cause.split(".")
        for name in (cause, ".".join(parts[:2])):
            if f"decline.{name}" in SAYINGS:
                return f"decline.{name}"
    return "decline.unexplained"
