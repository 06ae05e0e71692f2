"""Frames out of one end's bytes, from wherever they begin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.explain.listen import Ear
from posdiag.explain.ways import Way, way_of
from posdiag.wire.framing import FramePiece
from tests.explain.scenes import codec, sale


def way(name: str) -> Way:
    found = way_of(name, codec(name))
    assert found is not None
    return found


FRAMES = [codec("iso87-ascii").encode(sale(f"{n:06d}")) for n in range(1, 4)]


def frames(ear: Ear, data: bytes, size: int = 0) -> list[bytes]:
    step = size or len(data)
    pieces = [piece for at in range(0, len(data), step) for piece, _ in ear.hear(data[at : at + step], at)]
    return [piece.data for piece in pieces if isinstance(piece, FramePiece)]


@given(st.integers(1, 300))
def test_pieces_of_any_size_give_the_same_frames(size: int) -> None:
    assert frames(Ear(way("iso87-ascii"), True), b"".join(FRAMES), size) == FRAMES


def test_a_message_is_found_behind_the_rest_of_another() -> None:
    ear = Ear(way("iso87-ascii"), False)
    assert frames(ear, FRAMES[0][50:] + FRAMES[1]) == [FRAMES[1]]


def test_after_a_gap_the_next_chunk_is_searched_for_a_message() -> None:
    ear = Ear(way("iso87-ascii"), True)
    assert frames(ear, FRAMES[0][:60]) == []
    assert ear.lose() == FRAMES[0][:60]
    assert frames(ear, FRAMES[1]) == [FRAMES[1]]


def test_one_whole_frame_is_seen_at_a_glance() -> None:
    ear = Ear(way("iso87-ascii"), True)
    assert ear.whole(FRAMES[0])
    assert not ear.whole(FRAMES[0] + FRAMES[1])
    assert not ear.whole(FRAMES[0][:-1])
    ear.hear(FRAMES[0][:5], 0)
    assert not ear.whole(FRAMES[0])


def test_a_pause_breaks_a_frame_off_at_its_own_time() -> None:
    ear = Ear(way("kr-fs"), True)
    ear.hear(codec().encode(sale())[:20], 1_000)
    ((piece, at_ms),) = ear.pause(9_000)
    assert (len(piece.data), at_ms) == (20, 2_000)


@given(st.lists(st.binary(max_size=40), max_size=20), st.booleans())
def test_no_bytes_raise_and_none_are_made_up(data: list[bytes], sure: bool) -> None:
    for name in ("iso87-ascii", "iso87-nac", "kr-fixed"):
        ear = Ear(way(name), sure)
        given_out = sum(len(piece.data) for one in data for piece, _ in ear.hear(one, 0))
        assert given_out <= sum(map(len, data))
