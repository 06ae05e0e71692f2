"""A till that takes one read for one message: seen by what it does with a piece, and with what follows it."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import Party, Seen

#: What a reader finds in a frame whose rest has not come yet.
_CUT = frozenset(("frame.no-etx", "length.short"))

#: What a POS does once it takes a message for whole; a screen alone may show anything.
_CONCLUSIONS = (Seen.BELIEF, Seen.REFUSED, Seen.SCREEN)


def detect_segment(case: Case) -> Iterator[Finding]:
    """A piece that the POS acted upon at once, or bytes of one read that it left unread.

    A sound till waits for the rest, and what does not come in time it refuses or lets be.
    """
    unread = [f.n for f in case.transcript.frames if f.note == "unread" and f.receiver is Party.POS]
    taken = [r.n for r in case.heard if not r.frame.note and _is_cut(r) and _acted_upon(case, r)]
    if unread or taken:
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("wire.segment", severity, sorted({*unread, *taken}), times=len(unread) + len(taken))


def _is_cut(reading: Reading) -> bool:
    return not _CUT.isdisjoint(reading.fault_codes)


def _acted_upon(case: Case, piece: Reading) -> bool:
    """An ACK, another request or a conclusion in the same millisecond, and no timer that had run out."""
    if any(seen.t_ms == piece.t_ms for seen in case.observed(Seen.SILENCE)):
        return False
    own = (r for r in case.pos_readings if r.frame.sender is Party.POS and r.n > piece.n)
    said = any(r.t_ms == piece.t_ms and r.control in (None, "ACK") for r in own)
    concluded = (
        seen for seen in case.observed(*_CONCLUSIONS) if seen.by is Party.POS and seen.t_ms == piece.t_ms
    )
    return said or any(seen.n > piece.n for seen in concluded)
