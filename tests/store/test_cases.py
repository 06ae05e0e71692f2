"""Cases in the database: kept, found, counted; nothing acknowledged is ever lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from posdiag.errors import InputError, NothingSelected
from posdiag.intake.dossier import Dossier
from posdiag.store.cases import Cases, Event, Wanted, open_cases, searched
from posdiag.store.dialect import open_sqlite
from tests.store.conftest import AT, a_case

#: Writes cases as fast as it can, and says the number of each once it is kept.
WRITER = """
import sys
from pathlib import Path
from posdiag.store.cases import Event, open_cases
from tests.store.conftest import AT, a_case
with open_cases(Path(sys.argv[1])) as cases:
    while True:
        kept = cases.create(a_case("사례"), [Event("opened", {"n": 1})], AT)
        cases.change(kept.id, lambda one: (one, [Event("note", {"n": 2})]), AT)
        print(kept.id, flush=True)
"""


def numbers(cases: Cases, wanted: Wanted) -> list[int]:
    return [one.id for one in cases.find(wanted)]


def test_a_case_is_kept_and_changed_with_its_events(cases: Cases) -> None:
    kept = cases.create(a_case(), [Event("opened", {"story": "x"})], AT)
    assert kept.id == 1
    assert cases.get(1) == kept

    def note(one: Dossier) -> tuple[Dossier, list[Event]]:
        return replace(one, story="다르게"), [Event("note", {"text": "메모"})]

    cases.change(1, note, AT)
    assert cases.get(1).story == "다르게"
    assert [(one.n, one.kind, dict(one.body)) for one in cases.events(1)] == [
        (1, "opened", {"story": "x"}),
        (2, "note", {"text": "메모"}),
    ]


def test_a_change_that_raises_changes_nothing(cases: Cases) -> None:
    cases.create(a_case(), [], AT)

    def fails(one: Dossier) -> tuple[Dossier, list[Event]]:
        raise InputError(())

    with pytest.raises(InputError):
        cases.change(1, fails, AT)
    assert cases.events(1) == ()
    cases.change(1, lambda one: (one, [Event("note", {})]), AT)  # and the next one goes on


@pytest.mark.parametrize("number", [0, 2, -1, 2**70])
def test_a_case_that_is_not_there_is_told(cases: Cases, number: int) -> None:
    cases.create(a_case(), [], AT)
    with pytest.raises(NothingSelected, match="no such case"):
        cases.get(number)


def test_cases_are_found_by_words_parts_of_words_and_whatever_the_blanks(cases: Cases) -> None:
    cases.create(a_case("키오스크에서 소비 쿠폰이 안 돼요"), [], AT)
    cases.create(a_case("100% 안 돼요, under_score", van="nice"), [], AT)
    assert numbers(cases, Wanted(words=("오스크",))) == [1]
    assert numbers(cases, Wanted(words=("소비쿠폰", "안돼"))) == [1]
    assert numbers(cases, Wanted(words=("NICE",))) == [2]
    assert numbers(cases, Wanted(words=("100%",))) == [2]
    assert numbers(cases, Wanted(words=("%",))) == [2]
    assert numbers(cases, Wanted(words=("_",))) == [2]
    assert numbers(cases, Wanted(words=("없는 말",))) == []
    assert numbers(cases, Wanted(words=("안돼",))) == [2, 1]


def test_cases_are_found_by_status_cause_and_day(cases: Cases) -> None:
    cases.create(a_case(cause="txn.duplicate", opened="2025-08-01T10:00:00+09:00"), [], AT)
    cases.create(a_case(cause="txn.duplicate.retry_before_inquiry"), [], AT)
    cases.create(replace(a_case(cause="card.pin_error"), status="closed"), [], AT)
    assert numbers(cases, Wanted(cause="txn.duplicate")) == [2, 1]
    assert numbers(cases, Wanted(cause="txn_duplicate")) == []
    assert numbers(cases, Wanted(status="closed")) == [3]
    assert numbers(cases, Wanted(since="2025-08-10")) == [3, 2]
    assert numbers(cases, Wanted(until="2025-08-10")) == [1]
    assert numbers(cases, Wanted(limit=1)) == [3]


def test_what_helped_is_counted_and_uncounted_when_opened_again(cases: Cases) -> None:
    cases.create(a_case(), [], AT)
    cases.create(a_case(), [], AT)
    for number, outcome in ((1, "worked"), (2, "failed")):
        cases.change(
            number,
            lambda one, outcome=outcome: (  # type: ignore[misc]
                replace(one, outcome=outcome, closed_cause="card.pin_error", closed_card="a"),
                [],
            ),
            AT,
        )
    assert cases.counts() == {("card.pin_error", "a"): (1, 1)}
    cases.change(2, lambda one: (replace(one, outcome="", closed_card=""), []), AT)
    assert cases.counts() == {("card.pin_error", "a"): (1, 0)}


def test_one_case_that_cannot_be_read_is_told_by_its_number(file: Path) -> None:
    with open_cases(file) as cases:
        cases.create(a_case(), [Event("opened", {})], AT)
    connection = open_sqlite(file, "en")
    connection.execute("UPDATE cases SET body = '{}' WHERE id = 1")
    connection.close()
    with open_cases(file) as cases:
        with pytest.raises(InputError, match="case 1 cannot be read"):
            cases.get(1)
        assert len(cases.events(1)) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_writer_that_is_killed_loses_no_case_that_it_acknowledged(file: Path) -> None:
    root = Path(__file__).parents[2]
    for _ in range(3):
        environment = {**os.environ, "PYTHONPATH": str(root)}
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=root,
        )
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        acknowledged += [int(row) for row in writer.stdout.read().split("\n")[:-1] if row.strip().isdigit()]
        writer.wait()
        writer.stdout.close()
        with open_cases(file) as cases:
            kept = set(numbers(cases, Wanted()))
            assert set(acknowledged) <= kept
            assert all([one.kind for one in cases.events(n)] == ["opened", "note"] for n in acknowledged)


def _writes(file: str, count: int, start: Barrier) -> None:
    with open_cases(Path(file)) as cases:
        start.wait(60)
        for _ in range(count):
            cases.create(a_case(), [Event("opened", {})], AT)
            cases.change(1, lambda one: (replace(one, story=one.story + "+"), [Event("note", {})]), AT)


def test_two_processes_write_one_database_at_once(file: Path) -> None:
    with open_cases(file) as cases:
        cases.create(a_case("x"), [Event("opened", {})], AT)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    writers = [spawn.Process(target=_writes, args=(str(file), 40, start)) for _ in range(2)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(120)
    assert [one.exitcode for one in writers] == [0, 0]
    with open_cases(file) as cases:
        assert len(numbers(cases, Wanted())) == 81
        assert cases.get(1).story == "x" + "+" * 80, "no change is lost in between"
        assert [one.n for one in cases.events(1)] == list(range(1, 82))


def test_what_is_searched_holds_story_facts_and_notes() -> None:
    dossier = replace(a_case("이 야기", van="NICE"), extra={"notes": ["메 모"]})
    assert searched(dossier) == "이야기\nunknown\nnicenice\n메모"
