"""The table of a matrix: a row for each scenario, a column for each release and rig."""

from __future__ import annotations

from posdiag.record import Verdict
from posdiag.report.lines import plain
from posdiag.report.matrix_table import rows_of, verdict_table
from tests.matrix.small import failed, well
from tests.report.by_hand import a_report, full_report


def test_rows_and_columns_are_those_of_the_matrix() -> None:
    rows = rows_of(full_report())
    assert [name for _, name in rows.scenarios] == ["qr", "slow"]
    assert [(product.id, [one.label for one in product.columns]) for product in rows.products] == [
        ("reference/till", ["1.0", "2.0"])
    ]


def test_a_cell_says_whether_all_of_it_is_known() -> None:
    rows = rows_of(full_report())
    keys = [column.key for column in rows.products[0].columns]
    cells = {(s, k): rows.cell(s, k) for s, _ in rows.scenarios for k in keys}
    known = {place: cell.known for place, cell in cells.items() if cell is not None}
    assert list(known.values()) == [False, False, True, False]


def test_a_cell_whose_seeds_differ_is_mixed() -> None:
    rows = rows_of(a_report(failed(0), well(1), seeds=2))
    cell = rows.cell(0, rows.products[0].columns[0].key)
    assert cell is not None
    assert (cell.mixed, cell.verdict) == (True, Verdict.INCOMPATIBLE)
    assert rows.cell(1, rows.products[0].columns[0].key) is None


def test_the_table_for_a_terminal_is_that_of_diagnose() -> None:
    assert list(plain(verdict_table(full_report(), "en", 80)))[:3] == [
        "scenario  till",
        "qr        ✗✗",
        "slow      ✗?",
    ]
