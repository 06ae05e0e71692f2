"""The formats that are tried on frames which a dialect cannot read."""

from __future__ import annotations

import pytest

from posdiag import assembly
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.second_look import differences
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.iso8583.variants import encodings, formats


@pytest.fixture
def spec() -> IsoSpec:
    codec = assembly.library().dialects.codec_for("iso87-ascii")
    assert isinstance(codec, IsoCodec)
    return codec.spec


def test_at_most_one_option_of_encoding_is_set_otherwise_and_each_option_is(spec: IsoSpec) -> None:
    changed = [differences(spec, one) for one in encodings(spec)]
    assert all(len(options) <= 1 for options in changed)
    assert {option.option for options in changed for option in options} == {
        *("bitmap", "second_bitmap", "mti", "prefix", "prefix_counts"),
        *("numeric", "binary_fields", "text", "track"),
    }


def test_each_whole_format_comes_with_either_bitmap_and_leaves_the_framing(spec: IsoSpec) -> None:
    found = list(formats(spec))
    assert len(set(map(repr, found))) == len(found)
    framing = [(one.length, one.tpdu, one.header, one.trailer) for one in found]
    assert set(framing) == {(spec.length, spec.tpdu, spec.header, spec.trailer)}
    assert any(not differences(spec, one) for one in found)
