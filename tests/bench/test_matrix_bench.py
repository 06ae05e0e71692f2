"""The matrix bench runs with tiny counts; its figures are its own business."""

from __future__ import annotations

import pytest

from bench import matrix
from bench.matrix import Sizes
from posdiag.assembly_crew import Alone

TINY = Sizes(rate=200, large=400, turns=1, runs=2, small=100)


def test_every_size_has_the_same_mix() -> None:
    small, large = matrix.matrix_of(1_000), matrix.matrix_of(100_000)
    assert small.squares == large.squares
    assert (len(small), len(large)) == (1_000, 100_000)
    assert len({square.scenario for square in small.squares}) > 20
    assert len({square.release for square in small.squares}) > 20


def test_one_process_is_timed_and_weighed(capsys: pytest.CaptureFixture[str]) -> None:
    told = matrix.alone(200)
    assert told.replays == 200
    assert told.rate > 0
    assert told.failures > 10
    assert matrix.memory_of([999_999_999]) == 0


def test_an_order_by_dice_gives_one_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(matrix, "Processes", lambda job, jobs: Alone(job))
    assert matrix.same_in_any_order(TINY)
    assert "2 runs of 100 replays in random order" in capsys.readouterr().out
