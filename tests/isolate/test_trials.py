"""Replays are counted and limited, and nothing is played twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.errors import InputError, Problem
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.trials import OutOfReplays, Trials
from posdiag.record import Verdict
from posdiag.replay.variant import Variant
from tests.isolate.made import good, pay, release, scenario


def test_a_candidate_that_is_refused_is_no_case_but_the_users_own_is_told() -> None:
    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        if variant.scenario.faults:
            raise InputError(Problem("--fault nosuch", "unknown"))
        return good()

    wrong = scenario(pay(1), faults=("nosuch",))
    with pytest.raises(InputError):
        Trials(play, 0, 9).of(wrong, release())
    trials = Trials(play, 0, 9)
    trials.of(scenario(pay(1)), release())
    assert trials.of(wrong, release()).verdict is Verdict.INCONCLUSIVE


def test_the_same_case_is_played_once() -> None:
    played: list[tuple[Variant, tuple[str, ...], int]] = []
    shown: list[tuple[int, str]] = []

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        played.append((variant, faults, seed))
        return good()

    trials = Trials(play, 7, 3, lambda count, what: shown.append((count, what)))
    story = scenario(pay(1))
    assert trials.of(story, release(), "a") == trials.of(scenario(pay(1)), release(), "b") == good()
    trials.of(story, release("2.0"), "c")
    trials.of(replace(story, faults=("drop",)), release(), "d")
    assert (trials.count, len(played), shown) == (3, 3, [(0, "a"), (1, "c"), (2, "d")])
    assert {seed for _, _, seed in played} == {7}
    trials.of(story, release())
    with pytest.raises(OutOfReplays):
        trials.of(scenario(pay(2)), release())
