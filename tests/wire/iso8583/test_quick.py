"""The quick reader knows a frame by its shape, and gives up whatever is not sound."""

from __future__ import annotations

from posdiag.wire.iso8583.quick import QuickReader
from posdiag.wire.iso8583.reader import FrameReader
from posdiag.wire.message import Field
from tests.wire.iso8583.dialects import SALE, codec, spec


def fields_of(quick: QuickReader, frame: bytes) -> tuple[tuple[Field, ...], int] | None:
    found = quick.read(frame)
    return None if found is None else (found[0].fields(found[1]), found[0].stop)


def taught(frame: bytes, **options: object) -> tuple[QuickReader, FrameReader]:
    reader = FrameReader(spec(**options))
    quick = QuickReader(reader)
    for _ in range(2):
        quick.learn(frame, reader.read(frame))
    return quick, reader


def test_a_frame_seen_once_has_no_shape_yet() -> None:
    frame = codec().encode(SALE)
    reader = FrameReader(spec())
    quick = QuickReader(reader)
    quick.learn(frame, reader.read(frame))
    assert quick.read(frame) is None


def test_a_frame_of_a_known_shape_reads_as_the_careful_reader_reads_it() -> None:
    frame = codec().encode(SALE)
    quick, reader = taught(frame)
    other = frame.replace(b"000000012300", b"000000045600")
    assert fields_of(quick, other) == (tuple(reader.read(other).fields), len(other))


def test_a_glance_takes_what_it_was_told_to_and_nothing_of_what_is_not_sound() -> None:
    frame = codec().encode(SALE)
    for options in ({}, {"numeric": "bcd-left", "mti": "bcd", "prefix": "bcd"}, {"text": "ebcdic"}):
        frame = codec("iso87-ascii", **options).encode(SALE)
        reader = FrameReader(spec(**options))
        quick = QuickReader(reader, ["4", "11", "77"])
        for _ in range(2):
            quick.learn(frame, reader.read(frame))
        found = quick.glance(frame)
        assert found is not None
        values = {item.path: item.value for item in reader.read(frame).fields}
        assert list(found[1]) == [values["4"], values["11"], ""]
        assert quick.glance(frame[:-1]) is None
    quick, _ = taught(codec().encode(SALE))
    for wrong in (b"00000001230:", b"00000001230\xb2"):
        assert quick.glance(codec().encode(SALE).replace(b"000000012300", wrong)) is None


def test_a_digit_that_is_none_is_left_to_the_careful_reader() -> None:
    frame = codec().encode(SALE)
    quick, _ = taught(frame)
    for wrong in (b"00000001230:", b"00000001230/", b"00000001230\xb2", b"00000001230A"):
        assert quick.read(frame.replace(b"000000012300", wrong)) is None


def test_a_packed_digit_above_nine_is_left_to_the_careful_reader() -> None:
    packed = {"numeric": "bcd-left", "mti": "bcd", "prefix": "bcd"}
    frame = codec("iso87-ascii", **packed).encode(SALE)
    quick, _ = taught(frame, **packed)
    assert quick.read(frame) is not None
    for wrong in ("00000001230a", "0000000123a0", "f00000012300"):
        changed = frame.replace(bytes.fromhex("000000012300"), bytes.fromhex(wrong), 1)
        assert quick.read(changed) is None


def test_text_with_a_control_character_is_left_to_the_careful_reader() -> None:
    frame = codec().encode(SALE)
    quick, _ = taught(frame)
    assert quick.read(frame.replace(b"RICE", b"RI\x03E")) is None


def test_korean_text_and_ascii_text_of_one_length_are_two_shapes() -> None:
    plain = codec().encode(SALE)
    korean = plain.replace(b"RICE", "사과".encode("cp949"))
    quick, reader = taught(plain)
    assert quick.read(korean) is None
    quick.learn(korean, reader.read(korean))
    for frame in (plain, korean):
        assert fields_of(quick, frame) == (tuple(reader.read(frame).fields), len(frame))
