"""How one data element lies in the bytes, and what is wrong with a value."""

from __future__ import annotations

import pytest

from posdiag.wire.iso8583.layout import Form, Layout, layout_of, value_of
from tests.wire.iso8583.dialects import spec


def layout(number: int, **options: object) -> Layout:
    one = spec(**options)
    return layout_of(one, one.fields[number])


@pytest.mark.parametrize(
    ("number", "options", "form", "counted", "size"),
    [
        (4, {}, Form.DIGITS, 12, 12),
        (4, {"numeric": "bcd-left"}, Form.PACKED, 12, 6),
        (22, {"numeric": "bcd-left"}, Form.PACKED, 3, 2),
        (4, {"numeric": "binary"}, Form.INTEGER, 12, 5),
        (2, {"numeric": "bcd-right"}, Form.PACKED, 19, 10),
        (2, {"numeric": "bcd-right", "prefix_counts": "bytes"}, Form.PACKED, 10, 10),
        (35, {"numeric": "bcd-left"}, Form.PACKED_TRACK, 37, 19),
        (35, {"numeric": "bcd-left", "track": "text"}, Form.TRACK, 37, 37),
        (52, {}, Form.RAW, 8, 8),
        (52, {"binary_fields": "hex"}, Form.HEXED, 8, 16),
        (55, {"binary_fields": "hex"}, Form.HEXED, 20, 20),
        (63, {"text": "ebcdic"}, Form.TEXT, 20, 20),
    ],
)
def test_an_element_takes_the_bytes_its_form_needs(
    number: int, options: dict[str, object], form: Form, counted: int, size: int
) -> None:
    found = layout(number, **options)
    assert found.form is form
    assert found.byte_count(counted) == size


@pytest.mark.parametrize(
    ("number", "options", "raw", "counted", "value", "fault"),
    [
        (3, {}, "303030303031", 6, "000001", ""),
        (3, {}, "30303030303a", 6, "00000:", "field.not-numeric"),
        (3, {"numeric": "ebcdic"}, "f0f0f0f0f0f1", 6, "000001", ""),
        (3, {"numeric": "bcd-left"}, "00000a", 6, "00000A", "field.not-bcd"),
        (22, {"numeric": "bcd-left"}, "0051", 3, "051", ""),
        (22, {"numeric": "bcd-left"}, "5051", 3, "051", "field.filler"),
        (2, {"numeric": "bcd-right"}, "12345f", 5, "12345", ""),
        (2, {"numeric": "bcd-right"}, "123450", 5, "12345", ""),
        (2, {"numeric": "bcd-right"}, "123457", 5, "12345", "field.filler"),
        (2, {"numeric": "bcd-right", "prefix_counts": "bytes"}, "12345f", 3, "12345", ""),
        (35, {"numeric": "bcd-left"}, "123d45", 6, "123=45", ""),
        (35, {}, "3132403435", 5, "12@45", "field.not-track"),
        (3, {"numeric": "binary"}, "00007b", 6, "000123", ""),
        (3, {"numeric": "binary"}, "ffffff", 6, "16777215", "field.not-numeric"),
        (41, {}, "5445524d30313203", 8, "TERM012\x03", "field.not-text"),
        (41, {}, "5445524d303132c1", 8, "TERM012\\xc1", "field.not-text"),
        (62, {}, "bbe7b0fa", 4, "사과", ""),
        (62, {}, "bbe7b0", 3, "사\\xb0", "field.not-text"),
        (52, {"binary_fields": "hex"}, "30313a3330313233", 8, "01:30123", "field.not-hex"),
    ],
)
def test_a_value_is_read_and_what_is_wrong_with_it_is_told(
    number: int, options: dict[str, object], raw: str, counted: int, value: str, fault: str
) -> None:
    found, complaint = value_of(layout(number, **options), bytes.fromhex(raw), counted)
    assert found == value
    assert (complaint[0] if complaint else "") == fault
