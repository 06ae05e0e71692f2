"""A serial port that is set otherwise than its other end, or that two programs read from."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import Party

#: Shorter pieces may be left over from anything.
MIN_PIECE_BYTES = 4


def detect_port(case: Case) -> Iterator[Finding]:
    """Only on lines with ACKs: what lies under a host or an agent loses and changes no byte unseen."""
    if not case.acknowledges:
        return
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    far = [reading for reading in case.pos_readings if reading.frame.receiver is Party.POS]
    if far and not any(_right(reading) for reading in far):
        yield found("line.never_right", severity, (r.n for r in far), count=len(far))
    robbed = [reading for reading in case.heard if reading.broken and _is_robbed(case, reading)]
    if robbed:
        yield found("line.bytes_missing", severity, (r.n for r in robbed), count=len(robbed))


def _right(reading: Reading) -> bool:
    """A whole frame, or a control byte: a port set otherwise reads neither, but by rare chance."""
    return reading.control is not None or not reading.broken


def _is_robbed(case: Case, reading: Reading) -> bool:
    """All its bytes stand in a whole frame in this order, with others between them.

    What a line cuts short is the beginning of a frame, and what comes after a pause is its end: those are
    no sign of a second reader.
    """
    data = reading.frame.data
    wholes = (r.frame.data for r in case.heard if not r.broken and len(r.frame.data) > len(data))
    robbed = any(_within(data, whole) and data not in whole for whole in wholes)
    return robbed and len(data) >= MIN_PIECE_BYTES


def _within(data: bytes, whole: bytes) -> bool:
    rest = iter(whole)
    return all(byte in rest for byte in data)
