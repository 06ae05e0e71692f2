"""The count of a matrix as it is played: it grows with squares and failures, not with replays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from posdiag.diagnose.finding import Severity
from posdiag.matrix.cells import Matrix, Square
from posdiag.matrix.fingerprint import Identity
from posdiag.matrix.played import Played
from posdiag.record import Verdict

_WORST_LAST = (Verdict.COMPATIBLE, Verdict.INCONCLUSIVE, Verdict.INCOMPATIBLE)


@dataclass(slots=True)
class Failure:
    """Everything with one fingerprint. `first` is its first replay, `count` how many there are."""

    identity: Identity
    first: Played
    count: int
    group: int  # number of its group


@dataclass(slots=True)
class Group:
    """Like failures of one product: one cause, the same findings, the same kind of damage."""

    number: int
    first: Played
    failures: list[str] = field(default_factory=list)  # fingerprints


@dataclass(slots=True)
class Tile:
    """What the replays of one square came to."""

    counts: dict[Verdict, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)  # fingerprints, in order of appearance
    first_error: Played | None = None  # the first that could not be judged
    first_warning: Played | None = None  # compatible, with a warning

    @property
    def verdict(self) -> Verdict:
        """The worst."""
        return max(self.counts, key=_WORST_LAST.index)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Tally:
    """Counts results in the order of their cells. `tiles` and the rest are in order of appearance.

    `apart`: no two failures are alike, so that each is a group of its own.
    """

    def __init__(self, matrix: Matrix, apart: bool = False) -> None:
        self.matrix = matrix
        self.apart = apart
        self.tiles: dict[Square, Tile] = {}
        self.failures: dict[str, Failure] = {}
        self.groups: list[Group] = []
        self.counts: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
        self.errors = 0
        self.worst: Severity | None = None
        self._groups: dict[object, Group] = {}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def take(self, result: Played) -> str:
        """Count one result; the fingerprint of its failure, empty where it did not fail."""
        square = self.matrix.square(result.index)
        tile = self.tiles.get(square)
        if tile is None:
            tile = self.tiles[square] = Tile()
        tile.counts[result.verdict] = tile.counts.get(result.verdict, 0) + 1
        self.counts[result.verdict] += 1
        self._weigh(result, tile)
        if not result.failed:
            return ""
        identity = identity_of(self.matrix, result)
        print_ = identity.fingerprint
        known = self.failures.get(print_)
        if known is not None:
            known.count += 1
            return print_
        group = self._group(result, identity)
        group.failures.append(print_)
        self.failures[print_] = Failure(identity, result, 1, group.number)
        tile.failures.append(print_)
        return print_

    def take_all(self, results: Iterable[Played]) -> None:
        for result in results:
            self.take(result)

    def _weigh(self, result: Played, tile: Tile) -> None:
        severity = result.severity
        if severity is not None and (self.worst is None or severity.rank < self.worst.rank):
            self.worst = severity
        if result.verdict is Verdict.INCONCLUSIVE:
            self.errors += bool(result.error)
            tile.first_error = tile.first_error or result
        elif not result.failed and severity is not None and severity.rank <= Severity.WARNING.rank:
            tile.first_warning = tile.first_warning or result

    def _group(self, result: Played, identity: Identity) -> Group:
        release = self.matrix.releases[self.matrix.square(result.index).release]
        money = None if result.agrees else result.charges
        like = (release.id, identity.rig, result.cause, result.codes, money)
        key = identity if self.apart else like
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = Group(len(self.groups), result)
            self.groups.append(group)
        return group


def identity_of(matrix: Matrix, result: Played) -> Identity:
    """What a result's failure is known by."""
    square = matrix.square(result.index)
    return Identity(
        scenario=matrix.scenarios[square.scenario].id,
        pos=matrix.releases[square.release].label,
        rig=square.terminal.removeprefix("sim:"),
        faults=matrix.faults,
        verdict=str(result.verdict),
        cause=result.cause or "unknown",
    )


def places(tally: Tally) -> Mapping[tuple[str, str, str, tuple[str, ...]], frozenset[str]]:
    """Every place that was judged under every seed, with the fingerprints of what failed there."""
    matrix = tally.matrix
    return {
        (
            matrix.scenarios[square.scenario].id,
            matrix.releases[square.release].label,
            square.terminal.removeprefix("sim:"),
            tuple(sorted(matrix.faults)),
        ): frozenset(tile.failures)
        for square, tile in tally.tiles.items()
        if tile.total == matrix.seeds and not tile.counts.get(Verdict.INCONCLUSIVE)
    }
