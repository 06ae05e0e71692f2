"""The whole report: a summary, a table where there is more than one run, every failure once."""

from __future__ import annotations

from collections.abc import Callable

from posdiag.record import RunRecord
from posdiag.report.lines import plain
from posdiag.report.redact import Shown
from posdiag.report.text import text_report

Make = Callable[..., RunRecord]


def test_releases_that_fail_alike_share_one_section(
    failing_record: Make, passing_record: Make, show: Callable[[RunRecord], Shown]
) -> None:
    runs = [show(record) for record in (failing_record("1.0"), failing_record("1.1"), passing_record())]
    rows = list(plain(text_report(runs, "en")))
    assert sum(row.startswith("═══") for row in rows) == 1
    assert "same result  ref-till@1.1" in rows
    assert rows[0] == "3 replays: 1 compatible · 2 incompatible · 0 inconclusive"


def test_failures_of_different_products_stand_apart(
    failing_record: Make, show: Callable[[RunRecord], Shown]
) -> None:
    runs = [show(failing_record(pos_id=name)) for name in ("one", "two")]
    assert sum(row.startswith("═══") for row in plain(text_report(runs, "ko"))) == 2


def test_a_single_run_needs_no_table(failing: Shown) -> None:
    assert not any(row.startswith("scenario") for row in plain(text_report([failing], "en")))


def test_when_all_is_well_it_says_so(passing_record: Make, show: Callable[[RunRecord], Shown]) -> None:
    assert "모두 호환됩니다." in list(plain(text_report([show(passing_record())], "ko")))


def test_the_same_runs_give_the_same_report(failing: Shown) -> None:
    assert list(text_report([failing], "en")) == list(text_report([failing], "en"))
