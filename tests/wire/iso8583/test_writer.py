"""Data elements to bytes: filling, cutting, and what a form cannot hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.iso8583.dialects import ALL, codec, patient, shipped


def body(fields: dict[str, str], /, **options: object) -> bytes:
    """What follows message type and bitmap."""
    raw = codec("iso87-ascii", **options).encode_fields("0200", fields, framed=False)
    return raw[12:]


@pytest.mark.parametrize(
    ("fields", "options", "expected"),
    [
        ({"4": "123"}, {}, b"000000000123".hex()),
        ({"4": "1234567890123"}, {}, b"234567890123".hex()),
        ({"41": "T1"}, {}, b"T1      ".hex()),
        ({"41": "TERMINAL99"}, {}, b"TERMINAL".hex()),
        ({"2": "1234"}, {"prefix": "bcd"}, "04" + b"1234".hex()),
        ({"2": "1234"}, {"prefix": "binary"}, "04" + b"1234".hex()),
        ({"2": "1234"}, {"prefix": "ebcdic"}, "f0f4" + b"1234".hex()),
        ({"2": "123"}, {"prefix": "bcd", "numeric": "bcd-left"}, "03" + "0123"),
        ({"2": "123"}, {"prefix": "bcd", "numeric": "bcd-right"}, "03" + "123f"),
        ({"2": "123"}, {"prefix": "bcd", "numeric": "bcd-right", "bcd_filler": "0"}, "03" + "1230"),
        ({"2": "123"}, {"prefix": "bcd", "numeric": "bcd-right", "prefix_counts": "bytes"}, "02" + "123f"),
        ({"22": "51"}, {"numeric": "bcd-right"}, "0051"),
        ({"22": "51"}, {"numeric": "bcd-right", "bcd_fixed": "right"}, "051f"),
        ({"4": "12300"}, {"numeric": "binary"}, "000000300c"),
        ({"22": "51"}, {"fields": {"22": "n 3 bcd-left"}}, "0051"),
        ({"22": "51"}, {"fields": {"22": "n 3 bcd-right"}}, "051f"),
        ({"35": "12=34"}, {"prefix": "bcd", "numeric": "bcd-left"}, "05" + "012d34"),
        ({"52": "0102"}, {}, "0000000000000102"),
        ({"55": "9a03250910"}, {"prefix": "bcd"}, "0005" + "9a03250910"),
        ({"55": "9A03250910"}, {"prefix": "bcd", "binary_fields": "hex"}, "0010" + b"9A03250910".hex()),
        ({"62": "사과"}, {"prefix": "bcd"}, "0004" + "bbe7b0fa"),
        ({"61": "A", "62": "B"}, {"text": "ebcdic", "prefix": "bcd"}, "000141" + "000142"),
        ({"44": "A"}, {"text": "ebcdic", "prefix": "bcd"}, "01c1"),
        ({"44": "사과"}, {"prefix": "bcd"}, "02" + b"??".hex()),
        ({"4": "12 4"}, {"numeric": "bcd-left"}, "000000001204"),
        ({"4": "12  34"}, {"numeric": "bcd-left"}, "000000120034"),
        ({"129": "x", "mti": "y"}, {}, ""),
    ],
)  # fmt: skip
def test_an_element_is_written_as_its_form_says(
    fields: dict[str, str], options: dict[str, object], expected: str
) -> None:
    assert body(fields, **options).hex() == expected


def test_the_order_of_the_elements_does_not_matter() -> None:
    assert body({"11": "000001", "3": "000000"}) == body({"3": "000000", "11": "000001"})


_values = st.text("0129=DF az가\x03", max_size=40)


@patient
@given(
    st.sampled_from(ALL),
    st.dictionaries(st.integers(2, 128).map(str), _values, max_size=8),
    st.text(max_size=5),
)
def test_any_values_can_be_written_and_read_again(name: str, fields: dict[str, str], mti: str) -> None:
    one = shipped(name)
    frame = one.encode_fields(mti, fields)
    assert frame == one.encode_fields(mti, fields)
    assert one.decode(frame).consumed <= len(frame)
