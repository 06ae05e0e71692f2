"""The table: a sign for each release, the worst verdict where a cell was run twice, blocks that fit."""

from __future__ import annotations

from collections.abc import Callable

from posdiag.record import RunRecord
from posdiag.report.columns import columns
from posdiag.report.lines import plain
from posdiag.report.table import summary, table

Make = Callable[..., RunRecord]


def test_the_table_reads_like_this(failing_record: Make, passing_record: Make) -> None:
    records = [
        failing_record("1.0"),
        failing_record("1.1"),
        passing_record("2.0"),
        passing_record("7", pos_id="other"),
        passing_record("2.0", scenario="쿠폰-qr"),
    ]
    assert list(plain(table(records, "en"))) == [
        "scenario   ref-till  other",
        "slow-host  ✗✗✓       ✓",
        "쿠폰-qr    ··✓       ·",
        "",
        "ref-till: 1.0 1.1 2.0 (from the left)",
        "other: 7",
        "✓ compatible  ? inconclusive  ✗ incompatible  · not run",
    ]


def test_the_worst_of_two_runs_of_a_cell_is_shown(failing_record: Make, passing_record: Make) -> None:
    for records in ([failing_record(), passing_record("1.0")], [passing_record("1.0"), failing_record()]):
        assert "slow-host  ✗" in list(plain(table(records, "en")))


def test_products_that_do_not_fit_beside_each_other_stand_below(passing_record: Make) -> None:
    records = [passing_record(str(n), pos_id=f"vendor/product-{p}") for p in range(12) for n in range(5)]
    rows = list(plain(table([*records, passing_record()], "ko", 80)))
    assert all(columns(row) <= 80 for row in rows)
    assert sum(row.startswith("slow-host") for row in rows) > 1
    assert all(any(f"vendor/product-{p}:" in row for row in rows) for p in range(12))


def test_a_vendor_that_all_products_have_stands_only_below_the_table(passing_record: Make) -> None:
    records = [passing_record(pos_id=f"reference/{name}") for name in ("hangang", "namsan")]
    rows = list(plain(table(records, "en")))
    assert rows[0] == "scenario   hangang  namsan"
    assert "reference/namsan: 2.0" in rows


def test_the_summary_counts_verdicts(failing_record: Make, passing_record: Make) -> None:
    text = summary([failing_record(), passing_record(), passing_record("3")], "en")
    assert text == "3 replays: 2 compatible · 1 incompatible · 0 inconclusive"
