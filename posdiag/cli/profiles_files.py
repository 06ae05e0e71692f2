"""Single files for `posdiag profiles lint`, as a hook before a commit gives them: each by what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.profile.roots import SHELVES
from posdiag.worded import worded

#: Folders whose files are checked by themselves; a file of another shelf needs its whole folder.
_ALONE = ("pos", "scenarios")


def file_problems(paths: Sequence[Path]) -> list[Problem]:
    """Every fault of these files: profiles, scenarios and rigs by what is in them, others by their folder."""
    problems: list[Problem] = []
    folders: dict[Path, list[Path]] = {}
    for path in paths:
        root = root_of(path)
        if root is not None:
            folders.setdefault(root, []).append(path)
        else:
            problems += _problems(path)
    for root, some in folders.items():
        problems += _within(root, some)
    return problems


def root_of(path: Path) -> Path | None:
    """The folder of profiles that a file lies in, where it can be judged only with all of it."""
    for above in path.resolve().parents:
        if above.name in _ALONE:
            return None
        if above.name in SHELVES:
            return above.parent
    return None


def kind_of(path: Path) -> str:
    """`product`, `scenario` or `rig` by the keys of a file; empty where none of them fits."""
    from posdiag.marked import Faults, read_yaml

    document = read_yaml(path, Faults())
    keys = document.raw.keys() if document is not None and isinstance(document.raw, dict) else ()
    if "steps" in keys or "expect" in keys:
        return "scenario"
    if "releases" in keys or "base" in keys or "vendor" in keys:
        return "product"
    return "rig" if {"rig", "firmware", "wallet"} & set(keys) else ""


def _problems(path: Path) -> list[Problem]:
    from posdiag import assembly

    match kind_of(path):
        case "product":
            from posdiag.profile.product_file import faults_of_product

            library = assembly.library()
            return faults_of_product(path, library.roots, library.dialects, library.rigs)
        case "scenario":
            from posdiag.replay.load_scenario import load_scenario_file

            return _of(lambda: load_scenario_file(path))
        case "rig":
            from posdiag.assembly_rigs import lint_rig_file

            return lint_rig_file(path)
    return _unreadable(path) or [
        Problem(
            str(path),
            worded("neither a POS profile nor a scenario nor a rig"),
            worded("name its folder instead"),
        )
    ]


def _of(load: Callable[[], object]) -> list[Problem]:
    try:
        load()
    except InputError as error:
        return list(error.problems)
    return []


def _unreadable(path: Path) -> list[Problem]:
    """What keeps a file from being read at all."""
    from posdiag.marked import Faults, read_yaml

    faults = Faults()
    read_yaml(path, faults)
    return faults.problems


def _within(root: Path, paths: Sequence[Path]) -> list[Problem]:
    """The faults of some files of a folder, which is checked whole."""
    from posdiag.cli.profiles import every_problem

    wanted = {path.resolve() for path in paths}
    found = every_problem([root])
    return [one for one in found if Path(one.place.rpartition(":")[0] or one.place).resolve() in wanted]
