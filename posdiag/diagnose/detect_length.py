"""A reader whose buffer is too small: what is long is refused each time, what is shorter is taken."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found

#: So often the long frame must have been refused: chance refuses one.
_LEAST_REFUSALS = 2


def detect_length(case: Case) -> Iterator[Finding]:
    """Every refused frame is longer than every frame that was taken, and it was refused each time."""
    refused = [e for e in case.exchanges if len(e.heard("NAK")) >= _LEAST_REFUSALS and not e.acks]
    taken = [e for e in case.exchanges if e.acks and not e.heard("NAK")]
    if not refused or not any(e.request.n > refused[0].request.n for e in taken):
        return  # where nothing is taken any more, it is not the length
    shortest = min(len(e.request.frame.data) for e in refused)
    longest = max(len(e.request.frame.data) for e in taken)
    if shortest > longest:
        numbers = [n for e in refused for n in e.evidence]
        facts = {"refused_bytes": shortest, "taken_bytes": longest}
        yield found("wire.long_refused", Severity.ERROR, numbers, (), **facts)
