"""A serial port that is set otherwise than its other end, or that two programs read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import Party
from posdiag.wire.agent.codec import AgentCodec

#: Shorter pieces may be left over from anything.
MIN_PIECE_BYTES = 12
#: Fewer bytes in a row are alike by chance.
MIN_RUN_BYTES = 3
#: Copies of one answer that are compared.
MAX_COPIES = 6
#: What a wrong port reads instead of bytes: nothing, or ones to one side of a place.
RUINED = frozenset({0x00, *(0xFF << bits & 0xFF for bits in range(8)), *(0xFF >> bits for bits in range(4))})


def detect_port(case: Case) -> Iterator[Finding]:
    """Only on lines with ACKs: what lies under a host or an agent loses and changes no byte unseen."""
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    code, readings = port_at_fault(case)
    if code:
        yield found(code, severity, (r.n for r in readings), count=len(readings))


def port_at_fault(case: Case) -> tuple[str, tuple[Reading, ...]]:
    """What is wrong with the port, with what shows it; empty where nothing is. It explains all damage."""
    if not case.acknowledges or isinstance(case.ecr_codec, AgentCodec):
        return "", ()
    far = tuple(reading for reading in case.pos_readings if reading.frame.receiver is Party.POS)
    if far and _never_right(far):
        return "line.never_right", far
    robbed = tuple(r for exchange in case.exchanges for r in _robbed(exchange))
    return ("line.bytes_missing", robbed) if robbed else ("", ())


def _never_right(far: Sequence[Reading]) -> bool:
    """No frame came right, and either no control byte did, or what else came is what a wrong port makes.

    A port of another speed or parity hands over mostly noughts, and bytes whose bits are all of one kind
    from some place on (PROTOCOLS 2: often 00, FF, 80); a single control byte may get through.
    """
    if any(reading.control is None and not reading.broken for reading in far):
        return False
    junk = b"".join(reading.frame.data for reading in far if reading.broken)
    ruined = sum(byte in RUINED for byte in junk)
    if all(reading.control is None for reading in far):
        return bool(junk)
    return len(junk) >= MIN_PIECE_BYTES and 2 * ruined >= len(junk)


def _robbed(exchange: Exchange) -> Iterator[Reading]:
    """Broken frames that are another one of the same exchange with bytes missing from within.

    An answer is repeated as it was. A copy that a line cut short is the beginning of another, what comes
    after a pause is its end, and noise leaves a frame as long as it is.
    """
    copies = [*exchange.broken, *exchange.replies][:MAX_COPIES]
    for reading in exchange.broken[:MAX_COPIES]:
        data = reading.frame.data
        others = (other.frame.data for other in copies if other is not reading)
        if len(data) >= MIN_PIECE_BYTES and any(_lacks(data, other) for other in others):
            yield reading


def _lacks(data: bytes, other: bytes) -> bool:
    """The two have most in common, in the same order, though they are not equally long."""
    if abs(len(data) - len(other)) < 2 or data in other or other in data:
        return False
    blocks = SequenceMatcher(None, data, other, autojunk=False).get_matching_blocks()
    common = [block.size for block in blocks if block.size >= MIN_RUN_BYTES]
    return len(common) > 1 and 10 * sum(common) >= 6 * min(len(data), len(other))
