"""Connections that were refused, cut, lost, or open with nobody at the other end."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange
from posdiag.diagnose.sayings import found
from posdiag.transcript import Observation, Seen

_CODES = {
    "refused": "link.refused",
    "reset": "link.reset",
    "ended": "link.ended",
    "lost": "link.lost",
}


def detect_link(case: Case) -> Iterator[Finding]:
    """One finding for each way in which the link closed; mild where all ended well all the same."""
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    by_code: dict[str, list[Observation]] = {}
    for closed in case.observed(Seen.CLOSED):
        code = _CODES.get(closed.text, "link.reset")
        if code != "link.ended" or _open_at(case, closed) is not None:
            by_code.setdefault(code, []).append(closed)
    for code, closings in by_code.items():
        evidence = {n for seen in closings for n in _frames(_open_at(case, seen))}
        yield found(code, severity, sorted(evidence), (seen.n for seen in closings), times=len(closings))
    yield from _half_open(case, severity)


def _open_at(case: Case, closed: Observation) -> Exchange | None:
    """The exchange that was without its answer when the link closed."""
    for exchange in case.exchanges:
        if closed in exchange.closings and (exchange.answer is None or exchange.answer.n > closed.n):
            return exchange
    return None


def _frames(exchange: Exchange | None) -> tuple[int, ...]:
    return () if exchange is None else exchange.evidence


def _half_open(case: Case, severity: Severity) -> Iterator[Finding]:
    """Sent, not refused, not closed, and nothing at all came, though the other side once answered.

    A side that never said a word may be absent, deaf or set differently: that is `handshake.no_ack`.
    """
    mute = [exchange for exchange in case.exchanges if _mute(exchange)]
    talked = len(mute) < len(case.exchanges)
    unseen = case.host_seen and not any(exchange.stan in case.host_talks for exchange in mute)
    if mute and (talked or unseen):
        evidence = [n for exchange in mute for n in exchange.evidence]
        yield found("link.half_open", severity, evidence, exchanges=len(mute))


def _mute(exchange: Exchange) -> bool:
    heard = exchange.controls or exchange.replies or exchange.broken or exchange.strays
    return bool(exchange.silences) and not heard and not exchange.closings
