"""The assembly of rigs as files: what a rig may say, its schema, its faults."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from posdiag.errors import Problem


def firmware_traits() -> tuple[str, ...]:
    """The traits of a terminal's firmware."""
    from posdiag_sim.firmware import Firmware

    return tuple(trait.name for trait in fields(Firmware) if trait.name != "version")


def rig_document(name: str) -> dict[str, object]:
    """A shipped rig's file as texts, lists and mappings."""
    from posdiag_sim.rig import find_rig
    from posdiag_sim.rig_yaml import read_rig_file

    path = find_rig(name)
    node = read_rig_file(path, name, [])
    plain = node.plain() if node is not None else {}
    assert isinstance(plain, dict)
    return plain


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
