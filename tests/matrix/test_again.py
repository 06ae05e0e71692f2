"""The command of a cell names all that makes it, and no more than is needed."""

from __future__ import annotations

from dataclasses import replace

from posdiag.matrix.again import command_of, plan_of
from tests.matrix.small import a_matrix


def test_a_cell_at_its_own_rig_needs_scenario_release_and_seed() -> None:
    assert command_of(a_matrix(seeds=9), 3) == "posdiag diagnose qr --pos reference/till@1.0 --seed 3"


def test_faults_folders_and_another_rig_are_named() -> None:
    matrix = a_matrix(faults=("drop:from=2",))
    squares = tuple(replace(one, terminal="sim:kiosk@2.0") for one in matrix.squares)
    matrix = replace(matrix, squares=squares, folders=("our profiles",))
    assert command_of(matrix, 0) == (
        "posdiag diagnose qr --profiles 'our profiles' --pos reference/till@1.0 "
        "--terminal sim:kiosk@2.0 --fault drop:from=2 --seed 0"
    )


def test_a_replay_without_a_diagnosis_proves_nothing() -> None:
    plan = plan_of(a_matrix(), 0, diagnosed=False)
    assert (plan.prove, plan.reenact) == (False, False)
