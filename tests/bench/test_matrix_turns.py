"""Playing by turns: every replay once, the same mix each turn, medians, and who begins changes."""

from __future__ import annotations

import os

from bench import matrix, matrix_turns
from bench.matrix_turns import Player, Turns, by_turns, crew_player, stretches
from posdiag.assembly_crew import Alone
from posdiag.assembly_matrix import Job


def test_every_replay_is_in_one_stretch_and_every_stretch_has_every_square() -> None:
    whole = matrix.matrix_of(1_000)
    plan = stretches(whole, 3, 2)
    played = [at for stretch in plan for task in stretch for at in range(task.start, task.stop)]
    assert sorted(played) == list(range(len(whole)))
    for stretch in plan:
        assert len({whole.square(task.start) for task in stretch}) == len(whole.squares)
        assert {task.stop - task.start for task in stretch} <= {1, 2}


def test_who_begins_changes_and_all_play_every_turn() -> None:
    seen: list[str] = []
    players = {name: Player(lambda turn, name=name: seen.append(name) or 10) for name in "ab"}  # type: ignore[misc,func-returns-value]
    told = by_turns(players, 3)
    assert "".join(seen) == "abbaab"
    assert told.replays == {"a": 30, "b": 30}


def test_the_ratio_is_the_median_of_the_turns() -> None:
    told = Turns({"one": [10.0, 5.0, 10.0], "two": [20.0, 10.0, 1.0]}, {"two": [3.0, 1.5]}, {"two": 1_000})
    assert told.ratio("two", "one") == 2.0
    assert told.costs("two") == "3.00 + 1.50"


def test_a_crew_plays_its_stretches_and_its_processor_time_is_told() -> None:
    whole = matrix.matrix_of(100)
    crew = Alone(Job(whole))
    player = crew_player(crew, whole, [stretches(whole, 1, 16)[0][:20]], ())
    told = by_turns({"one": player}, 1)
    assert told.replays == {"one": 20}
    assert told.rate("one") > 0
    assert matrix_turns.processor_s(os.getpid()) >= 0
    assert matrix_turns.processor_s(999_999_999) == 0
