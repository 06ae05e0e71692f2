"""Every YAML file lints, stands where a linter looks, and says which kind of fact it holds."""

from __future__ import annotations

from pathlib import Path

from posdiag.cli.profiles import every_problem
from posdiag.marked import Faults, read_yaml
from posdiag.profile.roots import SHELVES

#: Files that stand directly in profiles/, each read by its own loader.
SINGLES = {
    "causes.yaml",
    "checks.yaml",
    "instruments.yaml",
    "enquiries.yaml",
    "reasons.yaml",
    "regions.yaml",
    "selfcheck.yaml",
    "terms.yaml",
    "vocabulary.yaml",
    "words.yaml",
}


def test_every_file_of_the_shipped_data_lints() -> None:
    problems = every_problem()
    assert not problems, "\n".join(str(problem) for problem in problems)


def test_every_yaml_file_can_be_read(yaml_files: tuple[Path, ...], root: Path) -> None:
    faults = Faults()
    for path in yaml_files:
        read_yaml(path, faults, path.relative_to(root).as_posix())
    assert not faults, "\n".join(str(problem) for problem in faults.problems)


def test_every_yaml_file_stands_where_a_linter_looks(yaml_files: tuple[Path, ...], root: Path) -> None:
    stray, folders = [], ", ".join(SHELVES)
    for path in yaml_files:
        inner = path.relative_to(root)
        shelf = inner.parts[1]
        known = shelf in SHELVES or shelf in SINGLES or inner.parts[0] == "simulators"
        if not known or path.suffix != ".yaml":
            stray.append(f"{inner.as_posix()}: nobody reads it; under profiles/ the folders are {folders}")
    assert not stray, "\n".join(stray)


def test_every_product_dialect_and_scenario_names_its_source(
    yaml_files: tuple[Path, ...], root: Path
) -> None:
    wrong = []
    for path in yaml_files:
        inner = path.relative_to(root)
        document = read_yaml(path, Faults(), inner.as_posix())
        if inner.parts[1] not in ("pos", "dialects", "scenarios", "programmes") or document is None:
            continue
        wrong += [
            f"{inner.as_posix()}:1: no `{key}`; say where the facts come from (law 9)"
            for key in ("kind", "source")
            if not document.text(key).strip()
        ]
    assert not wrong, "\n".join(wrong)
