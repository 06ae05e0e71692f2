"""The whole report: a summary, a table where there is more than one run, every failure once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import RunRecord
from posdiag.report import redact
from posdiag.report.lines import plain
from posdiag.report.redact import Run
from posdiag.report.text import text_report

Make = Callable[..., RunRecord]
AsRun = Callable[[RunRecord], Run]


def sections(rows: list[str]) -> int:
    return sum(row.startswith("═══") for row in rows)


def test_failures_with_one_cause_share_one_section(
    failing_record: Make, passing_record: Make, as_run: AsRun
) -> None:
    agrees = MoneyAccount(0, 0, {}, Belief.DECLINED)
    first, second, third = (
        replace(failing_record(release), scenario=scenario, money=agrees)
        for release, scenario in (("1.0", "slow-host"), ("1.1", "slow-host"), ("1.0", "other"))
    )
    rows = list(plain(text_report(list(map(as_run, (first, second, third, passing_record()))), "en")))
    assert sections(rows) == 1
    assert "same result  1.1: slow-host · 1.0: other" in rows
    assert rows[0] == "4 replays: 1 compatible · 3 incompatible · 0 inconclusive"


def test_scenarios_whose_money_is_wrong_are_each_shown_whole(failing_record: Make, as_run: AsRun) -> None:
    records = (failing_record(), replace(failing_record(), scenario="other"))
    assert sections(list(plain(text_report(list(map(as_run, records)), "en")))) == 2


def test_an_interrupted_report_says_how_far_it_came(passing_record: Make, as_run: AsRun) -> None:
    rows = list(plain(text_report([as_run(passing_record())], "en", planned=9)))
    assert rows[1] == "Interrupted: only 1 of 9 replays had ended."
    assert "All compatible." not in rows


def test_failures_of_different_products_stand_apart(failing_record: Make, as_run: AsRun) -> None:
    runs = [as_run(failing_record(pos_id=name)) for name in ("one", "two")]
    assert sections(list(plain(text_report(runs, "ko")))) == 2


def test_a_single_run_needs_no_table(failing_record: Make, as_run: AsRun) -> None:
    rows = plain(text_report([as_run(failing_record())], "en"))
    assert not any(row.startswith("scenario") for row in rows)


def test_when_all_is_well_it_says_so(passing_record: Make, as_run: AsRun) -> None:
    assert "모두 호환됩니다." in list(plain(text_report([as_run(passing_record())], "ko")))


def test_the_same_runs_give_the_same_report(failing_record: Make, as_run: AsRun) -> None:
    runs = [as_run(failing_record())]
    assert list(text_report(runs, "en")) == list(text_report(runs, "en"))


def test_what_is_shown_is_masked_and_what_is_not_shown_is_not_even_read(
    failing_record: Make, passing_record: Make, as_run: AsRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    masked: list[RunRecord] = []
    monkeypatch.setattr(redact, "masked", lambda record, _codecs: masked.append(record))
    monkeypatch.setattr("posdiag.report.text.failure", lambda *_: iter(()))
    failing = failing_record()
    list(text_report([as_run(passing_record()), as_run(failing)], "en"))
    assert masked == [failing]
