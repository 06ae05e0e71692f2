"""Judges how the POS keeps to the exchange of frames: what it acknowledges, refuses and repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posdiag.audit.evidence import Evidence
from posdiag.audit.sales import Payment
from posdiag.audit.seen import Said, Shape, have_at
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found

#: More sendings of one request than this have no end in sight.
MOST_SENDINGS = 10
#: A line that breaks so soon after a frame leaves no time for its ACK.
_NO_TIME_MS = 1_000


def judge_line(seen: Evidence) -> Iterator[Finding]:
    """Findings about ACKs, NAKs and repeats; none on a line without ACKs."""
    assert seen.transcript is not None
    if seen.acks:
        told: set[str] = set()
        for finding in _frames(seen):
            if finding.code not in told:  # once for a case says it
                told.add(finding.code)
                yield finding
        yield from _after_nak(seen)
    yield from _endless(seen)


def _frames(seen: Evidence) -> Iterator[Finding]:
    theirs = [
        one
        for one in seen.said
        if not one.from_pos
        and one.shape in (Shape.SOUND, Shape.DAMAGED, Shape.PART)
        and one.code not in seen.never_acked
    ]
    known: set[bytes] = set()
    for frame in theirs:
        signs = seen.signs(frame)
        acks = [one for one in signs if one.control == "ACK"]
        naks = [one for one in signs if one.control == "NAK"]
        again = frame.data in known
        yield from _answered(seen, frame, acks, naks, again)
        if frame.shape is Shape.SOUND:
            known.add(frame.data)


def _answered(
    seen: Evidence, frame: Said, acks: Sequence[Said], naks: Sequence[Said], again: bool
) -> Iterator[Finding]:
    early = next((ack for ack in acks if ack.first < frame.last), None)
    first = acks[0] if acks else None
    if frame.shape is Shape.PART and first is not None:
        have = have_at(seen.noted, frame, first.first)
        yield found("audit.acked_half", Severity.ERROR, (frame.n, first.n), (), have=have)
    elif early is not None:
        have = have_at(seen.noted, frame, early.first)
        facts = {"have": have, "size": len(frame.data)}
        yield found("audit.acked_early", Severity.WARNING, (early.n, frame.n), (), **facts)
    if frame.shape is Shape.DAMAGED and first is not None:
        what = _wrong(frame)
        yield found("audit.acked_damaged", Severity.ERROR, (frame.n, first.n), (), what=what)
    if frame.shape is not Shape.SOUND or again:
        return
    if naks and not acks:
        yield found("audit.refused_sound", Severity.ERROR, (frame.n, naks[0].n))
    elif not acks and _expected(seen, frame) and not _had_another(seen, frame):
        yield found("audit.not_acked", Severity.ERROR, (frame.n,))


def _wrong(frame: Said) -> str:
    return "" if frame.decoded is None or not frame.decoded.faults else frame.decoded.faults[0].code


def _expected(seen: Evidence, frame: Said) -> bool:
    """Whether the POS was there for an answer in time, and had the time to acknowledge it."""
    if any(frame.last_ms <= one.at_ms <= frame.last_ms + _NO_TIME_MS for one in seen.cuts):
        return False
    return any(frame in pay.answers for pay in seen.payments)


def _had_another(seen: Evidence, frame: Said) -> bool:
    """Whether the POS had taken something else for this answer by then, which is told by itself."""
    return any(seen.acked(one) for pay in seen.payments if frame in pay.answers for one in pay.others)


def _after_nak(seen: Evidence) -> Iterator[Finding]:
    """A request that was refused goes out again, some times."""
    for pay in seen.payments:
        naks = [one for one in pay.controls if one.control == "NAK"]
        if naks and len(pay.sendings) == 1 and naks[0].first < _settled(pay):
            yield found("audit.gave_up_on_nak", Severity.WARNING, (pay.request.n, naks[0].n))


def _endless(seen: Evidence) -> Iterator[Finding]:
    for pay in seen.payments:
        sendings = pay.sendings
        if len(sendings) > MOST_SENDINGS:
            evidence = (sendings[0].n, sendings[-1].n)
            yield found("audit.endless_repeats", Severity.ERROR, evidence, (), tries=len(sendings))


def _settled(pay: Payment) -> int:
    """The number of the chunk with which the POS first asked what became of a payment."""
    return pay.settling[0].first if pay.settling else 1 << 60
