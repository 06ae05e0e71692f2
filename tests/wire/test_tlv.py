"""BER-TLV objects with their places, and what is wrong where they break off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.message import Kind, Message
from posdiag.wire.tlv import MAX_OBJECTS, TlvCodec, chip_objects, read_tlv, write_tlv

CODEC, _ = TlvCodec.build("emv-tlv", {})


def test_objects_have_tag_value_place_and_name() -> None:
    decoded = CODEC.decode(bytes.fromhex("9F0206000000012300" + "9A03250910"))
    assert [(f.path, f.offset, f.length, f.value, f.name) for f in decoded.fields] == [
        ("9F02", 3, 6, "000000012300", "Amount authorised"),
        ("9A", 11, 3, "250910", "Transaction date"),
    ]
    assert decoded.faults == ()


def test_objects_inside_objects_have_the_outer_tag_before_theirs() -> None:
    decoded = read_tlv(bytes.fromhex("E108" + "DF0101AA" + "E202" + "9500"))
    assert [(f.path, f.value) for f in decoded.fields] == [
        ("E1", "DF0101AAE2029500"), ("E1.DF01", "AA"), ("E1.E2", "9500"), ("E1.E2.95", ""),
    ]  # fmt: skip


def test_long_tags_and_long_lengths_are_read() -> None:
    value = "AB" * 200
    decoded = read_tlv(bytes.fromhex("DF812904AABBCCDD" + "9F1081C8" + value + "84820002" + "0102"))
    assert [(f.path, f.length) for f in decoded.fields] == [("DF8129", 4), ("9F10", 200), ("84", 2)]
    assert not decoded.faults


def test_zeros_and_ff_between_objects_are_passed_over() -> None:
    decoded = read_tlv(bytes.fromhex("0000" + "9A03250910" + "FFFF00" + "9C0100" + "FF"))
    assert [f.path for f in decoded.fields] == ["9A", "9C"]
    assert not decoded.faults


@pytest.mark.parametrize(
    ("data", "code", "offset"),
    [
        ("9A0325", "tlv.truncated", 1),
        ("9A032509", "tlv.truncated", 1),
        ("9A", "tlv.truncated", 1),
        ("9A8201", "tlv.truncated", 1),
        ("9F", "tlv.tag", 0),
        ("9F8181818101", "tlv.tag", 0),
        ("9A80", "tlv.length", 1),
        ("9A84000000010A", "tlv.length", 1),
        ("E1039A0325", "tlv.truncated", 3),
    ],
)
def test_a_broken_object_has_its_fault_at_its_place(data: str, code: str, offset: int) -> None:
    decoded = read_tlv(bytes.fromhex(data))
    assert [(fault.code, fault.offset) for fault in decoded.faults] == [(code, offset)]


def test_nesting_and_number_of_objects_are_limited() -> None:
    nested = b""
    for _ in range(20):
        nested = write_tlv([("E1", nested.hex())])
    assert "tlv.depth" in {fault.code for fault in read_tlv(nested).faults}
    many = read_tlv(b"\x9a\x00" * 5000)
    assert len(many.fields) == MAX_OBJECTS
    assert [fault.code for fault in many.faults] == ["tlv.too-many"]


def test_the_objects_of_a_sale_say_what_its_fields_say() -> None:
    sale = Message(Kind.APPROVE, False, {"amount": "12300", "sent_at": "20250910123000"})
    decoded = CODEC.decode(CODEC.encode(sale))
    assert decoded.value("9F02") == "000000012300"
    assert decoded.value("9A") == "250910"
    assert dict(chip_objects(sale))["5F2A"] == "0410"


def test_there_is_no_option() -> None:
    _, faults = TlvCodec.build("emv-tlv", {"form": "x"})
    assert [fault.path for fault in faults] == ["form"]


_tags = st.sampled_from(("9A", "9C", "9F02", "DF8129", "5F2A"))
_objects = st.lists(st.tuples(_tags, st.binary(max_size=300).map(lambda b: b.hex().upper())), max_size=8)


@settings(deadline=None)
@given(_objects)
def test_what_was_written_is_read_again(objects: list[tuple[str, str]]) -> None:
    decoded = read_tlv(write_tlv(objects))
    assert [(f.path, f.value) for f in decoded.fields] == objects
    assert not decoded.faults


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_and_every_place_lies_within_them(data: bytes) -> None:
    decoded = read_tlv(data)
    for item in decoded.fields:
        assert data[item.offset : item.offset + item.length].hex().upper() == item.value
    assert all(0 <= fault.offset <= len(data) for fault in decoded.faults)
