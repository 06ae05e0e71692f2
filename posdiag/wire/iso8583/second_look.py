"""Names the options by which a frame differs from a spec: the ones that, set otherwise, make it readable.

A frame in another encoding or framing gives the careful reader a fault somewhere, often far from the
cause: a length prefix taken for BCD shows as text in a later number. So each option is set otherwise in
turn and the frame read again; what then reads without a fault to its last byte is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import product

from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.spec import (
    BinaryCoding,
    BitmapCoding,
    IsoSpec,
    LengthKind,
    MtiCoding,
    NumericCoding,
    PrefixCoding,
    PrefixUnit,
    TextCoding,
    TrackCoding,
)

#: A frame longer than this is not looked at twice.
_MAX_BYTES = 8192
#: TPDU identifiers begin with this byte (PROTOCOLS 1.1).
_TPDU_FIRST = 0x60
#: Sizes of headers met in the field: reserved bytes, ISO literals, and IBM's.
_HEADER_SIZES = (2, 4, 5, 8, 10, 12, 22)


@dataclass(frozen=True, slots=True)
class Difference:
    """An option that the frame follows otherwise than the spec says."""

    option: str
    expected: str
    found: str


def second_look(spec: IsoSpec, frame: bytes) -> tuple[tuple[Difference, ...], Scan] | None:
    """The fewest options that make a whole frame readable, with that reading; None where nothing does.

    Looks at each option alone, at framing and encoding together, and at the usual whole formats.
    """
    if len(frame) > _MAX_BYTES:
        return None
    for changed in _candidates(spec, frame):
        scan = FrameReader(changed).read(frame)
        if not scan.faults and scan.stop == len(frame) and len(scan.fields) > 2:
            return differences(spec, changed), scan
    return None


def differences(spec: IsoSpec, other: IsoSpec) -> tuple[Difference, ...]:
    """The options in which two specs differ."""
    found = []
    for item in fields(IsoSpec):
        mine, theirs = getattr(spec, item.name), getattr(other, item.name)
        if mine != theirs and item.name not in ("name", "fields"):
            found.append(Difference(item.name, _shown(mine), _shown(theirs)))
    return tuple(found)


def _shown(value: object) -> str:
    match value:
        case bytes():
            return value.hex() or "none"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _candidates(spec: IsoSpec, frame: bytes) -> Iterator[IsoSpec]:
    framings = list(_framings(spec, frame))
    yield from framings
    for framed in (spec, *framings):
        if FrameReader(framed).frames(frame):
            yield from _encodings(framed)
    for framed in (spec, *framings):
        if FrameReader(framed).frames(frame):
            yield from _formats(framed)


def _framings(spec: IsoSpec, frame: bytes) -> Iterator[IsoSpec]:
    """The spec with another length header, or with or without TPDU and header."""
    for header in _headers(spec, frame):
        if header is not spec:
            yield header
    for header in _headers(spec, frame):
        if header.length is not LengthKind.NONE:
            yield replace(header, length_counts_itself=not header.length_counts_itself)
            if header.leading:
                yield replace(header, length_counts_header=not header.length_counts_header)
    for header in _headers(spec, frame):
        for kind in LengthKind:
            if kind is not spec.length:
                yield replace(header, length=kind)
                yield replace(header, length=kind, length_counts_itself=not header.length_counts_itself)


def _headers(spec: IsoSpec, frame: bytes) -> Iterator[IsoSpec]:
    """The spec itself, then with what stands between length and message type changed."""
    yield spec
    if spec.tpdu:
        yield replace(spec, tpdu=b"")
    if spec.header:
        yield replace(spec, header=b"")
    if spec.tpdu and spec.header:
        yield replace(spec, tpdu=b"", header=b"")
    at = spec.length.size
    if not spec.tpdu and len(frame) > at + 5 and frame[at] == _TPDU_FIRST:
        yield replace(spec, tpdu=frame[at : at + 5])
    if not spec.header:
        at += len(spec.tpdu)
        for size in _HEADER_SIZES:
            yield replace(spec, header=frame[at : at + size])


def _encodings(spec: IsoSpec) -> Iterator[IsoSpec]:
    """The spec with one option of encoding set otherwise."""
    for bitmap in BitmapCoding:
        yield replace(spec, bitmap=bitmap)
    for mti in MtiCoding:
        yield replace(spec, mti=mti)
    for prefix in PrefixCoding:
        yield replace(spec, prefix=prefix)
    for unit in PrefixUnit:
        yield replace(spec, prefix_counts=unit)
    for numeric in NumericCoding:
        yield replace(spec, numeric=numeric)
    for binary in BinaryCoding:
        yield replace(spec, binary_fields=binary)
    for text in TextCoding:
        yield replace(spec, text=text)
    for track in TrackCoding:
        yield replace(spec, track=track)


def _formats(spec: IsoSpec) -> Iterator[IsoSpec]:
    """The spec in the formats that products offer whole, each with either bitmap."""
    ascii_all = replace(
        spec,
        mti=MtiCoding.ASCII,
        numeric=NumericCoding.ASCII,
        text=TextCoding.ASCII,
        prefix=PrefixCoding.ASCII,
    )
    ebcdic_all = replace(
        spec,
        mti=MtiCoding.EBCDIC,
        numeric=NumericCoding.EBCDIC,
        text=TextCoding.EBCDIC,
        prefix=PrefixCoding.EBCDIC,
    )
    packed = replace(ascii_all, mti=MtiCoding.BCD, numeric=NumericCoding.BCD_LEFT, prefix=PrefixCoding.BCD)
    right = replace(packed, numeric=NumericCoding.BCD_RIGHT)
    binary = replace(packed, prefix=PrefixCoding.BINARY)
    for base in (ascii_all, packed, right, binary, ebcdic_all):
        for bitmap, fields_as in product(BitmapCoding, BinaryCoding):
            yield replace(base, bitmap=bitmap, binary_fields=fields_as)
