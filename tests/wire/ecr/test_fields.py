"""One field: padding, cutting, Korean text, and what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.ecr.fields import read_value, value_faults, write_fixed, write_separated
from posdiag.wire.ecr.spec import Align, Charset, FieldSpec, FieldType, TextCut

TEXT = FieldSpec("text", "text", 16)
AMOUNT = FieldSpec("amount", "amount", 10, FieldType.NUMBER, Align.RIGHT, 0x30)
STAN = FieldSpec("stan", "stan", 6, FieldType.DIGITS, Align.RIGHT, 0x30)
TID = FieldSpec("tid", "tid", 16, pad=0)


def fixed(item: FieldSpec, value: str, cut: TextCut = TextCut.CHARACTERS) -> bytes:
    return write_fixed(item, value, Charset.CP949, cut)


@pytest.mark.parametrize(
    ("item", "value", "written"),
    [
        (AMOUNT, "12300", b"0000012300"),
        (AMOUNT, "0", b"0000000000"),
        (AMOUNT, "", b"          "),
        (AMOUNT, "12345678901", b"2345678901"),
        (STAN, "000123", b"000123"),
        (TID, "10000001", b"10000001" + bytes(8)),
        (TEXT, "abc", b"abc             "),
    ],
)
def test_a_value_fills_its_width(item: FieldSpec, value: str, written: bytes) -> None:
    assert fixed(item, value) == written


@pytest.mark.parametrize(
    ("item", "raw", "value"),
    [
        (AMOUNT, b"0000012300", "12300"),
        (AMOUNT, b"0000000000", "0"),
        (AMOUNT, b"          ", ""),
        (AMOUNT, b"     12300", "12300"),
        (STAN, b"000123", "000123"),
        (TID, b"10000001" + bytes(8), "10000001"),
        (TEXT, "커피".encode("cp949") + b" " * 12, "커피"),
    ],
)
def test_padding_is_no_part_of_a_value(item: FieldSpec, raw: bytes, value: str) -> None:
    assert read_value(item, raw, Charset.CP949) == value


def test_a_long_korean_text_is_cut_at_characters_or_at_bytes() -> None:
    text = "A아메리카노라떼둘"
    whole = fixed(TEXT, text)
    half = fixed(TEXT, text, TextCut.BYTES)
    assert whole == "A아메리카노라떼".encode("cp949") + b" "
    assert half == text.encode("cp949")[:16]
    assert [fault.code for fault in value_faults(TEXT, half, 40, Charset.CP949)] == ["text.cut"]
    assert [fault.offset for fault in value_faults(TEXT, half, 40, Charset.CP949)] == [55]
    assert list(value_faults(TEXT, whole, 40, Charset.CP949)) == []


def test_bytes_of_another_charset_are_named() -> None:
    faults = list(value_faults(TEXT, b"\xff\xfe\xff\xfe abc", 0, Charset.CP949))
    assert [fault.code for fault in faults] == ["text.not-cp949"]


def test_a_separated_value_holds_neither_separator_nor_control_bytes() -> None:
    item = FieldSpec("card", "card")
    assert write_separated(item, "a|b\x03c", Charset.CP949, TextCut.CHARACTERS, 0x7C) == b"a b c"


def test_characters_that_the_charset_lacks_become_question_marks() -> None:
    item = FieldSpec("text", "text")
    assert write_separated(item, "커피🥤", Charset.CP949, TextCut.CHARACTERS, 0x1C) == "커피?".encode("cp949")


def test_a_hex_field_is_shown_as_its_bytes() -> None:
    item = FieldSpec("response", width=1, type=FieldType.HEX, pad=0)
    assert read_value(item, b"\x1f", Charset.CP949) == "1F"
    assert fixed(item, "1F") == b"\x1f"
    assert fixed(item, "no hex") == b"\x00"


@settings(deadline=None)
@given(
    st.text(max_size=30),
    st.sampled_from(list(Charset)),
    st.sampled_from([TextCut.CHARACTERS, TextCut.BYTES]),
)
def test_any_text_fills_exactly_its_width(text: str, charset: Charset, cut: TextCut) -> None:
    assert len(write_fixed(TEXT, text, charset, cut)) == 16


@settings(deadline=None)
@given(st.sampled_from([TEXT, AMOUNT, STAN, TID]), st.binary(max_size=20), st.sampled_from(list(Charset)))
def test_no_bytes_make_reading_a_field_raise(item: FieldSpec, raw: bytes, charset: Charset) -> None:
    read_value(item, raw, charset)
    assert all(0 <= fault.offset <= len(raw) for fault in value_faults(item, raw, 0, charset))


def test_a_text_that_is_never_cut_overflows_its_field() -> None:
    name = "PREMIUM ORGANIC OLIVE OIL"
    assert fixed(TEXT, name, TextCut.NEVER) == name.encode()
    assert write_separated(TEXT, name, Charset.CP949, TextCut.NEVER, 0x1C) == name.encode()
