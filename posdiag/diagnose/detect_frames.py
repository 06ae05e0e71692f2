"""Frames whose bounds differ: a check byte that the POS does not read, a length that counts otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.check_rule import check_rules
from posdiag.diagnose.reading import Reading
from posdiag.transcript import Party
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.framing import read_length
from posdiag.wire.iso8583.spec import IsoSpec

#: A host's message is never longer (the reference VAN's are a tenth of it).
MAX_HOST_BYTES = 4096


def stray_checks(case: Case) -> tuple[str, tuple[Reading, ...]]:
    """The rule under which the byte after every frame is its check byte, and those bytes; else nothing.

    A POS whose dialect has no check byte takes each frame for whole without it, and the byte for garbage.
    """
    codec = case.ecr_codec
    if not isinstance(codec, EcrCodec) or codec.spec.check is not Check.NONE:
        return "", ()
    far = [reading for reading in case.pos_readings if reading.frame.receiver is Party.POS]
    frames = [at for at, r in enumerate(far) if r.control is None and not r.broken]
    rules: set[str] = set()
    strays: list[Reading] = []
    for at in frames:
        after = far[at + 1] if at + 1 < len(far) else None
        right = frozenset() if after is None else check_rules(far[at].frame.data + after.frame.data[:1])
        if after is None or not right or len(after.frame.data) > 1:
            return "", ()
        rules = set(right) if not strays else rules & right
        strays.append(after)
    return (min(rules), tuple(strays)) if rules else ("", ())


def length_options(case: Case, odd: Sequence[Reading]) -> Mapping[str, str]:
    """How the host's length counts, where all odd frames are off by what another way explains."""
    codec = case.host_codec
    if not isinstance(codec, IsoCodec) or not odd:
        return {}
    spec = codec.spec
    for itself in (spec.length_counts_itself, not spec.length_counts_itself):
        for header in (spec.length_counts_header, not spec.length_counts_header):
            uncounted = (0 if itself else spec.length.size) + (0 if header else spec.leading)
            if uncounted != spec.uncounted and _explained(spec, odd, uncounted):
                found = {"length_counts_itself": itself} if itself != spec.length_counts_itself else {}
                if header != spec.length_counts_header:
                    found["length_counts_header"] = header
                return {option: "yes" if value else "no" for option, value in found.items()}
    return {}


def _explained(spec: IsoSpec, odd: Sequence[Reading], uncounted: int) -> bool:
    """Whether all these frames are what a POS makes of lengths that leave so many bytes uncounted.

    Where the host counts less than the POS thinks, each frame waits for bytes that do not come; where it
    counts more, the beginning of the next frame, its length among it, is taken for the end of this one.
    """
    size, surplus = spec.length.size, spec.uncounted - uncounted
    waits = [_length_of(spec, r.frame.data) for r in odd]
    if all(n is not None and n + uncounted == len(r.frame.data) for n, r in zip(waits, odd, strict=True)):
        return True
    if surplus < size:
        return False
    cut = [at for at, reading in enumerate(odd) if "trailing" in reading.fault_codes]
    return bool(cut) and all(_goes_on(spec, odd[at : at + 2], uncounted, surplus) for at in cut)


def _goes_on(spec: IsoSpec, pair: Sequence[Reading], uncounted: int, surplus: int) -> bool:
    """What ends the first is the beginning of a frame, and the second is more of it."""
    n = _length_of(spec, pair[0].frame.data[-surplus:])
    if n is None or len(pair) < 2:
        return False
    return surplus + len(pair[1].frame.data) <= n + uncounted <= MAX_HOST_BYTES


def _length_of(spec: IsoSpec, data: bytes) -> int | None:
    return read_length(spec.length, data[: spec.length.size])
