"""The schema step by step: old databases are brought up to date, newer ones are refused and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.store import migrations
from posdiag.store.cases import Cases, Event, open_cases
from posdiag.store.dialect import SQLITE, open_sqlite
from posdiag.store.migrations import NEWEST, migrate, version_of
from tests.store.conftest import AT, a_case


def test_a_database_of_the_first_step_keeps_its_cases(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "NEWEST", 1)
    monkeypatch.setattr(migrations, "STEPS", migrations.STEPS[:1])
    connection = open_sqlite(file, "en")
    migrate(connection, SQLITE, "x", "en")
    Cases(connection, SQLITE, "x", "en").create(a_case("첫 사례"), [Event("opened", {})], AT)
    assert version_of(connection, SQLITE) == 1
    connection.close()
    monkeypatch.undo()
    with open_cases(file) as cases:
        assert cases.get(1).story == "첫 사례"
        assert cases.counts() == {}
    with open_cases(file):  # a second time there is nothing to do
        pass


def test_a_newer_database_is_refused_and_left_as_it_is(file: Path) -> None:
    with open_cases(file) as cases:
        cases.create(a_case(), [], AT)
    connection = open_sqlite(file, "en")
    connection.execute(f"UPDATE schema_version SET version = {NEWEST + 1}")
    connection.close()
    with pytest.raises(InputError, match="newer posdiag"), open_cases(file):
        pass
    connection = open_sqlite(file, "en")
    assert connection.execute("SELECT count(*) FROM cases").fetchone()[0] == 1
    assert version_of(connection, SQLITE) == NEWEST + 1
    connection.close()


def test_a_step_that_fails_leaves_the_version_before(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:1], ("CREATE NONSENSE",)))
    connection = open_sqlite(file, "en")
    with pytest.raises(Exception, match=r"NONSENSE|syntax"):
        migrate(connection, SQLITE, "x", "en")
    assert version_of(connection, SQLITE) == 0
    connection.close()
