"""The culprit is the one change that alone makes the difference; proof is by replay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from posdiag.isolate.culprit import Culprit, find_culprit
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.traits_changed import TraitChange
from tests.isolate.made import bad, good

A, B, C, D = (TraitChange(name, "old", "new", "x.yaml:1") for name in "abcd")


def player(fails: Callable[[set[str]], bool]) -> Callable[[bool, Sequence[TraitChange]], Outcome]:
    """Plays the earlier version with some changes, or the later with some taken back."""

    def play(early: bool, some: Sequence[TraitChange]) -> Outcome:
        named = {one.path for one in some}
        return bad() if fails(named if early else {"a", "b", "c", "d"} - named) else good()

    return play


def failed(seen: Outcome) -> bool:
    return seen.failed


def test_the_change_that_fails_alone_is_named_and_proven_both_ways() -> None:
    assert find_culprit((A, B, C), player(lambda on: "b" in on), failed) == Culprit((B,), True)


def test_where_two_are_enough_each_the_other_is_told() -> None:
    found = find_culprit((A, B, C), player(lambda on: bool(on & {"a", "b"})), failed)
    assert found == Culprit((A,), False, (B,))


def test_changes_that_fail_only_together_are_as_few_as_can_be() -> None:
    found = find_culprit((A, B, C), player(lambda on: {"a", "c"} <= on), failed)
    assert found == Culprit((A, C), True)
    assert not found.alone


def test_two_pairs_that_do_the_same_are_not_undone_by_taking_back_one() -> None:
    found = find_culprit((A, B, C, D), player(lambda on: {"a", "c"} <= on or {"b", "d"} <= on), failed)
    assert found == Culprit((B, D), False)


def test_where_nothing_shows_it_nobody_is_blamed() -> None:
    assert find_culprit((A, B), player(lambda on: False), failed) is None
    assert find_culprit((), player(lambda on: True), failed) is None


def test_a_cure_is_found_in_the_same_way() -> None:
    found = find_culprit((A, B, C), player(lambda on: "c" not in on), lambda seen: not seen.failed)
    assert found == Culprit((C,), True)
