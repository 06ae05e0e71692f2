"""ISO 8583 frames to messages and back, in every dialect and in sampled combinations of every option."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Decoded, Kind, Message
from tests.wire.iso8583.dialects import ALL, SALE, codec, combinations, messages, patient, shipped, spec

#: All short of one that would be long to hear: a decoder of anything must end.
MOST_SECONDS = 2.0
#: Bytes of any kind are tried more often than other things: a hundred times, `make thorough` more.
MANY = settings().max_examples * 5 // 2

frames = st.one_of(
    st.binary(max_size=300),
    st.tuples(
        st.sampled_from(ALL), messages(), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)))
    ).map(lambda given: mutated(shipped(given[0]).encode(given[1]), given[2])),
    st.tuples(st.sampled_from(ALL), messages(), st.integers(0, 300)).map(
        lambda given: shipped(given[0]).encode(given[1])[: given[2]]
    ),
)


def mutated(frame: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(frame)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


def codes(decoded: Decoded) -> list[str]:
    return [fault.code for fault in decoded.faults]


def assert_inside(decoded: Decoded, frame: bytes) -> None:
    for item in decoded.fields:
        assert 0 <= item.offset <= item.offset + item.length <= len(frame)
    for fault in decoded.faults:
        assert 0 <= fault.offset <= len(frame)
    assert 0 <= decoded.consumed <= len(frame)


@pytest.mark.parametrize("name", ALL)
def test_a_sale_is_read_back_whole(name: str) -> None:
    frame = shipped(name).encode(SALE)
    for _ in range(4):  # the third reading on is the quick one
        decoded = shipped(name).decode(frame)
        assert decoded.faults == ()
        assert decoded.message == SALE
        assert decoded.consumed == len(frame)


@settings(patient, max_examples=MANY)
@given(combinations, messages())
def test_every_kind_of_message_is_read_back_in_any_combination_of_options(
    options: dict[str, str], message: Message
) -> None:
    one = IsoCodec(spec(**options))
    frame = one.encode(message)
    for _ in range(4):
        decoded = one.decode(frame)
        assert decoded.faults == ()
        assert decoded.message == message


@settings(patient, max_examples=MANY)
@given(st.sampled_from(ALL), frames)
def test_any_bytes_are_read_without_raising_and_every_place_lies_within_them(name: str, frame: bytes) -> None:
    one = shipped(name)
    assert_inside(one.decode(frame), frame)
    assert_inside(one.decode_fields(frame), frame)


@settings(patient, max_examples=MANY)
@given(
    st.sampled_from(ALL),
    messages(),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=2),
)
def test_what_is_read_quickly_is_what_is_read_carefully(
    name: str, message: Message, changes: list[tuple[int, int]]
) -> None:
    one = shipped(name)
    frame = one.encode(message)
    for _ in range(3):
        one.read(frame)  # learns the shape
    changed = mutated(frame, changes)
    fresh = IsoCodec(one.spec)
    assert one.read(changed) == fresh.read(changed)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("filling", [b"\x00", b"\xff", b"0", b"\x30\x32\x30\x30", b"\x60"])
def test_ten_megabytes_of_anything_are_read_in_bounded_time(name: str, filling: bytes) -> None:
    frame = filling * (10_000_000 // len(filling))
    began = time.process_time()
    decoded = shipped(name).decode(frame)
    assert time.process_time() - began < MOST_SECONDS
    assert "size.limit" in codes(decoded) or decoded.consumed < len(frame)


def test_bytes_after_the_counted_ones_belong_to_the_next_frame() -> None:
    one = codec()
    frame = one.encode(SALE)
    for _ in range(4):
        decoded = one.decode(frame + frame)
        assert decoded.faults == ()
        assert decoded.consumed == len(frame)


def test_a_reply_swaps_the_addresses_of_its_tpdu() -> None:
    one = codec("iso87-nac")
    reply = one.encode(Message(Kind.APPROVE, True, {"stan": "000001", "result": "00"}))
    assert reply[2:7].hex() == "6000000001"
    assert one.decode(reply).faults == ()


def test_fields_can_be_written_and_read_without_framing() -> None:
    one = codec("iso87-ascii-hex")
    raw = one.encode_fields("0800", {"11": "000001", "70": "301"}, framed=False)
    assert raw == b"0800" + b"8020000000000000" + b"0400000000000000" + b"000001" + b"301"
    decoded = one.decode_fields(raw)
    assert decoded.value("mti") == "0800"
    assert decoded.value("70") == "301"
    assert one.encode_fields("0800", {"11": "000001", "70": "301"}) == b"\x00\x2d" + raw


def test_a_frame_in_another_format_names_the_option_and_gives_no_message() -> None:
    frame = codec("iso87-ascii-hex").encode(SALE)
    decoded = codec("iso87-ascii").decode(frame)
    assert codes(decoded)[0] == "differs.bitmap"
    assert "hex" in decoded.faults[0].message
    assert decoded.message is None
    assert decoded.value("4") == "000000012300"


def test_a_truncated_message_still_gives_what_was_there() -> None:
    one = codec()
    frame = one.encode(SALE)
    decoded = one.decode(frame[:60])
    assert codes(decoded)[0] == "length.short"
    assert "field.overrun" in codes(decoded)
    assert decoded.message is not None
    assert decoded.message.get("amount") == "12300"


def test_an_emv_object_has_a_path_of_its_own_and_its_place_in_the_frame() -> None:
    one = codec()
    frame = one.encode(SALE)
    for _ in range(4):
        decoded = one.decode(frame)
        found = next(item for item in decoded.fields if item.path == "55.9F02")
        assert frame[found.offset : found.offset + found.length].hex() == found.value == "000000012300"


def test_a_frame_with_faults_is_read_once_and_remembered_as_it_was_told() -> None:
    own, other = codec(), codec()
    frame = own.encode(SALE)[:-3]
    read = own.decode(frame)
    assert read.faults
    assert own.decode(frame) is read
    other.recall(frame, read)
    assert other.decode(frame) is read
    assert other.second_look(frame) == own.second_look(frame)


def test_many_faulty_frames_are_not_all_remembered() -> None:
    own = codec()
    frames_ = [own.encode(SALE)[:-3] + bytes([number]) for number in range(200)]
    for frame in frames_:
        own.decode(frame)
    assert own.decode(frames_[0]) == codec().decode(frames_[0])
    assert len(own._faulty) <= 64
