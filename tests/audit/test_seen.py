"""Bytes of a line as frames: when each began and ended, in any split, and the transcript of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from posdiag.audit.line import Cut, Heard, Noted
from posdiag.audit.outcome import Printed
from posdiag.audit.seen import Shape, cut, have_at, transcript_of
from posdiag.transcript import LinkName, Party, Seen
from posdiag.wire.message import Kind
from tests.audit.made import ACK, approved, declined, line, sale, way, wrong


def shapes(noted: list[Noted]) -> list[tuple[str, Shape]]:
    return [("pos" if one.from_pos else "far", one.shape) for one in cut(noted, way())]


def test_frames_and_controls_are_told_apart() -> None:
    noted = line(("pos", sale()), ("far", ACK), ("far", approved()), ("pos", ACK))
    said = cut(noted, way())
    assert [one.shape for one in said] == [Shape.SOUND, Shape.CONTROL, Shape.SOUND, Shape.CONTROL]
    assert said[0].asks(Kind.APPROVE)
    assert said[2].answers(Kind.APPROVE)
    assert not said[2].asks(Kind.APPROVE)
    assert said[3].control == "ACK"


def test_damage_parts_and_garbage_have_their_names() -> None:
    assert shapes(line(("far", wrong(approved())))) == [("far", Shape.DAMAGED)]
    assert shapes(line(("far", approved()[:30]))) == [("far", Shape.PART)]
    assert shapes(line(("far", b"\x00\xf8" + approved()))) == [("far", Shape.JUNK), ("far", Shape.SOUND)]
    assert shapes(line(("far", approved()[:30]), Cut(50, "reset"))) == [("far", Shape.PART)]


def test_a_frame_in_pieces_knows_when_it_began_and_how_much_was_there() -> None:
    whole = approved()
    noted = line(("far", whole[:10]), ("pos", ACK), ("far", whole[10:60]), ("far", whole[60:]))
    ack, frame = cut(noted, way())
    assert ack.control == "ACK"
    assert (frame.first, frame.last, frame.pieces) == (0, 3, 3)
    assert (frame.first_ms, frame.last_ms) == (0, 300)
    assert have_at(noted, frame, ack.first) == 10
    assert have_at(noted, frame, 3) == 60
    assert have_at(noted, frame, 99) == len(whole)


def test_a_triple_ack_is_one() -> None:
    noted: list[Noted] = [Heard(0, True, ACK), Heard(1, True, ACK + ACK)]
    (one,) = cut(noted, way())
    assert one.data == ACK * 3


def test_what_came_after_the_program_was_gone_is_left_out() -> None:
    noted = line(("pos", sale()), ("far", ACK), ("far", approved()))
    assert len(cut(noted, way(), until_ms=150)) == 2


@given(st.lists(st.integers(1, 200), max_size=12))
def test_any_split_gives_the_same_frames(places: list[int]) -> None:
    stream = ACK + approved() + wrong(declined()) + approved("000002")
    cuts = sorted({0, len(stream), *(place % len(stream) for place in places)})
    pieces = [stream[start:end] for start, end in pairwise(cuts)]
    noted: list[Noted] = [Heard(at, False, piece) for at, piece in enumerate(pieces)]
    said = cut(noted, way())
    assert b"".join(one.data for one in said) == stream
    assert [one.shape for one in said] == [Shape.CONTROL, Shape.SOUND, Shape.DAMAGED, Shape.SOUND]


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=30), st.integers(0, 2000)), max_size=20))
def test_no_bytes_make_it_raise_and_none_are_lost(rows: list[tuple[bool, bytes, int]]) -> None:
    at_ms, noted = 0, []
    for from_pos, data, step_ms in rows:
        at_ms += step_ms
        noted.append(Heard(at_ms, from_pos, data))
    said = cut([one for one in noted if one.data], way())
    for side in (True, False):
        together = b"".join(
            one.data for one in sorted(said, key=lambda one: one.first) if one.from_pos is side
        )
        assert len(together) == sum(len(data) for from_pos, data, _ in rows if from_pos is side)


def test_the_transcript_is_in_the_order_of_time_and_numbers_what_was_said() -> None:
    noted = line(("pos", sale()), ("far", ACK), Cut(150, "reset"), Cut(160, ""))
    said, printed = cut(noted, way()), [Printed(170, "APPROVED")]
    seen = transcript_of(said, noted, printed, LinkName.ECR)
    assert [(frame.n, frame.sender) for frame in seen.frames] == [(1, Party.POS), (2, Party.TERMINAL)]
    assert [one.n for one in said] == [1, 2]
    kinds = [(seen_.kind, seen_.text) for seen_ in seen.observations]
    assert kinds == [(Seen.CLOSED, "reset"), (Seen.DIALLED, "reset"), (Seen.SCREEN, "APPROVED")]
    assert printed[0].n == 5
