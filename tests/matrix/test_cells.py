"""A matrix numbers its cells in one order, and its digest hangs on what is played alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.matrix.cells import canonical
from tests.matrix.small import a_matrix


def test_cells_go_square_by_square_and_in_each_seed_by_seed() -> None:
    matrix = a_matrix(seeds=3, first_seed=10)
    told = [
        (cell.release.release, cell.scenario.id, cell.seed) for cell in map(matrix.cell, range(len(matrix)))
    ]
    assert len(told) == 12
    assert told[:4] == [("1.0", "qr", 10), ("1.0", "qr", 11), ("1.0", "qr", 12), ("1.0", "slow", 10)]
    assert told[-1] == ("2.0", "slow", 12)


def test_lines_that_move_do_not_change_the_digest() -> None:
    assert a_matrix(line=1).digest() == a_matrix(line=40).digest()


@pytest.mark.parametrize("change", [{"faults": ("drop",)}, {"seeds": 2}, {"first_seed": 1}])
def test_another_plan_has_another_digest(change: dict[str, object]) -> None:
    matrix = a_matrix()
    assert replace(matrix, **change).digest() != matrix.digest()  # type: ignore[arg-type]


def test_another_trait_has_another_digest() -> None:
    matrix = a_matrix()
    slower = replace(matrix.releases[0].traits.timers, answer_ms=1)
    release = replace(matrix.releases[0], traits=replace(matrix.releases[0].traits, timers=slower))
    assert replace(matrix, releases=(release, matrix.releases[1])).digest() != matrix.digest()


def test_sets_and_mappings_are_written_in_one_order() -> None:
    assert canonical({"b": {3, 1, 2}, "a": (1,)}) == canonical({"a": [1], "b": frozenset({2, 3, 1})})
