"""The assembly of what is learnt and written about terminals: rigs as schemas, as files, as served lines."""

from __future__ import annotations

from pathlib import Path

from posdiag.errors import Problem


def rig_schema() -> dict[str, object]:
    """The JSON Schema of a rig file."""
    from posdiag_sim import rig_schema as made

    return made.rig_schema()


def lint_rig_file(path: Path) -> list[Problem]:
    """Every fault of one rig file."""
    from posdiag_sim.rig import RigError, load_rig

    try:
        load_rig(str(path.resolve()))
    except RigError as error:
        return [
            Problem(place.replace(str(path.resolve()), str(path)), *rest) for place, *rest in error.faults
        ]
    return []
