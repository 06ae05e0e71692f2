"""Other ways in which a host may speak, to ask a silent one by: a host that cannot read us says nothing.

Most hosts answer no message that they cannot decode (`iso8583sim serve` is one), so a mismatch shows
only as silence. An echo (0800) moves no money; the spec under which it is answered names the mismatch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from posdiag.wire.iso8583.second_look import Difference, differences
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind
from posdiag.wire.iso8583.variants import encodings, formats

#: The TPDU that documentation shows most; hosts swap its addresses whatever they are.
USUAL_TPDU = bytes.fromhex("6000010000")
#: Length headers in the order in which they are met.
_LENGTHS = (
    LengthKind.BINARY2_BE, LengthKind.ASCII4, LengthKind.BINARY4_BE, LengthKind.BCD2, LengthKind.ASCII2,
    LengthKind.BINARY2_LE, LengthKind.HEX4,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Probe:
    """A spec to ask a host by, and in what it differs from the one that stayed without an answer."""

    spec: IsoSpec
    differences: tuple[Difference, ...]


def probes(spec: IsoSpec) -> tuple[Probe, ...]:
    """Specs to try when a host stays silent: one thing changed first, then format and framing together.

    An echo has few fields, so several specs may write it alike: ask each frame once.
    """
    found: list[Probe] = []
    seen: set[tuple[Difference, ...]] = {()}
    for candidate in _candidates(spec):
        apart = differences(spec, candidate)
        if apart not in seen:
            seen.add(apart)
            found.append(Probe(candidate, apart))
    return tuple(found)


def _candidates(spec: IsoSpec) -> Iterator[IsoSpec]:
    framings = list(_framings(spec))
    yield from encodings(spec)
    yield from framings
    yield from formats(spec)
    for framed in framings:
        yield from formats(framed)


def _framings(spec: IsoSpec) -> Iterator[IsoSpec]:
    for length in _LENGTHS:
        yield replace(spec, length=length)
    yield replace(spec, tpdu=b"" if spec.tpdu else USUAL_TPDU)
    yield replace(spec, length_counts_itself=not spec.length_counts_itself)
    if spec.header:
        yield replace(spec, header=b"")
    for length in _LENGTHS:
        yield replace(spec, length=length, tpdu=b"" if spec.tpdu else USUAL_TPDU)
