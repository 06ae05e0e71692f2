"""What posdiag's own recordings say in comments, written and read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Line, LineKind
from posdiag.capture.own import (
    LOST_UNKNOWN,
    NOTES,
    OPENED,
    direction,
    ended_comment,
    line_comment,
    understood,
)

LINES = st.builds(Line, st.integers(1, 10**9), st.sampled_from(LineKind), st.text(), st.text(), st.booleans())


@given(LINES)
def test_a_line_is_read_as_it_was_written(line: Line) -> None:
    assert understood([line_comment(line)]).line == line


@given(st.sampled_from(["refused", "reset", "ended", "lost"]), st.sampled_from([True, False, None]))
def test_an_end_is_read_as_it_was_written(why: str, by_a: bool | None) -> None:
    assert understood([ended_comment(why, by_a)]).ended == (why, by_a)


def test_marks_and_notes_are_told_apart() -> None:
    said = understood([OPENED, "a remark", LOST_UNKNOWN, NOTES, "another"])
    assert (said.opened, said.lost_unknown, said.notes) == (True, True, ("a remark", "another"))


def test_a_comment_that_only_begins_like_ours_is_a_note() -> None:
    texts = ("posdiag:line 7", 'posdiag:line {"number":"1"}', "posdiag:ended soon a", "posdiag:line [" * 50)
    assert understood(texts).notes == texts


def test_the_direction_names_the_sender_first() -> None:
    line = Line(1, LineKind.SERIAL, "POS", "단말기")
    assert direction(line, True) == "POS -> 단말기"
    assert direction(line, False) == "단말기 -> POS"


@given(st.lists(st.text().map(lambda text: "posdiag:line " + text) | st.text()))
def test_no_comment_makes_it_raise(texts: list[str]) -> None:
    understood(texts)
