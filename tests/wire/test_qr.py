"""Payment QR codes of shops and of customers, sound and broken."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.message import Kind, Message
from posdiag.wire.qr import QrCodec, QrForm, read_cpm, read_mpm, write_mpm
from posdiag.wire.tlv import write_tlv

CODEC, _ = QrCodec.build("emv-qr", {"form": "auto"})
SHOP = [("00", "01"), ("53", "410"), ("54", "12300"), ("58", "KR"), ("59", "사과 가게"), ("60", "서울")]


def codes(raw: bytes) -> list[str]:
    return [fault.code for fault in read_mpm(raw).faults]


def test_a_shops_code_reads_with_places_in_bytes() -> None:
    raw = write_mpm(SHOP).encode()
    decoded = CODEC.decode(raw)
    assert decoded.faults == ()
    name = next(item for item in decoded.fields if item.path == "59")
    assert raw[name.offset : name.offset + name.length].decode() == name.value == "사과 가게"
    assert name.length == 13


def test_objects_of_a_template_have_the_templates_id_before_theirs() -> None:
    raw = write_mpm([*SHOP, ("62", "0302AB0704T001")]).encode()
    decoded = read_mpm(raw)
    assert decoded.value("62.03") == "AB"
    assert decoded.value("62.07") == "T001"


def test_a_length_in_bytes_is_told_from_one_in_characters() -> None:
    wrong = write_mpm(SHOP).replace("5905사과", "5913사과")
    assert codes(wrong.encode()) == ["qr.length-in-bytes", "crc.wrong"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("54051", "54052"), ["crc.wrong"]),
        (("6304", "6303"), ["qr.object", "crc.missing"]),
        (("5802KR", "58KRKR"), ["qr.object", "crc.wrong"]),
    ],
)
def test_a_changed_code_has_its_faults(change: tuple[str, str], expected: list[str]) -> None:
    assert codes(write_mpm(SHOP).replace(*change).encode()) == expected


def test_the_crc_is_checked_even_where_objects_are_broken() -> None:
    raw = write_mpm([("00", "01"), ("59", "x")]).replace("5901x", "5999x").encode()
    decoded = read_mpm(raw)
    assert decoded.value("63") is not None
    assert [fault.code for fault in decoded.faults] == ["qr.truncated", "crc.wrong"]


def test_a_customers_code_is_base64_of_tlv() -> None:
    data = write_tlv([("85", b"CPV01".hex()), ("61", "4F07A0000000031010")])
    raw = base64.b64encode(data)
    decoded = CODEC.decode(raw)
    assert decoded.faults == ()
    assert decoded.value("61.4F") == "A0000000031010"
    found = next(item for item in decoded.fields if item.path == "85")
    assert b"CPV01" in base64.b64decode(raw[found.offset // 4 * 4 : found.offset + found.length + 3 & ~3])


def test_a_customers_code_of_something_else_is_told() -> None:
    assert [fault.code for fault in read_cpm(b"!!!").faults] == ["cpm.not-base64"]
    other = base64.b64encode(write_tlv([("9A", "250910")]))
    assert [fault.code for fault in read_cpm(other).faults] == ["cpm.format"]


def test_the_reference_vouchers_code_gives_its_number() -> None:
    assert CODEC.decode(b"KRCPM11234567890").value("number") == "1234567890"
    assert [fault.code for fault in CODEC.decode(b"KRCPM112x4").faults] == ["cpm.not-digits"]


def test_the_form_can_be_told() -> None:
    codec, faults = QrCodec.build("emv-qr", {"form": "cpn", "size": "3"})
    assert sorted(fault.path for fault in faults) == ["form", "size"]
    assert QrCodec("x", QrForm.CPM).decode(write_mpm(SHOP).encode()).faults
    assert codec.name == "emv-qr"


def test_a_message_becomes_a_shops_code_of_its_amount() -> None:
    raw = CODEC.encode(Message(Kind.APPROVE, False, {"amount": "12300"}))
    decoded = CODEC.decode(raw)
    assert decoded.faults == ()
    assert decoded.value("54") == "12300"


def test_a_value_too_long_for_its_length_is_refused() -> None:
    with pytest.raises(ValueError, match="59"):
        write_mpm([("59", "x" * 100)])


@settings(deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=80).map(str.encode), st.from_regex(rb"[0-9]{0,60}"))
)
def test_any_bytes_are_read_and_every_place_lies_within_them(raw: bytes) -> None:
    for read in (CODEC.decode, read_mpm, read_cpm):
        decoded = read(raw)
        for item in decoded.fields:
            assert 0 <= item.offset <= item.offset + item.length <= len(raw)
        assert all(0 <= fault.offset <= len(raw) for fault in decoded.faults)


def test_ten_megabytes_are_read_in_bounded_time() -> None:
    began = time.process_time()
    for raw in (
        b"0" * 10_000_000,
        b"\xff" * 10_000_000,
        b"KRCPM1" + b"1" * 10_000_000,
        b"hQVDUFYwMW" * 1_000_000,
    ):
        CODEC.decode(raw)
    assert time.process_time() - began < 2
