"""ECR framing: the same bytes in any pieces give the same frames, and nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.framer import EcrFramer, FirstReadFramer, UncheckedFramer
from posdiag.wire.ecr.spec import EcrSpec
from posdiag.wire.framing import ControlPiece, FramePiece, JunkPiece, JunkReason, Piece
from tests.wire.ecr.dialects import KOREAN, Golden, golden, spec, varied

SPECS = [
    *(spec(name) for name in KOREAN),
    *(
        varied(name, length={"kind": kind, "at": at})
        for name in ("kr-fs", "kr-fixed")
        for kind in ("none", "binary-be", "binary-le", "bcd", "ascii4")
        for at in ("before-stx", "after-stx", "after-header")
    ),
    varied("kr-fs", check="none"),
    varied("kr-fixed", check="none", length={"kind": "none"}),
    varied("kr-fs", max_frame="300"),
]
MESSAGES = [item.message for item in golden() if item.dialect == "kr-fs"]


def pieces(framer: EcrFramer, chunks: list[bytes]) -> list[Piece]:
    found: list[Piece] = []
    for chunk in chunks:
        found += framer.feed(chunk, 0)
    return found + framer.flush(0)


def joined(found: list[Piece]) -> bytes:
    return b"".join(piece.data for piece in found)


streams = st.lists(
    st.one_of(
        st.integers(0, len(MESSAGES) - 1),
        st.sampled_from([b"\x06", b"\x15", b"\x05", b"\x04", b"\x06\x06\x06", b"\x02", b"\x03"]),
        st.binary(max_size=12),
        st.integers(0, len(MESSAGES) - 1).map(lambda number: -1 - number),
    ),
    max_size=5,
)


@settings(deadline=None)
@given(st.sampled_from(SPECS), streams, st.lists(st.integers(1, 40), max_size=30))
def test_any_cut_of_a_stream_gives_the_same_pieces_and_loses_nothing(
    dialect: EcrSpec, parts: list[int | bytes], sizes: list[int]
) -> None:
    codec = EcrCodec(dialect)
    stream = b""
    for part in parts:
        if isinstance(part, bytes):
            stream += part
        else:  # a whole frame, or the first half of one
            frame = codec.encode(MESSAGES[part if part >= 0 else -1 - part])
            stream += frame if part >= 0 else frame[: len(frame) // 2]
    at_once = pieces(EcrFramer(dialect), [stream])
    assert joined(at_once) == stream
    assert pieces(EcrFramer(dialect), [stream[at : at + 1] for at in range(len(stream))]) == at_once
    cuts, rest = [], stream
    for size in sizes:
        cuts.append(rest[:size])
        rest = rest[size:]
    assert pieces(EcrFramer(dialect), [*cuts, rest]) == at_once


@pytest.mark.parametrize("dialect", SPECS[:-1], ids=lambda dialect: dialect.name)
def test_frames_that_follow_each_other_are_told_apart(dialect: EcrSpec) -> None:
    frames = [EcrCodec(dialect).encode(message) for message in MESSAGES]
    found = EcrFramer(dialect).feed(b"".join(frames), 0)
    assert [piece.data for piece in found] == frames
    assert all(isinstance(piece, FramePiece) and piece.intact for piece in found)


@pytest.mark.parametrize("item", golden(), ids=lambda item: f"{item.dialect}: {item.what}")
def test_a_golden_frame_is_whole_at_its_last_byte_and_not_before(item: Golden) -> None:
    framer = EcrFramer(spec(item.dialect))
    assert framer.feed(item.frame[:-1], 0) == []
    (piece,) = framer.feed(item.frame[-1:], 0)
    assert isinstance(piece, FramePiece)
    assert (piece.data, piece.intact) == (item.frame, True)


@pytest.mark.parametrize("wanted", [0x02, 0x03, 0x04, 0x05, 0x06, 0x15])
def test_a_check_byte_that_looks_like_a_control_byte_belongs_to_the_frame(wanted: int) -> None:
    body = b"0810\x1c10000001\x1c000129"
    check = 0x03
    for byte in body:
        check ^= byte
    # Two further letters bring the check byte to what is wanted.
    tail = bytes((0x1C, 0x1C ^ 0x41 ^ check ^ wanted ^ 0x41 ^ 0x41, 0x41))
    frame = b"\x02" + body + tail + b"\x03" + bytes((wanted,))
    assert (
        [piece.data for piece in EcrFramer(spec("kr-fs")).feed(frame + b"\x06", 0)] == [frame, b"\x06"]
        or 0x03 in tail
        or 0x02 in tail
    )


def test_a_fixed_body_may_hold_etx_and_stx() -> None:
    message = MESSAGES[0]
    framer = EcrFramer(spec("kr-fixed"))
    frame = bytearray(EcrCodec(spec("kr-fixed")).encode(message))
    frame[60], frame[61] = 0x03, 0x02
    (piece,) = framer.feed(bytes(frame), 0)
    assert piece.data == bytes(frame)


def test_a_pause_longer_than_the_gap_breaks_a_frame() -> None:
    frame = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    framer = EcrFramer(spec("kr-fs"), gap_ms=250)
    assert framer.feed(frame[:20], 1000) == []
    assert framer.deadline_ms == 1250
    assert framer.flush(1250) == [JunkPiece(frame[:20], JunkReason.GAP)]
    assert framer.feed(frame, 2000) == [FramePiece(frame, True, "0200")]


def test_bytes_after_a_pause_do_not_join_what_came_before_it() -> None:
    frame = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    framer = EcrFramer(spec("kr-fs"), gap_ms=250)
    framer.feed(frame[:20], 0)
    found = framer.feed(frame[20:], 251)
    assert found[0] == JunkPiece(frame[:20], JunkReason.GAP)
    assert not any(isinstance(piece, FramePiece) for piece in found)


def test_a_frame_broken_off_by_another_is_incomplete() -> None:
    frame = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    found = EcrFramer(spec("kr-fs")).feed(frame[:20] + frame, 0)
    assert found == [JunkPiece(frame[:20], JunkReason.INCOMPLETE), FramePiece(frame, True, "0200")]


def test_a_damaged_frame_is_whole_and_not_intact() -> None:
    frame = bytearray(EcrCodec(spec("kr-fs")).encode(MESSAGES[0]))
    frame[8] ^= 0x01
    (piece,) = EcrFramer(spec("kr-fs")).feed(bytes(frame), 0)
    assert piece == FramePiece(bytes(frame), False, "0200")


def test_a_control_byte_that_could_be_a_length_is_held_for_a_moment() -> None:
    dialect = varied("kr-fs", length={"kind": "binary-le", "at": "before-stx"})
    framer = EcrFramer(dialect)
    assert framer.feed(b"\x06", 0) == []
    assert framer.deadline_ms == 50
    assert framer.flush(50) == [ControlPiece(b"\x06")]


def test_a_reader_of_first_reads_takes_half_a_frame_for_the_whole() -> None:
    frame = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    framer = FirstReadFramer(spec("kr-fs"))
    assert framer.feed(frame[:30], 0) == [FramePiece(frame[:30], True, "0200")]
    assert framer.feed(frame[30:], 10) == [JunkPiece(frame[30:], JunkReason.GARBAGE)]


def test_a_reader_of_first_reads_loses_the_answer_that_came_with_the_ack() -> None:
    frame = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    found = FirstReadFramer(spec("kr-fs")).feed(b"\x06" + frame, 0)
    assert found == [ControlPiece(b"\x06"), JunkPiece(frame, JunkReason.UNREAD)]


@pytest.mark.parametrize("filling", [b"\x03", b"\x02", b"\x06", b"A", b"\x02\x03", b"\x02A\x03"])
@pytest.mark.parametrize("name", KOREAN)
def test_nonsense_of_any_kind_takes_linear_time_and_bounded_pieces(name: str, filling: bytes) -> None:
    data = b"\x02" + filling * (100_000 // len(filling))
    began = time.process_time()
    found = EcrFramer(spec(name)).feed(data, 0)
    assert time.process_time() - began < 3
    assert len(b"".join(piece.data for piece in found)) >= len(data) - spec(name).max_frame
    assert max((len(piece.data) for piece in found), default=0) <= spec(name).max_frame


@pytest.mark.parametrize("name", KOREAN)
def test_ten_megabytes_of_one_frame_without_an_end_are_refused_in_pieces(name: str) -> None:
    framer = EcrFramer(spec(name))
    began = time.process_time()
    framer.feed(b"\x02" + b"9" * 10_000_000, 0)
    assert time.process_time() - began < 3
    assert len(framer.clear()) <= spec(name).max_frame


def test_a_frame_of_just_the_longest_length_is_whole_in_any_pieces() -> None:
    whole = EcrCodec(spec("kr-fs")).encode(MESSAGES[0])
    for limit in (len(whole) - 1, len(whole)):
        dialect = varied("kr-fs", max_frame=str(limit))
        bit_by_bit = pieces(EcrFramer(dialect), [bytes((byte,)) for byte in whole])
        assert bit_by_bit == pieces(EcrFramer(dialect), [whole])
        assert isinstance(bit_by_bit[0], FramePiece) == (limit == len(whole))


def test_two_control_bytes_before_stx_are_no_length() -> None:
    dialect = varied("kr-fs", length={"kind": "binary-be", "at": "before-stx"})
    frame = EcrCodec(dialect).encode(MESSAGES[0])
    found = EcrFramer(dialect).feed(b"\x06\x05" + frame[2:], 0)
    assert [piece.data for piece in found] == [b"\x06", b"\x05", frame[2:]]


# -- Telium: no code, no length, three widths ---------------------------------------------------------

TELIUM = [item.frame for item in golden() if item.dialect == "telium"]
TRANSBANK = [item.frame for item in golden() if item.dialect == "transbank"]


@settings(deadline=None)
@given(
    st.sampled_from([("telium", TELIUM), ("transbank", TRANSBANK)]),
    st.lists(
        st.one_of(st.integers(0, 5), st.binary(max_size=9), st.sampled_from([b"\x05", b"\x06"])), max_size=5
    ),
    st.integers(1, 9),
)
def test_any_cut_gives_the_same_frames_of_the_public_protocols(
    public: tuple[str, list[bytes]], parts: list[int | bytes], size: int
) -> None:
    name, frames = public
    stream = b"".join(part if isinstance(part, bytes) else frames[part] for part in parts)
    at_once = pieces(EcrFramer(spec(name)), [stream])
    assert joined(at_once) == stream
    assert (
        pieces(EcrFramer(spec(name)), [stream[at : at + size] for at in range(0, len(stream), size)])
        == at_once
    )


@pytest.mark.parametrize("name", ["telium", "transbank"])
def test_frames_of_a_public_protocol_follow_each_other(name: str) -> None:
    frames = TELIUM if name == "telium" else TRANSBANK
    found = EcrFramer(spec(name)).feed(b"".join(frames), 0)
    assert [piece.data for piece in found] == frames
    assert all(isinstance(piece, FramePiece) and piece.intact for piece in found)


def test_a_wrong_check_byte_is_told_at_once_and_not_waited_for() -> None:
    for frame in TELIUM:
        (piece,) = EcrFramer(spec("telium")).feed(frame[:-1] + bytes((frame[-1] ^ 1,)), 0)
        assert isinstance(piece, FramePiece)
        assert not piece.intact


def test_one_more_byte_is_taken_after_etx_whatever_it_is() -> None:
    for name, frames in (("telium", TELIUM), ("transbank", TRANSBANK)):
        for frame in frames:
            framer = EcrFramer(spec(name), gap_ms=1000)
            assert framer.feed(frame[:-1], 0) == []
            assert framer.feed(frame[-1:], 900) == [FramePiece(frame, True, framer.inspect(frame).code)]
    assert {2, 3, 5, 7} <= {frame[-1] for frame in TELIUM + TRANSBANK}


def test_the_check_byte_of_telium_may_come_later_than_any_other_byte() -> None:
    frame = TELIUM[0]
    framer = EcrFramer(spec("telium"), gap_ms=1000)
    assert framer.feed(frame[:20], 0) == []
    assert framer.deadline_ms == 1000
    assert framer.feed(frame[20:-1], 500) == []
    assert framer.deadline_ms == 3500
    assert framer.feed(frame[-1:], 3400) == [FramePiece(frame, True, "debit")]
    patient = EcrFramer(spec("telium"), gap_ms=0)
    assert patient.feed(frame[:-1], 0) == []
    assert patient.deadline_ms is None
    strict = EcrFramer(spec("transbank"), gap_ms=1000)
    assert strict.feed(TRANSBANK[0][:-1], 0) == []
    assert strict.deadline_ms == 1000


def test_a_till_that_checks_nothing_takes_a_damaged_frame_for_a_sound_one() -> None:
    damaged = TRANSBANK[0][:-1] + b"\x00"
    (piece,) = UncheckedFramer(spec("transbank")).feed(damaged, 0)
    assert piece == FramePiece(damaged, True, "0200")
    unknown = b"\x02zzz\x03\x00"
    (piece,) = UncheckedFramer(spec("transbank")).feed(unknown, 0)
    assert piece == FramePiece(unknown, False, "")


def test_a_telium_frame_that_broke_off_does_not_swallow_its_repeat() -> None:
    frame = next(item.frame for item in golden() if item.what == "approved, with a report")
    found = EcrFramer(spec("telium"), gap_ms=3000).feed(frame[:9] + frame, 0)
    assert [type(piece) for piece in found] == [JunkPiece, FramePiece]
    assert found[1].data == frame
