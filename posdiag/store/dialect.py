"""Where databases differ, in one place: placeholders, identity columns, how a write begins,
what an error means.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.store.words import store_says

#: "posd" in ASCII: marks a file as posdiag's, so that another program's database is never written to.
APPLICATION_ID = 0x706F7364
#: How long a write waits for that of another process.
BUSY_MS = 15_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """`placeholder` of a parameter, type of an `identity` column, and the statement that `begin`s a write.

    `locked` ends a question whose row is about to change, `has_table` counts the tables of a name, `alone`
    makes other servers wait until the schema is up to date. `errors` are what the driver raises.
    """

    name: str
    placeholder: str
    identity: str
    begin: str
    locked: str = ""
    has_table: str = "SELECT count(*) FROM sqlite_master WHERE name = ?"
    alone: str = ""
    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def sql(self, text: str) -> str:
        """A statement written with `?` and `{identity}`, as this database wants it."""
        return text.replace("{identity}", self.identity).replace("?", self.placeholder)


SQLITE = Dialect(
    name="sqlite",
    placeholder="?",
    identity="INTEGER PRIMARY KEY AUTOINCREMENT",
    begin="BEGIN IMMEDIATE",
)


@contextmanager
def transaction(connection: Any, dialect: Dialect, cursor: Any) -> Iterator[None]:
    """All of what is done within is kept at the end, or nothing of it.

    Within another (`Store.together`), it is kept once that one is, and undone alone where it fails.
    """
    within = dialect is SQLITE and connection.in_transaction
    begin, keep, undo = _WITHIN if within else (dialect.begin, ("COMMIT",), ("ROLLBACK",))
    cursor.execute(begin)
    try:
        yield
        for statement in keep:
            cursor.execute(statement)
    except BaseException:
        if not within or connection.in_transaction:  # SQLite itself undoes all where the disk is full
            for statement in undo:
                cursor.execute(statement)
        raise


_WITHIN = ("SAVEPOINT one", ("RELEASE one",), ("ROLLBACK TO one", "RELEASE one"))


def open_sqlite(path: Path, lang: str) -> Any:
    """A connection to the file, made where it is missing; WAL, each commit on the disk before it returns.

    InputError for what is no database, no database of posdiag's, or in a folder that is not there;
    PosdiagError where it cannot be opened. What is in the file stays as it is in every case.
    """
    place = f"--db {path}"
    if path.is_dir():
        raise InputError(_problem(place, lang, "folder"))
    if not path.parent.is_dir():
        raise InputError(_problem(place, lang, "no_folder", folder=path.parent))
    connection = None
    try:
        connection = sqlite3.connect(
            path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )  # each thread has its own, but who closes them all is another
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _refuse_foreign(connection, place, lang)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise told(error, place, lang) from error
    except InputError:
        if connection is not None:
            connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection, place: str, lang: str) -> None:
    """InputError where the file holds tables that posdiag did not make.

    The mark is made before the first table and read after them: who makes the file at the same moment is no
    other program.
    """
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark == APPLICATION_ID:
        return
    if tables or mark:
        raise InputError(_problem(place, lang, "foreign", remedy="no_database.remedy"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


#: What a database's error says -> what it means, and whether the user named the wrong file.
_MEANT: tuple[tuple[tuple[str, ...], str, bool], ...] = (
    (("not a database", "encrypted"), "no_database", True),
    (("malformed", "corrupt"), "damaged", True),
    (("locked", "busy"), "locked", False),
    (("readonly",), "readonly", False),
    (("full",), "full", False),
)


def told(error: Exception, place: str, lang: str) -> PosdiagError:
    """What a database's error means to the user; nothing in it was changed."""
    said = str(error)
    for signs, key, named_wrong in _MEANT:
        if any(sign in said for sign in signs):
            kind = InputError if named_wrong else PosdiagError
            return kind(_problem(place, lang, key, said=said, seconds=BUSY_MS // 1000))
    return PosdiagError(_problem(place, lang, "unusable", said=said))


def _problem(place: str, lang: str, key: str, remedy: str = "", **values: object) -> Problem:
    return Problem(place, store_says(lang, key, **values), store_says(lang, remedy or f"{key}.remedy"))
