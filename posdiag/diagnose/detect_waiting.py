"""A side that waits in vain after every frame: as it reads the length, more bytes were announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import ECHO, Party
from posdiag.wire.ecr.anatomy import dissect
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import EcrSpec, Length, LengthAt, LengthKind

#: A reader's own timer runs equally long each time; what arrives late moves it by more than this.
EVEN_MS = 20

#: One frame that broke off may have lost its end; as many as this, all alike, have not by chance.
LEAST_REFUSALS = 3


def detect_waiting(case: Case) -> Iterator[Finding]:
    """Every frame was refused, each time equally long after the POS's last byte, as one that broke off.

    A pause cannot do that: the rest of a frame comes later and puts the next refusal off. Another kind of
    length does, where it announces more than the frame has; so does a line that cuts every frame short.
    """
    codec = case.ecr_codec
    if not isinstance(codec, EcrCodec) or case.heard or case.echo_answered or not _only_cut(case):
        return
    waits = _waits_ms(case)
    kind = _kind_that_waits(codec.spec, case.said)
    if kind is not None and any(
        frame.note == f"{ECHO}length={kind.value}" for frame in case.transcript.frames
    ):
        return  # a device check was written so, and was not answered either
    if kind is not None and len(waits) >= LEAST_REFUSALS and max(waits) - min(waits) <= EVEN_MS:
        naks = [r.n for exchange in case.exchanges for r in exchange.heard("NAK")]
        numbers = sorted((*(r.n for r in case.said), *naks))
        facts = {"length__kind": kind.value, "wait_ms": max(waits)}
        yield found("wire.length_waits", Severity.ERROR, numbers, (), **facts)


def _only_cut(case: Case) -> bool:
    """The terminal complains of nothing but frames that broke off, and took none."""
    complaints = [seen.text for seen in case.terminal_screens if "수신 오류" in seen.text]
    refused = all(exchange.heard("NAK") and not exchange.acks for exchange in case.exchanges)
    return bool(complaints) and all("끊김" in text for text in complaints) and refused


def _waits_ms(case: Case) -> list[int]:
    """From the POS's last byte to each NAK."""
    waits = []
    last_ms = 0
    for reading in case.pos_readings:
        if reading.frame.sender is Party.POS:
            last_ms = reading.t_ms
        elif reading.control == "NAK":
            waits.append(reading.t_ms - last_ms)
    return waits


def _kind_that_waits(spec: EcrSpec, said: Sequence[Reading]) -> LengthKind | None:
    """The other kind of length under which every frame announces more than it has.

    Where several do, the one that announces least: a reader refuses at once what its buffer cannot hold.
    """
    own = spec.length
    at = LengthAt.AFTER_STX if own.kind is LengthKind.NONE else own.at
    kinds = (kind for kind in LengthKind if kind not in (own.kind, LengthKind.NONE))
    others = [Length(kind, at, own.counts, own.itself) for kind in kinds]
    announced = {
        other.kind: max((_missing(spec, other, reading.frame.data) for reading in said), default=0)
        for other in others
        if said and all(_missing(spec, other, reading.frame.data) for reading in said)
    }
    return min(announced, key=announced.__getitem__, default=None)


def _missing(spec: EcrSpec, other: Length, frame: bytes) -> int:
    """How many bytes more than it has a frame announces under another kind of length; 0 where none."""
    parts, _ = dissect(spec, frame)
    start = parts.prefix if spec.length.kind is not LengthKind.NONE else parts.stx + 1
    promised = other.read(frame[start : start + other.width])
    if promised is None:
        return 0
    end = start + other.width + promised
    return end - len(frame) if len(frame) < end <= spec.max_frame else 0
