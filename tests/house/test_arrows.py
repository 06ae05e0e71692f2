"""Imports only go down: a room knows the rooms below it and nothing above or beside."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Protocol

from tests.house.conftest import walked

#: The rooms of posdiag from the ground up. A room may import itself and every room on a lower floor;
#: the modules of the ground floor may import each other.
FLOORS = (
    {"worded", "korean", "errors", "transcript", "yaml_tree", "marked", "masking", "late"},
    {"payment"},
    {"wire", "link", "capture"},
    {"profile"},
    {"replay", "probe"},
    {"diagnose", "classify", "entitle", "statement"},
    {"guidance", "checks"},
    {"reenact", "intake"},
    {"engine", "explain"},
    {"tap", "audit", "isolate", "matrix", "store"},
    {"learn"},
    {"report"},
    {"escalate"},
    {"assembly"},
    {"web"},
    {"cli", "pytest_plugin"},
    {"__main__"},
)
#: Modules that stand outside the folder of their room.
PART_OF = {
    "record": "diagnose",  # the record holds findings, and the verdict on them stands in it
    "examine": "engine",  # one replay, which the engine makes many of
    "behind": "engine",  # more replays of a failing case, with its first cause mended
    "assembly_audit": "assembly",  # the assembly of an audit's terminal, which needs the audit's room
    "assembly_serve": "assembly",  # the clock, chance and stores of a server
    "assembly_isolate": "assembly",  # the assembly of isolation, which asks the world of faults and firmware
    "assembly_learn": "assembly",  # the assembly of what is learnt, which plays and serves rigs
    "assembly_rigs": "assembly",  # the assembly of rigs as files
    "assembly_folders": "assembly",  # which folders the assembly reads
    "assembly_matrix": "assembly",  # the assembly of a matrix, played in one process
    "assembly_crew": "assembly",  # the same in several processes
    "assembly_dask": "assembly",  # the same on many machines
}
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
#: The assembly, in a few files: only it may name the simulated world.
MEETING_PLACES = (
    "posdiag/assembly.py",
    "posdiag/assembly_audit.py",
    "posdiag/assembly_isolate.py",
    "posdiag/assembly_learn.py",
    "posdiag/assembly_rigs.py",
    "posdiag/assembly_matrix.py",
)


class Source(Protocol):
    path: str
    tree: ast.Module


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with its line; `from a import b` counts as `a.b`."""
    for node in walked(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def room_of(module: str) -> str:
    """`posdiag.wire.tlv` -> `wire`; empty for posdiag itself and for everything else."""
    parts = module.split(".")
    room = parts[1] if parts[0] == "posdiag" and len(parts) > 1 else ""
    return PART_OF.get(room, room)


def upward(sources: Iterable[Source]) -> list[str]:
    wrong = []
    for source in sources:
        room = room_of(source.path.removesuffix(".py").replace("/", "."))
        if room in ("", "__init__"):
            continue
        if room not in FLOOR_OF:
            wrong.append(
                f"{source.path}: room `{room}` is on no floor; give it one in tests/house/test_arrows.py"
            )
            continue
        for line, module in imported(source.tree):
            other = room_of(module)
            if not other or other == room or other not in FLOOR_OF:
                continue
            mine, its = FLOOR_OF[room], FLOOR_OF[other]
            if its > mine or (its == mine and mine > 0):
                wrong.append(
                    f"{source.path}:{line}: {room} imports {module}, which is not below it; "
                    f"pass what is needed as an argument, or move it to a lower room"
                )
    return wrong


def test_imports_only_go_down(engine_sources: tuple[Source, ...]) -> None:
    wrong = upward(engine_sources)
    assert not wrong, "\n".join(wrong)


def test_only_the_assembly_names_the_simulated_world(engine_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}:{line}: imports {module}; only the assembly may, ask it for what you need"
        for source in engine_sources
        for line, module in imported(source.tree)
        if module.split(".")[0] == "posdiag_sim" and source.path not in MEETING_PLACES
    ]
    assert not wrong, "\n".join(wrong)


def test_the_simulated_world_knows_nothing_of_posdiag(world_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}:{line}: imports {module}; the world writes its bytes itself, so that a mistake "
        f"in the engine's codec cannot cancel itself out"
        for source in world_sources
        for line, module in imported(source.tree)
        if module.split(".")[0] == "posdiag"
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_imported_relatively(
    engine_sources: tuple[Source, ...], world_sources: tuple[Source, ...]
) -> None:
    wrong = [
        f"{source.path}:{node.lineno}: write the whole name of the module"
        for source in (*engine_sources, *world_sources)
        for node in walked(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong, "\n".join(wrong)


def test_an_upward_import_is_found() -> None:
    class Wrong:
        path = "posdiag/wire/tlv.py"
        tree = ast.parse("def late():\n    from posdiag.report import text\n")

    assert len(upward([Wrong()])) == 1
