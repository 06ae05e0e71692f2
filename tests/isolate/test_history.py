"""A history is searched in few replays, and one that is not monotone is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.isolate.history import FEW, SAMPLE, Change, History, State
from posdiag.isolate.outcome import Outcome
from tests.isolate.made import bad, good, unclear

OTHER = bad("pos.message_format.check_rule")
_LETTERS = {"g": good(), "b": bad(), "o": OTHER, "?": unclear()}


def history(letters: str, every: bool = False, wanted: Outcome | None = None, any_: bool = False) -> History:
    """A history written as letters: good, bad, other failure, nobody can tell."""
    found = History(len(letters), lambda n: _LETTERS[letters[n]], wanted, any_, every)
    found.run()
    return found


def told(found: History) -> list[tuple[int, int, bool]]:
    return [(one.before, one.after, one.broke) for one in found.changes()]


def brute(letters: str) -> list[Change]:
    return [
        Change(n, n + 1, letters[n + 1] == "b")
        for n in range(len(letters) - 1)
        if letters[n] != letters[n + 1]
    ]


def test_a_short_history_is_played_whole() -> None:
    found = history("ggbbgb")
    assert told(found) == [(1, 2, True), (3, 4, False), (4, 5, True)]
    assert list(found.known) == list(range(6))
    assert found.complete


@given(st.integers(FEW + 1, 64), st.data())
def test_one_break_is_found_in_few_replays(count: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, count - 1))
    for letters in ("g" * first + "b" * (count - first), "b" * first + "g" * (count - first)):
        found = history(letters)
        assert list(found.changes()) == brute(letters)
        assert len(found.known) <= 2 + ceil(log2(count - 1)) + 2 + SAMPLE


@given(st.lists(st.sampled_from("gb"), min_size=FEW + 1, max_size=64))
def test_what_is_told_of_any_history_is_true(letters: list[str]) -> None:
    found = history("".join(letters))
    truth = brute("".join(letters))
    assert set(found.changes()) <= set(truth)
    played = sorted(found.known)
    seen = [letters[number] for number in played]
    assert len(found.changes()) == sum(one != other for one, other in pairwise(seen))
    if found.complete:
        assert list(found.changes()) == truth


@given(st.lists(st.sampled_from("gb"), min_size=1, max_size=64))
def test_playing_all_finds_every_change(letters: list[str]) -> None:
    assert list(history("".join(letters), every=True).changes()) == brute("".join(letters))


@given(st.lists(st.sampled_from("gbo?"), min_size=1, max_size=64), st.booleans())
def test_versions_of_which_nobody_can_tell_count_for_nothing(letters: list[str], every: bool) -> None:
    found = history("".join(letters), every=every, wanted=bad())
    for change in found.changes():
        assert (letters[change.after] == "b") is change.broke
        assert (letters[change.before] == "b") is not change.broke
        assert set(letters[change.before + 1 : change.after]) <= {"?"}


def test_nobody_can_tell_is_a_state_of_its_own() -> None:
    found = history("g?b")
    assert [found.state(number) for number in range(3)] == [State.GOOD, State.UNKNOWN, State.BAD]
    assert told(found) == [(0, 2, True)]


def test_a_mended_and_broken_again_history_is_three_changes() -> None:
    letters = "g" * 20 + "b" * 15 + "g" * 15 + "b" * 14
    assert told(history(letters)) == [(19, 20, True), (34, 35, False), (49, 50, True)]


def test_bad_versions_between_good_ends_are_met_by_the_sample() -> None:
    letters = "g" * 30 + "b" * 12 + "g" * 22
    found = history(letters)
    assert told(found) == [(29, 30, True), (41, 42, False)]
    assert not found.complete


def test_the_failure_that_is_looked_for_is_that_of_the_bad_end() -> None:
    found = history("g" * 10 + "o" * 10 + "b" * 10)
    assert told(found) == [(19, 20, True)]
    assert found.state(15) in (State.OTHER, None)
    assert history("obg").state(0) is State.OTHER
    assert history("obg", any_=True).state(0) is State.BAD
    assert told(history("obg", wanted=OTHER)) == [(0, 1, False)]


def test_a_version_is_shown_as_it_was_played() -> None:
    seen: list[int] = []
    found = History(40, lambda n: good() if n < 25 else bad(), watch=lambda n, _: seen.append(n))
    found.run()
    assert seen == list(found.known)
    assert seen[:3] == [0, 39, 19]


@pytest.mark.parametrize("count", [20, 64])
def test_what_interrupts_leaves_what_was_played(count: int) -> None:
    found = History(count, stopping(count, 4))
    with pytest.raises(KeyboardInterrupt):
        found.run()
    assert len(found.known) == 4
    assert found.state(0) is State.GOOD


def stopping(count: int, after: int) -> Callable[[int], Outcome]:
    played: list[int] = []

    def play(number: int) -> Outcome:
        if len(played) == after:
            raise KeyboardInterrupt
        played.append(number)
        return good() if number < count // 2 else bad()

    return play
