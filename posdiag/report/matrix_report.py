"""What all reports of a matrix are written from: its count, the comparison, full records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from posdiag.diagnose.finding import Severity
from posdiag.matrix.again import command_of
from posdiag.matrix.baseline import Entry
from posdiag.matrix.cells import Square
from posdiag.matrix.compare import Compared, Standing
from posdiag.matrix.tally import Failure, Group, Tally, Tile
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario
from posdiag.report.reasons import CauseNames
from posdiag.report.redact import Shown
from posdiag.report.words import pick

_LOUDEST_FIRST = (Standing.NEW, Standing.EXPIRED, Standing.KNOWN)


@dataclass(frozen=True, slots=True)
class MatrixReport:
    """A matrix that was played, or what there is of it.

    `wholes` holds, by number of a group, the full record of its first replay, masked. `planned` is how
    many replays there should have been, where an interruption left some out. `judged` tells whether
    there is a baseline at all.
    """

    tally: Tally
    compared: Compared
    wholes: Mapping[int, Shown]
    names: CauseNames
    version: str
    planned: int | None = None
    judged: bool = False
    notes: tuple[str, ...] = field(default=())

    # -- squares ---------------------------------------------------------------------------------

    def tiles(self) -> Iterator[tuple[Square, Tile]]:
        """Squares in the order of the matrix."""
        order = {square: number for number, square in enumerate(self.tally.matrix.squares)}
        return iter(sorted(self.tally.tiles.items(), key=lambda item: order[item[0]]))

    def scenario(self, square: Square) -> Scenario:
        return self.tally.matrix.scenarios[square.scenario]

    def release(self, square: Square) -> PosRelease:
        return self.tally.matrix.releases[square.release]

    # -- failures --------------------------------------------------------------------------------

    def failures(self, *standings: Standing) -> list[tuple[str, Failure]]:
        """Failures of these standings, or all: the new ones first, the worst first, then as they came."""
        wanted = standings or _LOUDEST_FIRST
        found = [
            (print_, failure)
            for print_, failure in self.tally.failures.items()
            if self.standing(print_) in wanted
        ]
        return sorted(found, key=lambda item: self._order(*item))

    def _order(self, print_: str, failure: Failure) -> tuple[int, int, bool, int]:
        loud = _LOUDEST_FIRST.index(self.standing(print_))
        return loud, severity_of(failure).rank, failure.first.agrees, failure.first.index

    def standing(self, print_: str) -> Standing:
        return self.compared.standing.get(print_, Standing.NEW)

    def entry(self, print_: str) -> Entry | None:
        """What the baseline says of a failure."""
        return self.compared.entries.get(print_)

    def square_of(self, failure: Failure) -> Square:
        return self.tally.matrix.square(failure.first.index)

    def group_of(self, failure: Failure) -> Group:
        return self.tally.groups[failure.group]

    def whole_of(self, failure: Failure) -> tuple[Shown | None, bool]:
        """The full record of a failure's group, and whether it is of this very failure."""
        group = self.group_of(failure)
        return self.wholes.get(group.number), group.first.index == failure.first.index

    def command(self, failure: Failure) -> str:
        """What repeats its first replay."""
        return command_of(self.tally.matrix, failure.first.index)

    def cause(self, failure: Failure, lang: str) -> str:
        """The cause by name, or its id."""
        cause = failure.identity.cause
        return pick(self.names.get(cause, {}), lang) or cause

    def title(self, failure: Failure) -> str:
        """`barcode · reference/hangang@2.1`, with the rig where it is not the release's own."""
        identity = failure.identity
        release = self.release(self.square_of(failure))
        rig = "" if identity.rig == release.rig else f" · sim:{identity.rig}"
        return f"{identity.scenario} · {identity.pos}{rig}"

    def places(self, failure: Failure) -> tuple[tuple[str, int], tuple[str, int]]:
        """File and line of the release, which is at fault, and of the scenario."""
        square = self.square_of(failure)
        return split_place(self.release(square).place), split_place(self.scenario(square).place)


def split_place(place: str) -> tuple[str, int]:
    """`file:line` in two; line 1 where none is told."""
    file, colon, line = place.rpartition(":")
    if colon and line.isdecimal():
        return file, max(int(line), 1)
    return place, 1


def severity_of(failure: Failure) -> Severity:
    """How bad a failure is: money that went wrong counts as critical whatever was found."""
    if not failure.first.agrees:
        return Severity.CRITICAL
    return failure.first.severity or Severity.ERROR
