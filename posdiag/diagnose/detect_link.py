"""Connections that were refused, cut, lost, or open with nobody at the other end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange
from posdiag.diagnose.sayings import found
from posdiag.transcript import AS_SET, SAME_LINE, Observation, Party, Seen
from posdiag.wire.message import Kind

_CODES = {
    "refused": "link.refused",
    "reset": "link.reset",
    "ended": "link.ended",
    "lost": "link.lost",
    "tls-version": "link.tls_version",
    "tls-cipher": "link.tls_cipher",
    "tls-certificate": "link.tls_certificate",
    "tls-dates": "link.tls_dates",
}

#: By this a terminal says that it cannot reach the host at all.
HOST_UNREACHABLE = ("T2",)

#: A till calls (ENQ) three times for one frame; more in vain are of several frames.
_CALLS_IN_VAIN = 4

#: A side repeats a call when no ACK came within about this time (PROTOCOLS 1.8: 3 s).
_CALLED_AGAIN_MS = 1000


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
    unreached = [e for e in case.exchanges if e.answer and e.in_time and case.reason(e) in HOST_UNREACHABLE]
    if unreached:
        numbers = sorted({n for e in unreached for n in (*e.evidence, *((e.answer.n,) if e.answer else ()))})
        yield found("link.host_unreachable", severity, numbers, (), code=HOST_UNREACHABLE[0])
    yield from _half_open(case, severity)
    yield from _mute_host(case, severity)


def _open_at(case: Case, closed: Observation) -> Exchange | None:
    """The exchange that was without its answer when the link closed."""
    for exchange in case.exchanges:
        if closed in exchange.closings and (exchange.answer is None or exchange.answer.n > closed.n):
            return exchange
    return None


def _frames(exchange: Exchange | None) -> tuple[int, ...]:
    return () if exchange is None else exchange.evidence


def _half_open(case: Case, severity: Severity) -> Iterator[Finding]:
    """Sent, not refused, not closed, and nothing at all came, until the POS connected anew.

    Without the new connection it is silence: the other side may be absent, deaf or set differently.
    """
    died = dead_exchanges(case)
    if died:
        dialled = [seen.n for seen in case.observed(Seen.DIALLED)]
        evidence = [n for exchange in died for n in exchange.evidence]
        observed = [n for n in dialled if n > died[0].request.n]
        yield found("link.half_open", severity, evidence, observed, exchanges=len(died))


def dead_exchanges(case: Case) -> list[Exchange]:
    """The exchanges on a connection that had died, as a new one showed that works."""
    dialled = [seen.n for seen in case.observed(Seen.DIALLED)]
    mute = [exchange for exchange in case.exchanges if _mute(exchange)]
    revived = [
        exchange
        for exchange in mute
        if any(n > exchange.request.n for n in dialled)
        and not _answered_before_dialling(case, exchange, dialled)
    ]
    return revived or died_at(case) or _dead_to_a_check(case)


def _dead_to_a_check(case: Case) -> list[Exchange]:
    """The last exchange, where a device check was answered on a new connection alone.

    Not where the other side refused it (NAK): then it heard something.
    """
    last = list(case.exchanges[-1:])
    checked = not case.speaks_to_host and case.dead_to_a_check
    return last if checked and last and not last[0].heard("NAK") else []


def died_at(case: Case) -> list[Exchange]:
    """The last exchanges, two or more, to which nothing came any more on a line that had worked before.

    One alone may have been lost; every sending of several, and nothing in between, has not. Where an
    answer came and the ACK before it did not, the line loses ACKs: calls in vain are more of that.
    """
    if case.acknowledges and any(_lost_an_ack(exchange) for exchange in case.exchanges):
        return []
    if case.answered_otherwise or case.echo_answered == SAME_LINE or _tested_by_the_host(case):
        return []
    last = max((r.n for r in case.pos_readings if r.frame.sender is not Party.POS), default=0)
    dead = [exchange for exchange in case.exchanges if exchange.request.n > last and _mute(exchange)]
    calls = [r for r in case.pos_readings if r.control == "ENQ" and r.n > last]
    if len(calls) >= _CALLS_IN_VAIN and not dead:
        dead = list(case.exchanges[-1:])
    return dead if last and (len(dead) > 1 or len(calls) >= _CALLS_IN_VAIN) else []


def _tested_by_the_host(case: Case) -> bool:
    """The host tested the line instead of answering: it heard something, though not what was sent."""
    asked = (r.message for r in case.heard if r.message is not None and not r.message.reply)
    return case.speaks_to_host and any(message.kind is Kind.CHECK for message in asked)


def called_in_vain(exchange: Exchange) -> bool:
    """The other side sent ENQ again and again though the POS let it in, and its frame never came."""
    enqs = exchange.heard("ENQ")
    let_in = [r for r in exchange.own_controls if r.control == "ACK" and enqs and r.n > enqs[0].n]
    return len(enqs) > 1 and len(let_in) > 1 and not exchange.replies and not exchange.broken


def called_again(exchange: Exchange) -> bool:
    """The other side repeated its ENQ although the POS had let it in: that ACK did not arrive.

    A frame that was lost is repeated as a frame, without another call (PROTOCOLS 1.8).
    """
    frames = (*exchange.replies, *exchange.strays, *exchange.broken)
    for first, second in pairwise(exchange.heard("ENQ")):
        let_in = any(r.control == "ACK" and first.n < r.n < second.n for r in exchange.own_controls)
        came = any(first.n < frame.n < second.n for frame in frames)
        if let_in and not came and second.t_ms - first.t_ms >= _CALLED_AGAIN_MS:
            return True
    return False


def _lost_an_ack(exchange: Exchange) -> bool:
    unacknowledged = bool(exchange.replies) and not exchange.acks
    return unacknowledged or called_in_vain(exchange) or called_again(exchange)


def _mute_host(case: Case, severity: Severity) -> Iterator[Finding]:
    """On links to hosts and agents nobody acknowledges: not one byte came, and the connection stayed open."""
    silences = case.observed(Seen.SILENCE)
    if not case.speaks_to_host and case.echo_answered == AS_SET:
        return  # an agent that answers on a new connection: told as half open
    if not case.acknowledges and silences and not case.other_side_heard and not case.observed(Seen.CLOSED):
        code = "link.half_open" if case.echo_answered == AS_SET else "link.mute"  # a new one works
        yield found(code, severity, (r.n for r in case.said), (seen.n for seen in silences))


def _answered_before_dialling(case: Case, mute: Exchange, dialled: list[int]) -> bool:
    """Something came on the same connection after the silence: it was not dead, bytes were lost."""
    next_dial = min(n for n in dialled if n > mute.request.n)
    heard = (r for r in case.pos_readings if r.frame.sender is not Party.POS)
    return any(mute.request.n < reading.n < next_dial for reading in heard)


def _mute(exchange: Exchange) -> bool:
    heard = exchange.controls or exchange.replies or exchange.broken or exchange.strays
    return bool(exchange.silences) and not heard and not exchange.closings
