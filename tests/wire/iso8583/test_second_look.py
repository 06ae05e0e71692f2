"""A frame in another format or framing has the options named in which it differs."""

from __future__ import annotations

import pytest

from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.second_look import SecondLook
from posdiag.wire.message import Kind, Message
from tests.wire.iso8583.dialects import SALE, codec, spec

FORMATS = ("ascii-hex", "ascii-binary", "bcd", "ebcdic")
#: A chip sale with an odd card number and text, so that each option leaves its mark.
TELLING = Message(Kind.APPROVE, False, {**SALE.fields, "card": "9400001234567890123"})


def named(frame: bytes, name: str = "iso87-ascii", /, **options: object) -> set[str]:
    found = SecondLook(spec(name, **options)).at(frame)
    return set() if found is None else {difference.option for difference in found[0]}


@pytest.mark.parametrize(
    ("base", "theirs", "expected"),
    [
        ({}, {"bitmap": "hex"}, {"bitmap"}),
        ({"bitmap": "hex"}, {"bitmap": "binary"}, {"bitmap"}),
        ({}, {"bitmap": "hex-ebcdic"}, {"bitmap"}),
        ({}, {"second_bitmap": "always"}, {"second_bitmap"}),
        ({}, {"mti": "bcd"}, {"mti"}),
        ({}, {"mti": "ebcdic"}, {"mti"}),
        ({}, {"prefix": "bcd"}, {"prefix"}),
        ({}, {"prefix": "binary"}, {"prefix"}),
        ({"prefix": "bcd"}, {"prefix": "binary"}, {"prefix"}),
        ({}, {"numeric": "bcd-left"}, {"numeric"}),
        ({"numeric": "bcd-left"}, {"numeric": "bcd-right"}, {"numeric"}),
        ({"numeric": "bcd-left"}, {"numeric": "bcd-left", "prefix_counts": "bytes"}, {"prefix_counts"}),
        ({}, {"text": "ebcdic"}, {"text"}),
        ({}, {"binary_fields": "hex"}, {"binary_fields"}),
        ({}, {"length": "ascii4"}, {"length"}),
        ({}, {"length": "bcd2"}, {"length"}),
        ({}, {"length": "binary4-be"}, {"length"}),
        ({}, {"length": "none"}, {"length"}),
        ({}, {"length_counts_itself": "yes"}, {"length_counts_itself"}),
        ({"length_counts_itself": "yes"}, {"length_counts_itself": "no"}, {"length_counts_itself"}),
        (
            {"tpdu": "6000010000"},
            {"tpdu": "6000010000", "length_counts_header": "no"},
            {"length_counts_header"},
        ),
        ({}, {"tpdu": "6000010000"}, {"tpdu"}),
        ({"tpdu": "6000010000"}, {"tpdu": "none"}, {"tpdu"}),
        ({}, {"header": "49534f303136303030303130"}, {"header"}),
        ({}, {"tpdu": "6000010000", "bitmap": "hex"}, {"tpdu", "bitmap"}),
        ({}, {"length": "ascii4", "bitmap": "hex"}, {"length", "bitmap"}),
    ],
)
def test_the_options_in_which_a_frame_differs_are_named(
    base: dict[str, object], theirs: dict[str, object], expected: set[str]
) -> None:
    frame = codec("iso87-ascii", **(base | theirs)).encode(TELLING)
    assert named(frame, **base) == expected


@pytest.mark.parametrize("mine", FORMATS)
@pytest.mark.parametrize("theirs", FORMATS)
def test_whole_formats_are_told_from_each_other(mine: str, theirs: str) -> None:
    frame = codec(f"iso87-iso8583sim-{theirs}").encode(TELLING)
    found = named(frame, f"iso87-iso8583sim-{mine}")
    assert bool(found) == (mine != theirs)
    if {mine, theirs} == {"ascii-hex", "ascii-binary"}:
        assert found == {"bitmap", "binary_fields"}
    elif mine != theirs:
        assert {"mti", "numeric"} <= found


@pytest.mark.parametrize("bit", range(8))
def test_one_wrong_bit_anywhere_is_no_other_format(bit: int) -> None:
    frame = codec().encode(TELLING)
    for place in range(len(frame)):
        wrong = bytearray(frame)
        wrong[place] ^= 1 << bit
        decoded = codec().decode(bytes(wrong))
        assert not any(fault.code.startswith("differs.") for fault in decoded.faults), (place, decoded.faults)


@pytest.mark.parametrize("kept", range(0, 180, 7))
def test_a_cut_frame_is_no_other_format(kept: int) -> None:
    assert named(codec().encode(TELLING)[:kept]) == set()


def test_a_frame_is_not_read_again_by_what_cannot_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault met before any binary value is met whatever binary values look like."""
    frame = codec().encode(TELLING)
    broken = frame.replace(frame[-40:], b"\x01" * 40).replace(b"000000012300", b"00000001230x")
    tried: list[object] = []
    read_strictly = FrameReader.read_strictly

    def noted(reader: FrameReader, given: bytes) -> Scan:
        tried.append(reader.spec)
        return read_strictly(reader, given)

    monkeypatch.setattr(FrameReader, "read_strictly", noted)
    assert SecondLook(spec()).at(broken) is None
    assert 5 < len(tried) < 40  # of more than 70 for each framing
    assert all(one not in tried[:at] for at, one in enumerate(tried))


def test_strict_reading_ends_at_the_first_fault() -> None:
    frame = codec().encode(SALE).replace(b"000000012300", b"00000001230x")
    reader = FrameReader(spec())
    scan, careful = reader.read_strictly(frame), reader.read(frame)
    assert [fault.code for fault in scan.faults] == ["field.not-numeric"]
    assert scan.reached == 4
    assert len(scan.fields) < len(careful.fields)
