"""A matrix carried out: journal, full records of groups alone, and what an interruption leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from posdiag import assembly_crew
from posdiag.assembly_crew import Alone
from posdiag.assembly_matrix import Answer, Play, Task, Whole
from posdiag.cli import matrix_run
from posdiag.cli.matrix_options import Asked, matrix_of
from posdiag.cli.matrix_run import Known, carry_out, day, day_of, read_entries
from posdiag.cli.reports_out import Reports
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.matrix.compare import Standing, written
from tests.cli.test_matrix_options import ASKED

SMALL = replace(ASKED, scenarios=("barcode", "sale-within-balance"), pos=("reference/hangang",), repeat=3)
NOTHING = Known({}, date(2026, 9, 21))


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """What the crew is asked to do."""
    done: list[Task] = []
    work = Alone.work

    def noted(self: Alone, asked: Iterable[Task]) -> Iterator[Answer]:
        for task in asked:
            done.append(task)
            yield from work(self, [task])

    monkeypatch.setattr(Alone, "work", noted)
    return done


def run(asked: Asked, known: Known = NOTHING) -> matrix_run.MatrixReport:  # type: ignore[name-defined]
    report, stop = carry_out(asked, matrix_of(asked), known, Reports("en"))
    assert stop is None
    return report


def test_each_group_of_like_failures_is_diagnosed_once(tasks: list[Task]) -> None:
    report = run(SMALL)
    wholes = [task for task in tasks if isinstance(task, Whole)]
    assert len(wholes) == len(report.tally.groups) == 2
    assert [task.index for task in wholes] == [group.first.index for group in report.tally.groups]
    assert sum(task.stop - task.start for task in tasks if isinstance(task, Play)) == 36


def test_all_diagnoses_every_failure_and_none_proves_nothing(tasks: list[Task]) -> None:
    report = run(replace(SMALL, prove="all", repeat=None))
    assert len(report.wholes) == len(report.tally.failures) == 5
    tasks.clear()
    run(replace(SMALL, prove="none"))
    assert all(not task.diagnosed for task in tasks if isinstance(task, Whole))


def test_what_is_known_is_not_proven_again(tasks: list[Task]) -> None:
    entries = written(run(SMALL).tally, {}, "r", "o", date(2027, 1, 1))
    tasks.clear()
    report = run(SMALL, Known(entries, date(2026, 9, 21), True))
    assert set(report.compared.standing.values()) == {Standing.KNOWN}
    assert report.compared.clean
    assert all(not task.diagnosed for task in tasks if isinstance(task, Whole))


def test_an_interruption_keeps_what_was_played_and_the_next_call_goes_on(
    tmp_path: Path, tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(SMALL, resume=tmp_path / "run.journal")
    whole = run(SMALL)
    tasks.clear()
    take = matrix_run._take

    def interrupted(result: object, tally: object, *rest: object) -> None:
        take(result, tally, *rest)  # type: ignore[arg-type]
        if tally.total == 20:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    monkeypatch.setattr(matrix_run, "_take", interrupted)
    report, stop = carry_out(asked, matrix_of(asked), NOTHING, Reports("en"))
    assert isinstance(stop, KeyboardInterrupt)
    assert (report.planned, report.tally.total, report.wholes) == (36, 20, {})
    monkeypatch.setattr(matrix_run, "_take", take)
    tasks.clear()
    again = run(asked)
    assert min(task.start for task in tasks if isinstance(task, Play)) == 32  # two stretches of 16 were kept
    assert again.tally.counts == whole.tally.counts
    assert list(again.tally.failures) == list(whole.tally.failures)
    assert again.wholes == whole.wholes


def test_a_journal_of_another_call_is_refused(tmp_path: Path) -> None:
    asked = replace(SMALL, resume=tmp_path / "run.journal")
    run(asked)
    with pytest.raises(InputError, match="another selection"):
        run(replace(asked, repeat=2))


def test_a_lost_worker_ends_it_with_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(Alone):
        def work(self, tasks: Iterable[Task]) -> Iterator[Answer]:
            for number, task in enumerate(tasks):
                if number == 1:
                    raise PosdiagError(Problem("--jobs", "lost"))
                yield self._player.carry_out(task)

    monkeypatch.setattr(assembly_crew, "Alone", Dying)
    report, stop = carry_out(SMALL, matrix_of(SMALL), NOTHING, Reports("en"))
    assert isinstance(stop, PosdiagError)
    assert report.tally.total == 16


def test_a_day_is_told_or_is_today() -> None:
    assert day_of("2026-02-28", "en") == date(2026, 2, 28)
    assert day_of(None, "en") >= date(2026, 1, 1)
    with pytest.raises(InputError, match="no day"):
        day("2026-02-30", "--expires", "en")


def test_a_baseline_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="posdiag baseline write"):
        read_entries(tmp_path / "none.yaml", "en")
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="cannot be read"):
        read_entries(bad, "en")
    bad.write_text("schema: x\nfailures: 3\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_entries(bad, "en")
    assert [problem.place for problem in caught.value.problems] == [f"{bad}:1", f"{bad}:2"]
