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
    counts = [read_length(spec.length, r.frame.data[: spec.length.size]) for r in odd]
    off = {len(r.frame.data) - count for r, count in zip(odd, counts, strict=True) if count is not None}
    if len(off) != 1 or None in counts or spec.uncounted in off:
        return {}
    uncounted = off.pop()
    size, leading = spec.length.size, spec.leading
    for itself in (spec.length_counts_itself, not spec.length_counts_itself):
        for header in (spec.length_counts_header, not spec.length_counts_header):
            if uncounted == (0 if itself else size) + (0 if header else leading):
                found = {}
                if itself != spec.length_counts_itself:
                    found["length_counts_itself"] = "yes" if itself else "no"
                if header != spec.length_counts_header:
                    found["length_counts_header"] = "yes" if header else "no"
                return found
    return {}
