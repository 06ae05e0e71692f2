"""What the house tests read: the project's own files, parsed once."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, repr=False)
class Source:
    """A Python file of the project: its path from the root, its text and its tree."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def __repr__(self) -> str:
        return self.path


def _sources(*folders: str) -> Iterator[Source]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield Source(path.relative_to(ROOT).as_posix(), text)


def walked(tree: ast.AST) -> list[ast.AST]:
    """All its nodes, found once: each rule of the house looks at them."""
    known: list[ast.AST] | None = getattr(tree, "walked", None)
    if known is None:
        known = list(ast.walk(tree))
        setattr(tree, "walked", known)  # noqa: B010
    return known


@pytest.fixture(scope="module", autouse=True)
def _trees_are_no_garbage() -> Iterator[None]:
    """Trees are a million things that stay: they are not looked through for garbage."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def engine_sources() -> tuple[Source, ...]:
    """The files of posdiag."""
    return tuple(_sources("posdiag"))


@pytest.fixture(scope="session")
def world_sources() -> tuple[Source, ...]:
    """The files of the simulated world."""
    return tuple(_sources("simulators"))


@pytest.fixture(scope="session")
def product_sources(
    engine_sources: tuple[Source, ...], world_sources: tuple[Source, ...]
) -> tuple[Source, ...]:
    """Everything that is shipped."""
    return engine_sources + world_sources


@pytest.fixture(scope="session")
def all_sources(product_sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """What is shipped, the tests and the benchmarks."""
    return (*product_sources, *_sources("tests", "bench"))


@pytest.fixture(scope="session")
def yaml_files() -> tuple[Path, ...]:
    """Every YAML file of the project's data."""
    folders = (ROOT / "profiles", ROOT / "simulators" / "rigs")
    return tuple(path for folder in folders for path in sorted(folder.rglob("*.y*ml")))
