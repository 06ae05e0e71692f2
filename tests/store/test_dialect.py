"""Opening a database: what is none of ours is refused in clear words, and left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from posdiag.errors import InputError, PosdiagError
from posdiag.store.dialect import SQLITE, Dialect, open_sqlite, told
from posdiag.store.open import open_store


def test_a_new_file_is_durable_and_ours(file: Path) -> None:
    connection = open_sqlite(file, "en")
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2, "every commit reaches the disk"
    connection.close()
    open_sqlite(file, "en").close()


@pytest.mark.parametrize("data", [b"this is a letter, not a database" * 100, b"\x89PNG\r\n" + bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_kept(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(InputError) as refused:
        open_sqlite(file, "ko")
    assert "사례 데이터베이스가 아닙니다" in str(refused.value)
    assert file.read_bytes() == data


def test_the_database_of_another_program_is_refused_and_kept(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = file.read_bytes()
    with pytest.raises(InputError, match="not one of posdiag"):
        open_sqlite(file, "en")
    assert file.read_bytes() == before


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_file_that_another_makes_at_the_same_moment_is_ours(
    file: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two of the questions that are asked of the file, somebody else opens it and makes all of it."""
    asked = 0

    class Interrupted(sqlite3.Connection):
        def execute(self, *words: Any) -> sqlite3.Cursor:
            nonlocal asked
            if asked == after:
                monkeypatch.undo()
                open_store(str(file)).close()
            asked += 1
            return super().execute(*words)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=Interrupted, **k))
    open_sqlite(file, "en").close()
    assert asked > after


def test_a_folder_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder, not a file"):
        open_sqlite(tmp_path, "en")
    with pytest.raises(InputError, match="no folder"):
        open_sqlite(tmp_path / "nowhere" / "cases.db", "en")


@pytest.mark.parametrize(
    ("said", "words", "kind"),
    [
        ("file is not a database", "not a database", InputError),
        ("database disk image is malformed", "damaged", InputError),
        ("database is locked", "in use", PosdiagError),
        ("attempt to write a readonly database", "may not be written", PosdiagError),
        ("database or disk is full", "no room", PosdiagError),
        ("something else", "something else", PosdiagError),
    ],
)
def test_every_error_of_the_database_has_words_and_a_remedy(
    said: str, words: str, kind: type[PosdiagError]
) -> None:
    error = told(sqlite3.DatabaseError(said), "--db x", "en")
    assert isinstance(error, kind)
    assert words in error.problems[0].what
    assert error.problems[0].remedy


def test_another_database_gets_its_own_placeholders() -> None:
    other = Dialect("postgresql", "%s", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BEGIN")
    assert other.sql("SELECT a FROM b WHERE c = ? AND d = ?") == "SELECT a FROM b WHERE c = %s AND d = %s"
    assert SQLITE.sql("id {identity}") == "id INTEGER PRIMARY KEY AUTOINCREMENT"
