"""ACK, NAK, ENQ and EOT on the ECR link: lost, repeated, miscounted, out of order."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.check_rule import CHECK_RULES, common_rules
from posdiag.diagnose.detect_frames import stray_checks
from posdiag.diagnose.detect_link import called_again, called_in_vain, died_at
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import Party, Seen

#: A side repeats a frame when no ACK came within about this time (PROTOCOLS 1.8: 3 s; shorter is doubling).
REPEATED_AFTER_MS = 1000

#: More NAK bytes than this to one sending is no answer to it any more.
NAKS_PER_SENDING = 2

#: A side acknowledges a frame within this time (it needs some 20 ms; the timer is 3 s).
PROMPT_ACK_MS = 350

#: The bytes of one ACK follow each other at once; what comes later is another ACK.
ACK_RUN_MS = 60


def detect_handshake(case: Case) -> Iterator[Finding]:
    """Runs over every exchange; one finding a kind, with all its frames."""
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    for code, exchanges in _by_code(case).items():
        evidence = sorted({n for exchange in exchanges for n in _frames(exchange)})
        observed = [seen.n for exchange in exchanges for seen in exchange.silences]
        tries = sum(len(exchange.sendings) for exchange in exchanges)
        naks = sum(len(r.frame.data) for exchange in exchanges for r in exchange.heard("NAK"))
        facts: dict[str, object] = {"tries": tries, "naks": naks}
        if code.startswith(("handshake.every", "handshake.refused")):
            facts |= _other_check(case)
        yield found(code, severity, evidence, observed, **facts)
    yield from _doubled(case, severity)
    held = _held_back(case)
    if held:
        yield found("handshake.held_back", Severity.NOTE, (ack.n for ack in held), times=len(held))
    if case.acknowledges:
        yield from _ack_count(case, severity)
        yield from _calls(case, severity)


def _other_check(case: Case) -> dict[str, object]:
    """The check rule that the POS does not use, for advice to try."""
    own = common_rules(reading.frame.data for reading in case.said)
    other = [rule for rule in CHECK_RULES if own and rule not in own]
    return {"other_check": other[0]} if other else {}


def _by_code(case: Case) -> dict[str, list[Exchange]]:
    by_code: dict[str, list[Exchange]] = {}
    if not case.acknowledges or late_acks(case):
        return by_code
    for exchange in case.exchanges:
        code = _code(case, exchange)
        if code:
            by_code.setdefault(code, []).append(exchange)
    return by_code


def _code(case: Case, exchange: Exchange) -> str:
    """What is odd in one exchange's handshake, or an empty text."""
    acks, naks = exchange.acks, _naks(exchange)
    enqs = [r for r in exchange.own_controls if r.control == "ENQ"]
    if naks:
        return _nak_code(case, exchange)
    if called_in_vain(exchange) or called_again(exchange):
        return "handshake.call_ack_lost"
    called = [r.n for r in exchange.heard("ENQ") if r.n > exchange.request.n]
    if called and called[0] < _ack_of_frame(exchange, enqs):
        return "handshake.reply_before_ack"
    if not acks:
        if called and not exchange.replies:
            return "handshake.enq_unexpected"
        if exchange.replies:
            return "handshake.ack_lost"
        if exchange.broken or exchange.closings or not exchange.silences:
            return ""
        if case.talk_of(exchange) is not None:
            return "handshake.ack_lost"
        if exchange in died_at(case):
            return ""  # it is the line that is dead
        return "handshake.frames_lost" if case.other_side_heard else "handshake.no_ack"
    first_ack = min(ack.n for ack in acks)
    if exchange.replies and exchange.replies[0].n < _ack_of_frame(exchange, enqs):
        early = exchange.replies[0].t_ms
        return (
            "handshake.reply_before_ack"
            if len(exchange.sendings) == 1
            else _repeat_code(case, exchange, early)
        )
    if len(exchange.sendings) > 1 and exchange.sendings[1].n < first_ack:
        return _repeat_code(case, exchange, exchange.sendings[1].t_ms)
    doubled = any(_is_twice(run, exchange) for run in _runs(exchange))
    return "handshake.duplicate_ack" if doubled and not exchange.broken else ""


def _naks(exchange: Exchange) -> list[Reading]:
    """NAKs to this request; what comes once the POS gave it up answers calls (ENQ) for another one."""
    until = exchange.gave_up_ms
    return [nak for nak in exchange.heard("NAK") if until is None or nak.t_ms < until]


def _is_twice(run: list[Reading], exchange: Exchange) -> bool:
    """Two ACKs to one sending: apart in time, or at least twice the bytes of the POS's own ACK."""
    own = max((len(r.frame.data) for r in exchange.own_controls if r.control == "ACK"), default=0)
    heard = sum(len(ack.frame.data) for ack in run)
    return run[-1].t_ms - run[0].t_ms > ACK_RUN_MS or (own > 0 and heard >= 2 * own)


def late_acks(case: Case) -> tuple[Reading, ...]:
    """ACKs that no sending shortly before can have brought: the line itself is slow.

    None after a NAK: a slow line breaks no frame, and what is left of a broken one keeps its reader busy.
    None where another was held back until the next unit came: what is alone then waits in vain for one.
    """
    alone = (ack for ack in _slow_acks(case) if not _in_one_read(case, ack))
    return () if _held_back(case) else tuple(alone)


def _held_back(case: Case) -> tuple[Reading, ...]:
    """ACKs that came long after what they answer, and in the same read as the unit that followed them."""
    together = ((ack, _in_one_read(case, ack)) for ack in _slow_acks(case))
    return tuple(ack for ack, others in together if any(other.n > ack.n for other in others))


def _in_one_read(case: Case, ack: Reading) -> list[Reading]:
    """Other units, no ACKs, that the POS heard in the same millisecond."""
    far = (reading for reading in case.pos_readings if reading.frame.receiver is Party.POS)
    return [reading for reading in far if reading.t_ms == ack.t_ms and reading.control != "ACK"]


def _slow_acks(case: Case) -> Iterator[Reading]:
    wanting = 0  # frames and calls of the POS whose ACK has not come yet
    sent_ms = 0
    for reading in case.pos_readings if case.acknowledges else ():
        if reading.frame.sender is Party.POS:
            if reading.control in (None, "ENQ"):
                wanting += 1
                sent_ms = reading.t_ms
        elif reading.control == "NAK":
            break
        elif reading.control == "ACK" and wanting:
            wanting -= 1
            if reading.t_ms - sent_ms > PROMPT_ACK_MS:
                yield reading


def _ack_of_frame(exchange: Exchange, enqs: list[Reading]) -> int:
    """Number of the ACK that belongs to the frame, not to an ENQ before it; 0 where there is none."""
    start = exchange.request.n if enqs else 0
    return next((ack.n for ack in exchange.acks if ack.n > start), 0)


def _nak_code(case: Case, exchange: Exchange) -> str:
    """Refused to the end: by a side that says why, that could be read, or that only says no."""
    naks = _naks(exchange)
    watched = case.transcript.statement is not None
    complained = any("수신 오류" in seen.text for seen in case.terminal_screens)
    if any(r.n > naks[0].n for r in exchange.acks):
        return "handshake.refused_without_reason" if watched and not complained else ""
    bytes_naked = sum(len(nak.frame.data) for nak in naks)
    if bytes_naked > NAKS_PER_SENDING * len(exchange.sendings):
        return "handshake.nak_storm"
    if watched and not complained:
        return "handshake.refused_without_reason"
    spoken = [reading for reading in case.heard if not reading.broken and reading.message is not None]
    alike = spoken and not stray_checks(case)[1]  # else they are read only since nobody looks at their check
    return "handshake.refused_though_readable" if alike else "handshake.every_frame_refused"


def _repeat_code(case: Case, exchange: Exchange, repeated_ms: int) -> str:
    """The POS repeated since no ACK came: had the other side the first sending already?"""
    talk = case.talk_of(exchange)
    if talk is not None and talk.requests and talk.requests[0].t_ms < exchange.sendings[1].t_ms:
        return "handshake.ack_lost"
    if talk is not None and talk.requests:
        return "handshake.first_lost"
    if exchange.replies and exchange.replies[0].t_ms <= repeated_ms:
        return "handshake.ack_lost"
    return "handshake.ack_missing"


def _frames(exchange: Exchange) -> tuple[int, ...]:
    controls = [r.n for r in exchange.controls if r.control in ("ACK", "NAK", "ENQ")]
    return (*exchange.evidence, *controls, *(r.n for r in exchange.replies))


def _doubled(case: Case, severity: Severity) -> Iterator[Finding]:
    """The same answer twice: repeated for want of an ACK, or doubled on the way."""
    mild = Severity.WARNING if severity is Severity.WARNING else Severity.ERROR
    last: dict[bytes, Reading] = {}
    for reading in () if late_acks(case) else case.heard:
        before = last.get(reading.frame.data)
        last[reading.frame.data] = reading
        if before is None or reading.broken or _asked_between(case, before, reading):
            continue
        after_ms = reading.t_ms - before.t_ms
        repeated = after_ms >= REPEATED_AFTER_MS and case.acknowledges
        if repeated and not _acknowledged(case, before, reading):
            continue  # no wonder that it came again
        code = "handshake.own_ack_lost" if repeated else "handshake.duplicate_frame"
        yield found(code, mild, (before.n, reading.n), after_ms=after_ms)


def _acknowledged(case: Case, before: Reading, after: Reading) -> bool:
    own = (r for r in case.pos_readings if r.frame.sender is Party.POS and before.n < r.n < after.n)
    return any(reading.control == "ACK" for reading in own)


def _asked_between(case: Case, before: Reading, after: Reading) -> bool:
    """The POS itself asked for it again in between; another request brings another answer."""
    stan = before.get("stan")
    again = (said for said in case.said if before.n < said.n < after.n)
    return any(not stan or said.get("stan") == stan for said in again)


def _ack_count(case: Case, severity: Severity) -> Iterator[Finding]:
    """One side makes an ACK of one byte, the other of three: seen only where it is always so."""
    own = {len(r.frame.data) for e in case.exchanges for r in e.own_controls if r.control == "ACK"}
    expected = max(own, default=_ack_bytes(case))
    heard = [sum(len(r.frame.data) for r in run) for e in case.exchanges for run in _runs(e)]
    if expected and len(heard) > 1 and len(set(heard)) == 1 and heard[0] != expected:
        evidence = [r.n for e in case.exchanges for r in e.acks]
        yield found("handshake.ack_count", severity, evidence, heard=heard[0], own=expected)


def _calls(case: Case, severity: Severity) -> Iterator[Finding]:
    """ENQs of the POS that were never let in: by silence, or by a side that does not know them."""
    calls = [r for r in case.pos_readings if r.control == "ENQ" and r.frame.sender is Party.POS]
    if not calls or case.said:
        return
    heard = [r for r in case.pos_readings if r.frame.receiver is Party.POS]
    code = "handshake.enq_unanswered" if heard else "handshake.no_ack"
    observed = [seen.n for seen in case.observed(Seen.SILENCE)]
    numbers = [r.n for r in (*calls, *heard)]
    yield found(code, severity, sorted(numbers), observed, tries=len(calls))


def _ack_bytes(case: Case) -> int:
    """How many ACK bytes this release sends, as its profile says; 0 where that is not known."""
    raw = None if case.traits is None else case.traits.wire.get("acks")
    return int(raw) if isinstance(raw, str) and raw.isdigit() else 0


def _runs(exchange: Exchange) -> list[list[Reading]]:
    """The ACKs to each sending, as runs without a frame of the POS in between."""
    starts = [sending.n for sending in exchange.sendings]
    runs: list[list[Reading]] = [[] for _ in starts]
    for ack in exchange.acks:
        index = sum(start < ack.n for start in starts) - 1
        if index >= 0:
            runs[index].append(ack)
    return [run for run in runs if run]
