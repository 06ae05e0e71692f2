"""A matrix as a job: every scenario on every release, each cell told as it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from posdiag.assembly_matrix import Player
from posdiag.matrix.cells import Matrix, Square
from posdiag.matrix.tally import Tally
from posdiag.web.worker.replays import plan_of

Tell = Callable[[Mapping[str, Any]], None]

#: Progress is told after so many cells.
_EVERY = 8


def work(spec: Mapping[str, Any], tell: Tell) -> None:
    """Play the matrix of `spec` and tell of it; the result holds every cell."""
    plan = plan_of(spec)
    squares = tuple(
        Square(at, number, f"sim:{release.rig}")
        for number, release in enumerate(plan.releases)
        for at, _ in enumerate(plan.scenarios)
    )
    matrix = Matrix(plan.scenarios, plan.releases, squares, plan.seed, 1, plan.faults)
    player, tally = Player(matrix), Tally(matrix)
    cells: list[dict[str, Any]] = []
    try:
        for index in range(len(matrix)):
            played = player.play(index)
            print_ = tally.take(played)
            cell = matrix.cell(index)
            cells.append(
                {
                    "scenario": cell.scenario.id,
                    "pos": cell.release.label,
                    "verdict": str(played.verdict),
                    "severity": str(played.severity) if played.severity else "",
                    "cause": played.cause,
                    "probability": played.probability,
                    "agrees": played.agrees,
                    "charged": played.charged_krw,
                    "why": dict(played.why),
                    "error": played.error,
                    "failure": print_,
                    "signs": [{"code": one.code, "text": dict(one.summary)} for one in played.signs],
                }
            )
            if index % _EVERY == _EVERY - 1:
                tell({"event": "progress", "done": index + 1, "total": len(matrix)})
    finally:
        player.close()
    tell(
        {
            "event": "result",
            "result": {
                "scenarios": [{"id": one.id, "name": dict(one.name)} for one in plan.scenarios],
                "releases": [one.label for one in plan.releases],
                "counts": {str(verdict): count for verdict, count in tally.counts.items()},
                "cells": cells,
            },
        }
    )
