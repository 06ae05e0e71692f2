"""Where databases differ, in one place: placeholders, identity columns, how a write begins,
what an error means.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posdiag.errors import InputError, PosdiagError, Problem

#: "posd" in ASCII: marks a file as posdiag's, so that another program's database is never written to.
APPLICATION_ID = 0x706F7364
#: How long a write waits for that of another process.
BUSY_MS = 15_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """`placeholder` of a parameter, type of an `identity` column, and the statement that `begin`s a write.

    `locked` ends a question whose row is about to be changed, `has_table` counts the tables of a name, `alone`
    makes other servers wait until the schema is up to date. `errors` are what the driver raises.
    """

    name: str
    placeholder: str
    identity: str
    begin: str
    locked: str
    has_table: str
    alone: str
    errors: tuple[type[Exception], ...]

    def sql(self, text: str) -> str:
        """A statement written with `?` and `{identity}`, as this database wants it."""
        return text.replace("{identity}", self.identity).replace("?", self.placeholder)


SQLITE = Dialect(
    name="sqlite",
    placeholder="?",
    identity="INTEGER PRIMARY KEY AUTOINCREMENT",
    begin="BEGIN IMMEDIATE",
    locked="",
    has_table="SELECT count(*) FROM sqlite_master WHERE name = ?",
    alone="",
    errors=(sqlite3.Error,),
)


def open_sqlite(path: Path) -> Any:
    """A connection to the file, made where it is missing; WAL, each commit on the disk before it returns.

    InputError for what is no database, no database of posdiag's, or in a folder that is not there;
    PosdiagError where it cannot be opened. What is in the file stays as it is in every case.
    """
    place = f"--db {path}"
    if path.is_dir():
        raise InputError(Problem(place, "a folder, not a file", "name a file, such as cases.db"))
    if not path.parent.is_dir():
        raise InputError(Problem(place, f"no folder `{path.parent}`", "make it first, or name another place"))
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _refuse_foreign(connection, place)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise told(error, place) from error
    except InputError:
        if connection is not None:
            connection.close()
        raise
    return connection


def _refuse_foreign(connection: sqlite3.Connection, place: str) -> None:
    """InputError where the file holds tables that posdiag did not make."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark == APPLICATION_ID:
        return
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables or mark:
        what = "a database, but not one of posdiag's cases; it was left as it is"
        raise InputError(Problem(place, what, "name another file"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def told(error: Exception, place: str) -> PosdiagError:
    """What a database's error means to the user; nothing in it was changed."""
    said = str(error)
    if "not a database" in said or "file is encrypted" in said:
        what = "not a database of cases; the file was left as it is"
        return InputError(Problem(place, what, "name another file with --db, or POSDIAG_DB"))
    if "malformed" in said or "corrupt" in said:
        remedy = (
            "keep a copy of the file with its -wal and -shm, and restore the last backup under another name"
        )
        return InputError(
            Problem(place, f"the database is damaged ({said}); nothing was written to it", remedy)
        )
    if "locked" in said or "busy" in said:
        remedy = "try again; another program keeps it open for writing"
        return PosdiagError(
            Problem(place, f"the database stays in use for more than {BUSY_MS // 1000} s", remedy)
        )
    if "readonly" in said:
        return PosdiagError(
            Problem(place, "the database may not be written to", "ask for permission, or name another")
        )
    if "full" in said:
        return PosdiagError(
            Problem(place, "no room on the disk: this was not recorded", "make room and say it again")
        )
    return PosdiagError(
        Problem(place, f"the database cannot be used: {said}", "check the file and your permission")
    )
