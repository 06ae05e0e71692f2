"""The squares of a matrix as rows and columns: scenarios down, releases across, product by product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posdiag.matrix.cells import Square
from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Tile
from posdiag.record import Verdict
from posdiag.report.lines import Line
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.table import table

#: A column: number of the release and the terminal.
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of the table. `known`: it fails, and all of that is in the baseline."""

    square: Square
    tile: Tile
    verdict: Verdict
    known: bool
    mixed: bool  # it hangs on the seed


@dataclass(frozen=True, slots=True)
class Column:
    key: Key
    label: str  # the release, with the rig where it is not its own


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The whole table. `scenarios` are pairs of number and id."""

    scenarios: tuple[tuple[int, str], ...]
    products: tuple[Product, ...]
    cells: Mapping[tuple[int, Key], Cell]

    def cell(self, scenario: int, key: Key) -> Cell | None:
        return self.cells.get((scenario, key))


def rows_of(report: MatrixReport) -> Rows:
    """The table of a report."""
    scenarios: dict[int, str] = {}
    columns: dict[str, dict[Key, Column]] = {}
    cells: dict[tuple[int, Key], Cell] = {}
    for square, tile in report.tiles():
        release = report.release(square)
        key = (square.release, square.terminal)
        scenarios[square.scenario] = report.scenario(square).id
        rig = square.terminal.removeprefix("sim:")
        label = release.release if rig == release.rig else f"{release.release} {rig}"
        columns.setdefault(release.id, {}).setdefault(key, Column(key, label))
        cells[square.scenario, key] = _cell(report, square, tile)
    products = tuple(Product(name, tuple(found.values())) for name, found in columns.items())
    return Rows(tuple(sorted(scenarios.items())), products, cells)


def _cell(report: MatrixReport, square: Square, tile: Tile) -> Cell:
    known = bool(tile.failures) and all(report.standing(print_) is Standing.KNOWN for print_ in tile.failures)
    return Cell(square, tile, tile.verdict, known, len(tile.counts) > 1)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A square as the table of verdicts takes it."""

    scenario: str
    pos_id: str
    release: str
    verdict: Verdict


def verdict_table(report: MatrixReport, lang: str, width: int) -> Iterator[Line]:
    """The table of `diagnose`, of the squares."""
    judged = []
    for square, tile in report.tiles():
        release = report.release(square)
        rig = square.terminal.removeprefix("sim:")
        label = release.release if rig == release.rig else f"{release.release}/{rig}"
        judged.append(_Judged(report.scenario(square).id, release.id, label, tile.verdict))
    return table(judged, lang, width)
