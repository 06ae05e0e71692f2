"""A case that was replayed under a seed is not replayed again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.guidance import memory as rooms
from posdiag.guidance.memory import Memory
from posdiag.guidance.prove import Replayed
from posdiag.profile.traits import Traits
from posdiag.replay.variant import Variant
from tests.guidance.counter import FAILED, PASSED, variant


def counting() -> tuple[Memory, list[tuple[int, bool]]]:
    played: list[tuple[int, bool]] = []

    def play(_: Variant, seed: int, judged: bool) -> Replayed:
        played.append((seed, judged))
        return PASSED

    return Memory(play), played


def test_the_same_case_and_seed_are_played_once() -> None:
    memory, played = counting()
    case = variant()
    assert memory.of(case, 1, False) is memory.of(case, 1, False)
    memory.of(case, 2, False)
    assert played == [(1, False), (2, False)]
    assert memory.played == 2


def test_an_equal_case_that_a_deed_made_anew_is_the_same() -> None:
    memory, played = counting()
    memory.of(variant(), 1, False)
    memory.of(variant(), 1, False)
    memory.of(variant(traits=Traits(tid="10000009")), 1, False)
    memory.of(replace(variant(), terminal="sim:other"), 1, False)
    assert len(played) == 3


def test_what_was_not_judged_is_played_again_where_judging_is_asked_for() -> None:
    memory, played = counting()
    case = variant()
    memory.of(case, 1, False)
    memory.of(case, 1, True)
    memory.of(case, 1, False)
    assert played == [(1, False), (1, True)]


def test_a_replay_that_somebody_else_made_counts() -> None:
    memory, played = counting()
    case = variant()
    memory.keep(case, 1, FAILED)
    memory.next_case()
    assert memory.of(case, 1, True) is FAILED
    assert played == []


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MAX_KEPT", 3)
    memory, played = counting()
    case = variant()
    for seed in range(5):
        memory.of(case, seed, False)
    memory.of(case, 0, False)
    assert len(played) == 6
