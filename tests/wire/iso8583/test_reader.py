"""Each fault of a frame under its own code, at its own place, and what can still be read beside it."""

from __future__ import annotations

import pytest

from posdiag.wire.iso8583.reader import FrameReader
from tests.wire.iso8583.dialects import codec, spec

ECHO = {"11": "000001", "41": "10000001", "70": "301"}
SALE = {
    "2": "9400001234567890",
    "3": "000000",
    "4": "000000012300",
    "52": "0102030405060708",
    "55": "9F0206000000012300",
}


def faults(frame: bytes, **options: object) -> list[tuple[int, str]]:
    return [(fault.offset, fault.code) for fault in FrameReader(spec(**options)).read(frame).faults]


def written(mti: str = "0200", fields: dict[str, str] = SALE, **options: object) -> bytes:
    return codec("iso87-ascii", **options).encode_fields(mti, fields)


@pytest.mark.parametrize(
    ("frame", "options", "expected"),
    [
        (b"", {}, [(0, "length.missing")]),
        (b"\x00", {}, [(0, "length.missing")]),
        (b"\x00\x04080", {}, [(0, "length.short"), (2, "mti.short")]),
        (b"00x4" + b"0800", {"length": "ascii4"}, [(0, "length.not-digits"), (8, "bitmap.short")]),
        (b"\x00\x01" + b"0800" + bytes(8), {"length_counts_itself": "yes"}, [(0, "length.small")]),
        (b"\x00\x04XXXX", {}, [(2, "mti.not-digits")]),
        (b"\x00\x049999", {}, [(2, "mti.not-digits")]),
        (b"\x00\x060800\x00\x00", {}, [(6, "bitmap.short")]),
        (b"\x00\x140800" + b"\x20" * 16, {"bitmap": "hex"}, [(6, "bitmap.not-hex")]),
        (b"\x00\x0f0800" + bytes(8) + b"abc", {}, [(14, "trailing")]),
    ],
)
def test_a_broken_frame_has_its_fault_at_its_place(
    frame: bytes, options: dict[str, object], expected: list[tuple[int, str]]
) -> None:
    assert faults(frame, **options) == expected


def test_a_length_prefix_that_is_no_number_stops_reading() -> None:
    frame = written().replace(b"169400", b"x69400")
    assert faults(frame) == [(14, "prefix.not-digits")]


def test_a_length_prefix_beyond_the_longest_value_stops_reading() -> None:
    frame = written().replace(b"169400", b"209400")
    assert faults(frame) == [(14, "prefix.over-max")]


def test_a_value_of_the_wrong_kind_does_not_stop_reading() -> None:
    scan = FrameReader(spec()).read(written().replace(b"000000012300", b"00000001230O"))
    assert [fault.code for fault in scan.faults] == ["field.not-numeric"]
    assert [item.path for item in scan.fields][-2:] == ["55", "55.9F02"]


def test_an_element_the_dialect_has_not_stops_reading() -> None:
    assert faults(written(), fields={"52": "none"})[0][1] == "field.undefined"


def test_tlv_that_is_cut_short_is_told_where_it_is() -> None:
    frame = written(fields={**SALE, "55": "9F0206000000"})
    scan = FrameReader(spec()).read(frame)
    assert [fault.code for fault in scan.faults] == ["tlv.truncated"]
    assert frame[scan.faults[0].offset] == 6


def test_tlv_written_as_hex_characters_has_places_in_characters() -> None:
    frame = written(binary_fields="hex")
    scan = FrameReader(spec(binary_fields="hex")).read(frame)
    found = next(item for item in scan.fields if item.path == "55.9F02")
    assert frame[found.offset : found.offset + found.length] == b"000000012300"


def test_a_second_bitmap_names_elements_above_64() -> None:
    scan = FrameReader(spec()).read(written("0800", ECHO))
    assert not scan.faults
    assert [item.path for item in scan.fields] == ["length", "mti", "bitmap", "11", "41", "70"]
    assert scan.fields[2].length == 16


def test_a_tpdu_that_is_not_there_is_told_and_the_message_read() -> None:
    scan = FrameReader(spec(tpdu="6000010000")).read(written())
    assert [fault.code for fault in scan.faults] == ["header.missing"]
    assert scan.fields[-1].path == "55.9F02"


def test_a_tpdu_with_other_addresses_is_told_and_the_message_read() -> None:
    scan = FrameReader(spec(tpdu="6000010000")).read(written(tpdu="6000990000"))
    assert [(fault.offset, fault.code) for fault in scan.faults] == [(2, "header.differs")]
    assert scan.fields[-1].path == "55.9F02"


def test_a_missing_trailer_is_told() -> None:
    frame = written()
    assert faults(frame, trailer="03") == [(len(frame), "trailer.missing")]


def test_faults_are_no_more_than_a_person_can_read() -> None:
    frame = written(
        "0200", {str(number): "?" * 6 for number in range(3, 128) if number not in (52, 64, 65, 96, 128)}
    )
    assert 0 < len(faults(frame)) <= 64
