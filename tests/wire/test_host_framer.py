"""Host-link framing by every kind of length: any pieces give the same messages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.framing import MAX_JUNK, ControlPiece, FramePiece, JunkPiece, JunkReason, Piece
from posdiag.wire.host_framer import FirstReadHostFramer, HostFramer
from posdiag.wire.iso8583.framing import frame_of
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind

SPECS = [
    replace(
        IsoSpec(f"{kind}{' itself' * itself}{' tpdu' * tpdu}", {}), length=kind, length_counts_itself=itself
    )
    if not tpdu
    else replace(
        IsoSpec(f"{kind}{' itself' * itself} tpdu", {}),
        length=kind,
        length_counts_itself=itself,
        length_counts_header=False,
        tpdu=bytes.fromhex("6000010000"),
    )
    for kind in LengthKind
    if kind not in (LengthKind.NONE, LengthKind.ASCII2)
    for itself in (False, True)
    for tpdu in (False, True)
]
BASE24 = IsoSpec("base24", {}, length=LengthKind.NONE, trailer=b"\x03")
BARE = IsoSpec("bare", {}, length=LengthKind.NONE)
MESSAGES = [b"0800" + b"A" * size for size in (16, 100, 300, 700)]


def pieces(spec: IsoSpec, chunks: list[bytes]) -> list[Piece]:
    framer = HostFramer(spec)
    found: list[Piece] = []
    for chunk in chunks:
        found += framer.feed(chunk, 0)
    return found + framer.flush(0)


@pytest.mark.parametrize("spec", [*SPECS, BASE24], ids=lambda spec: spec.name)
def test_messages_that_follow_each_other_are_told_apart(spec: IsoSpec) -> None:
    frames = [frame_of(spec, message, False) for message in MESSAGES]
    assert pieces(spec, [b"".join(frames)]) == [FramePiece(frame) for frame in frames]


@settings(deadline=None)
@given(
    st.sampled_from([*SPECS, BASE24, BARE]),
    st.lists(st.one_of(st.integers(0, len(MESSAGES) - 1), st.binary(max_size=10)), max_size=4),
    st.lists(st.integers(1, 90), max_size=20),
)
def test_any_cut_of_a_stream_gives_the_same_pieces_and_loses_nothing(
    spec: IsoSpec, parts: list[int | bytes], sizes: list[int]
) -> None:
    stream = b"".join(
        part if isinstance(part, bytes) else frame_of(spec, MESSAGES[part], False) for part in parts
    )
    at_once = pieces(spec, [stream])
    assert b"".join(piece.data for piece in at_once) == stream
    assert pieces(spec, [stream[at : at + 1] for at in range(len(stream))]) == at_once
    cuts, rest = [], stream
    for size in sizes:
        cuts.append(rest[:size])
        rest = rest[size:]
    assert pieces(spec, [*cuts, rest]) == at_once


def test_a_header_that_is_no_length_loses_the_thread_until_a_pause() -> None:
    spec = IsoSpec("ascii", {}, length=LengthKind.ASCII4)
    framer = HostFramer(spec, gap_ms=500)
    assert framer.feed(b"\x00\x140800", 0) == []
    assert framer.flush(500) == [JunkPiece(b"\x00\x140800", JunkReason.GARBAGE)]
    assert framer.feed(b"00040800", 600) == [FramePiece(b"00040800")]


def test_a_length_that_promises_too_much_ends_with_a_pause() -> None:
    framer = HostFramer(IsoSpec("be", {}, length=LengthKind.BINARY2_BE), gap_ms=500)
    assert framer.feed(b"00040800", 0) == []
    assert framer.deadline_ms == 500
    assert framer.flush(500) == [JunkPiece(b"00040800", JunkReason.GAP)]


def test_a_length_beyond_the_limit_is_not_waited_for() -> None:
    framer = HostFramer(IsoSpec("be4", {}, length=LengthKind.BINARY4_BE))
    found = framer.feed(b"\x7f\xff\xff\xff" + b"A" * 10_000, 0)
    assert [len(piece.data) for piece in found] == [MAX_JUNK, MAX_JUNK]


def test_a_poll_without_a_message_is_no_frame() -> None:
    framer = HostFramer(IsoSpec("be", {}, length=LengthKind.BINARY2_BE))
    assert framer.feed(b"\x00\x00\x00\x040800", 0) == [
        ControlPiece(b"\x00\x00"),
        FramePiece(b"\x00\x040800"),
    ]


def test_without_length_and_trailer_a_pause_ends_a_message() -> None:
    framer = HostFramer(BARE, gap_ms=0)
    assert framer.feed(b"08", 0) == []
    assert framer.feed(b"00", 10) == []
    assert framer.deadline_ms == 1010
    assert framer.flush(1010) == [FramePiece(b"0800")]


def test_a_reader_of_first_reads_takes_what_comes() -> None:
    framer = FirstReadHostFramer()
    assert framer.feed(b"\x00\x0408", 0) == [FramePiece(b"\x00\x0408")]
    assert framer.feed(b"", 0) == []
    assert framer.deadline_ms is None
    assert framer.flush(9) == []
