"""A spec with its options set otherwise, as products differ: one option of encoding, or a whole format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from posdiag.wire.iso8583.spec import (
    BinaryCoding,
    BitmapCoding,
    IsoSpec,
    MtiCoding,
    NumericCoding,
    PrefixCoding,
    PrefixUnit,
    SecondBitmap,
    TextCoding,
    TrackCoding,
)


def encodings(spec: IsoSpec) -> Iterator[IsoSpec]:
    """The spec with one option of encoding set otherwise."""
    for bitmap in BitmapCoding:
        yield replace(spec, bitmap=bitmap)
    for second in SecondBitmap:
        yield replace(spec, second_bitmap=second)
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


def formats(spec: IsoSpec) -> Iterator[IsoSpec]:
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
