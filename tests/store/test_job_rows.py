"""Jobs as rows, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from posdiag.store.job_rows import JobRow, JobRows
from posdiag.store.open import open_store

ROW = JobRow("a", "diagnose", "{}", "kim", "waiting", 1.0)


@pytest.fixture
def rows(database: str) -> Iterator[JobRows]:
    store = open_store(database)
    yield store.jobs
    store.close()


def test_a_job_is_kept_changed_and_read_back(rows: JobRows) -> None:
    rows.put(ROW, [], "one", 100.0, 10)
    ended = replace(ROW, state="ended", ended_s=2.5, tries=1)
    rows.put(ended, ['{"event": "run", "text": "쿠폰 \\u0000"}'], "one", 100.0, 10)
    assert rows.get("a") == (ended, ['{"event": "run", "text": "쿠폰 \\u0000"}'])
    assert rows.get("b") is None


def test_the_newest_come_first_and_the_oldest_that_are_over_go(rows: JobRows) -> None:
    for number in range(6):
        rows.put(replace(ROW, id=str(number), made_s=float(number), state="ended"), [], "one", 0.0, 4)
    rows.put(replace(ROW, id="waits", made_s=-1.0), [], "one", 0.0, 1)
    assert [row.id for row in rows.recent(10)] == ["5", "4", "3", "2", "waits"]
    assert [row.id for row in rows.recent(2, "diagnose")] == ["5", "4"]
    assert rows.recent(2, "matrix") == []


def test_only_what_no_server_holds_is_claimed_and_by_one(rows: JobRows) -> None:
    for number, state in enumerate(("waiting", "running", "ended")):
        rows.put(replace(ROW, id=str(number), made_s=float(number), state=state), [], "one", 100.0, 10)
    assert rows.claim("two", 50.0, 150.0) == []
    rows.renew("one", 200.0)
    assert rows.claim("two", 150.0, 250.0) == []
    rows.release("one")
    assert [row.id for row in rows.claim("two", 150.0, 250.0)] == ["0", "1"]
    assert rows.claim("three", 150.0, 250.0) == []
    assert [row.id for row in rows.claim("three", 251.0, 300.0)] == ["0", "1"]
