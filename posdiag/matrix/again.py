"""The command that repeats one replay of a matrix, and the plan that it stands for."""

from __future__ import annotations

from dataclasses import replace

from posdiag.engine import Plan, command_for
from posdiag.matrix.cells import Matrix


def plan_of(matrix: Matrix, index: int, diagnosed: bool = True) -> Plan:
    """One cell as `diagnose` plays it. `diagnosed`: with re-enactments and proofs, which is its default."""
    cell = matrix.cell(index)
    own = cell.terminal == f"sim:{cell.release.rig}"
    return Plan(
        scenarios=(cell.scenario,),
        releases=(cell.release,),
        terminal=None if own else cell.terminal,
        faults=matrix.faults,
        seed=cell.seed,
        prove=diagnosed,
        reenact=diagnosed,
        folders=matrix.folders,
    )


def command_of(matrix: Matrix, index: int) -> str:
    """The command line that repeats the replay, diagnosed in full."""
    plan = plan_of(matrix, index)
    return command_for(plan.scenarios[0], plan.releases[0], plan)


def unproven(plan: Plan) -> Plan:
    """The same without a proof of the advice."""
    return replace(plan, prove=False)
