"""The cells of a matrix: which scenario is played on which release, at which terminal, under which seed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum

from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario

#: More replays than this in one matrix are refused: they would run for weeks.
MOST_CELLS = 100_000_000


@dataclass(frozen=True, slots=True)
class Square:
    """A scenario on a release at a terminal, by their numbers in the matrix."""

    scenario: int
    release: int
    terminal: str  # `sim:RIG` or `sim:RIG@FIRMWARE`


@dataclass(frozen=True, slots=True)
class Cell:
    """One replay of a matrix: a square under one seed. Cells are numbered from 0."""

    index: int
    scenario: Scenario
    release: PosRelease
    terminal: str
    seed: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """All replays of one call, in their one order: squares as they stand, and each under every seed.

    `folders` are the user's own profile folders, `faults` those that are put into every replay.
    """

    scenarios: tuple[Scenario, ...]
    releases: tuple[PosRelease, ...]
    squares: tuple[Square, ...]
    first_seed: int = 0
    seeds: int = 1  # how many in a row
    faults: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.squares) * self.seeds

    def cell(self, index: int) -> Cell:
        """The cell of a number from 0."""
        square = self.squares[index // self.seeds]
        return Cell(
            index,
            self.scenarios[square.scenario],
            self.releases[square.release],
            square.terminal,
            self.first_seed + index % self.seeds,
        )

    def square(self, index: int) -> Square:
        """The square of a cell's number."""
        return self.squares[index // self.seeds]

    def digest(self) -> str:
        """The same for the same replays, wherever their files lie and on whatever line they stand."""
        bare = replace(
            self,
            scenarios=tuple(replace(one, place="") for one in self.scenarios),
            releases=tuple(replace(one, place="", origins={}) for one in self.releases),
            folders=(),
        )
        return hashlib.sha256(canonical(bare).encode()).hexdigest()[:32]


def canonical(value: object) -> str:
    """A text of a value that does not hang on the order of sets and mappings."""
    if isinstance(value, Enum):
        return repr(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = (f"{one.name}={canonical(getattr(value, one.name))}" for one in fields(value))
        return f"{type(value).__name__}({','.join(parts)})"
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{canonical(k)}:{canonical(v)}" for k, v in value.items())) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ",".join(sorted(map(canonical, value))) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ",".join(map(canonical, value)) + "]"
    return repr(value)
