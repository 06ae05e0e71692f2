"""Local VAN agents: not running, busy, impatient with the card, encoded otherwise, two codes confused.

Three codes stay apart: the transport's (refused, HTTP status), the agent's own result, the VAN's code.
"""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, Reading, won
from posdiag.diagnose.sayings import found
from posdiag.payment.money import Belief
from posdiag.transcript import Seen
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.message import Kind

#: Readers wait so long for a card (DOMAIN 3.3); a request names the same (3.2, field 12).
READER_MS = 30_000
#: After the card the VAN may take so long (DOMAIN 3.3), and the way back a little.
_AFTER_CARD_MS = 35_000

_APPROVED = ("00", "10")
#: Faults of an answer's encoding -> finding code and the fact that names what was found.
_ENCODINGS = (
    ("text.other-charset.", "agent.answer_charset", "found"),
    ("percent.other.", "agent.answer_percent", "found"),
    ("jsonp.callback.", "agent.callback", "callback"),
)
#: What an agent says of a request that it could not take -> finding code.
_REFUSALS = {
    "length": "agent.request_length",
    "unreadable": "agent.request_unreadable",
    "stopped": "agent.stopped",
    "failed": "agent.failed",
}


def detect_agent(case: Case) -> Iterator[Finding]:
    """Nothing where the POS does not speak to an agent."""
    codec = case.ecr_codec
    if not isinstance(codec, AgentCodec) or case.speaks_to_host:
        return
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    refused = [seen.n for seen in case.observed(Seen.CLOSED) if seen.text == "refused"]
    if refused:
        yield found("agent.not_running", severity, (), refused, times=len(refused))
    yield from _statuses(case, severity)
    yield from _encodings(case, codec, severity)
    yield from _busy(case, severity)
    yield from _card(case, severity)
    yield from _refusals(case, codec, severity)
    yield from _confused(case)


# -- transport and encoding ----------------------------------------------------------------------------


def _statuses(case: Case, severity: Severity) -> Iterator[Finding]:
    by_status: dict[str, list[Reading]] = {}
    for reading in case.heard:
        for code in reading.fault_codes:
            if code.startswith("http.status."):
                by_status.setdefault(code.removeprefix("http.status."), []).append(reading)
    for status, readings in by_status.items():
        code = "agent.http_failed" if status.startswith("5") else "agent.http_refused"
        yield found(code, severity, (r.n for r in readings), (), http_status=status)


def _encodings(case: Case, codec: AgentCodec, severity: Severity) -> Iterator[Finding]:
    """What all answers with such a fault have in common: one alone may be a name in another language."""
    for prefix, code, fact in _ENCODINGS:
        odd = [r for r in case.heard if any(fault.startswith(prefix) for fault in r.fault_codes)]
        named = [{f.removeprefix(prefix) for f in r.fault_codes if f.startswith(prefix)} for r in odd]
        common = min(set.intersection(*named), default="") if named else ""
        if common:
            garbled = code == "agent.answer_charset" and case.ended_well
            facts = {fact: common, "charset": codec.spec.charset.value}
            yield found(code, Severity.ERROR if garbled else severity, (r.n for r in odd), (), **facts)


# -- the agent's own result ----------------------------------------------------------------------------


def _state(exchange: Exchange) -> str:
    return "" if exchange.answer is None else exchange.answer.get("agent_state")


def _numbers(exchange: Exchange) -> tuple[int, ...]:
    return (*exchange.evidence, *(() if exchange.answer is None else (exchange.answer.n,)))


def _busy(case: Case, severity: Severity) -> Iterator[Finding]:
    """Busy with somebody else's request: one of the POS's own that it gave up is no news."""
    busy = [e for e in case.exchanges if _state(e) == "busy" and e.in_time and not _own_open(case, e)]
    if not busy:
        return
    yield found("agent.busy", severity, [n for e in busy for n in _numbers(e)], (), times=len(busy))
    given_up = [e for e in busy if e.kind in (Kind.APPROVE, Kind.CANCEL) and not _asked_again(case, e)]
    if given_up:
        yield found("agent.busy_not_retried", Severity.ERROR, [n for e in given_up for n in _numbers(e)])


def _asked_again(case: Case, exchange: Exchange) -> bool:
    """The same request was sent again later, or had been sent before: the POS did what it could."""
    return any(
        other is not exchange and other.kind is exchange.kind and other.stan == exchange.stan
        for other in case.exchanges
    )


def _own_open(case: Case, busy: Exchange) -> bool:
    """An earlier request of the POS itself was still without its answer."""
    return any(
        other.request.n < busy.request.n
        and other.stan != busy.stan
        and other.gave_up_ms is not None
        and (other.answer is None or busy.answer is None or other.answer.n > busy.answer.n)
        for other in case.exchanges
    )


def _card(case: Case, severity: Severity) -> Iterator[Finding]:
    """The agent gave up on the card, or the POS did before the agent."""
    for exchange in case.exchanges:
        if exchange.kind not in (Kind.APPROVE, Kind.BALANCE):
            continue
        gave_up = exchange.gave_up_ms
        if _state(exchange) == "card-wait" and exchange.answer is not None:
            wait_s = round((exchange.answer.t_ms - exchange.request.t_ms) / 1000)
            short = wait_s * 1000 < READER_MS
            code = "agent.reader_wait_short" if short else "agent.reader_gave_up"
            facts = {"wait_s": wait_s, "agreed_s": READER_MS // 1000, "agreed_ms": READER_MS}
            yield found(code, severity, _numbers(exchange), (), **facts)
        elif gave_up is not None and not exchange.in_time and _waits_for_card(case, exchange, gave_up):
            waited = gave_up - exchange.request.t_ms
            told_ms = won(exchange.message.get("reader_wait")) * 1000 or READER_MS
            silences = [seen.n for seen in exchange.silences]
            facts = {"waited_ms": waited, "needed_ms": max(told_ms, READER_MS) + _AFTER_CARD_MS}
            yield found("agent.pos_timer_short", severity, _numbers(exchange), silences, **facts)


def _waits_for_card(case: Case, exchange: Exchange, gave_up: int) -> bool:
    """Nothing had gone to the VAN when the POS gave up, and the agent had the request all the same."""
    talk = case.talk_of(exchange)
    if talk is not None and talk.requests:
        return talk.requests[0].t_ms > gave_up
    if not case.host_seen and exchange.answer is not None:
        return _state(exchange) == "card-wait"
    later = [e for e in case.exchanges if e.request.n > exchange.request.n and e.stan != exchange.stan]
    return exchange.answer is not None or any(_state(e) == "busy" for e in later)


def _refusals(case: Case, codec: AgentCodec, severity: Severity) -> Iterator[Finding]:
    by_code: dict[str, list[Exchange]] = {}
    for exchange in case.exchanges:
        code = _REFUSALS.get(_state(exchange), "")
        if code:
            by_code.setdefault(code, []).append(exchange)
    for code, exchanges in by_code.items():
        answer = exchanges[0].answer
        facts = {"counts": codec.spec.counts.value, "length_counts": _other_counts(codec)}
        if answer is not None:
            facts |= {"agent_result": answer.get("agent_result"), "text": answer.get("agent_text")}
        yield found(code, severity, [n for e in exchanges for n in _numbers(e)], (), **facts)


def _other_counts(codec: AgentCodec) -> str:
    """The way of counting that agents mostly mean: the bytes that are sent."""
    return "characters" if codec.spec.counts == "bytes" else "bytes"


# -- two codes ---------------------------------------------------------------------------------------------


def _confused(case: Case) -> Iterator[Finding]:
    """The agent did its part, the VAN refused, and the POS counts the sale as paid."""
    if case.money.pos_believes is not Belief.APPROVED:
        return
    answered = [e for e in case.sales if e.answer is not None and e.in_time]
    approved = sum(
        won(e.answer.get("approved_amount")) or won(e.message.get("amount"))
        for e in answered
        if e.answer is not None and e.answer.get("result") in _APPROVED
    )
    refused = [e for e in answered if _state(e) == "ok" and e.answer is not None
               and e.answer.get("result") not in ("", *_APPROVED)]  # fmt: skip
    if refused and case.money.booked_krw > approved:
        answer = refused[-1].answer
        assert answer is not None
        yield found(
            "agent.code_confused",
            Severity.ERROR,
            [n for e in refused for n in _numbers(e)],
            (),
            agent_result=answer.get("agent_result"),
            code=answer.get("result"),
            http_status=answer.get("http_status"),
        )
