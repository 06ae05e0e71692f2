"""A whole database as lines of JSON, and back: from SQLite or PostgreSQL, into either."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from posdiag.errors import InputError, Problem
from posdiag.store.dialect import Dialect, told
from posdiag.store.migrations import NEWEST
from posdiag.worded import worded

SCHEMA = "posdiag/backup/1"
#: Tables with their columns, in an order in which each refers only to those before it.
TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cases", ("id", "opened", "updated", "status", "cause", "happened", "search", "body")),
    ("events", ("case_id", "n", "at", "kind", "body")),
    ("advice", ("case_id", "cause", "card", "worked")),
    (
        "jobs",
        (
            *("id", "kind", "spec", "who", "state", "made_s", "began_s", "ended_s", "error", "tries"),
            *("server", "until_s", "told"),
        ),
    ),
)
_BATCH = 500


def dump(connection: Any, dialect: Dialect, place: str, lang: str = "en") -> Iterator[str]:
    """Everything as it is at one moment, a line each; the last line has count and digest of the others."""
    digest, count = hashlib.sha256(), 0
    try:
        cursor = connection.cursor()
        cursor.execute("BEGIN")
        try:
            if dialect.name == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for line in _lines(cursor):
                digest.update(line.encode())
                count += 1
                yield line
        finally:
            cursor.execute("ROLLBACK")
    except dialect.errors as error:
        raise told(error, place, lang) from error
    yield _line({"end": True, "lines": count, "sha256": digest.hexdigest()})


def _lines(cursor: Any) -> Iterator[str]:
    yield _line({"schema": SCHEMA, "version": NEWEST, "tables": [name for name, _ in TABLES]})
    for name, columns in TABLES:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(columns[:2])}")
        while rows := cursor.fetchmany(_BATCH):
            for row in rows:
                yield _line({"table": name, "row": list(row)})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def load(
    lines: Iterable[str], connection: Any, dialect: Dialect, place: str, name: str, lang: str = "en"
) -> int:
    """Put a backup into an empty database; how many rows. All of it, or nothing.

    InputError for a database that is not empty, and for a backup that is cut, changed, or of a newer schema.
    """
    try:
        cursor = connection.cursor()
        cursor.execute(dialect.begin)
        try:
            for table, _ in TABLES:
                cursor.execute(f"SELECT count(*) FROM {table}")
                if cursor.fetchone()[0]:
                    what = worded("the database holds {table} already; it was left as it is", table=table)
                    raise InputError(Problem(place, what, worded("name a new database")))
            count = _take(lines, cursor, dialect, name)
            if dialect.name == "postgresql":  # the next case must not take a number that is taken
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence('cases', 'id'), "
                    "greatest((SELECT max(id) FROM cases), 1), (SELECT count(*) > 0 FROM cases))"
                )
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        return count
    except dialect.errors as error:
        raise told(error, place, lang) from error


def _take(lines: Iterable[str], cursor: Any, dialect: Dialect, name: str) -> int:
    columns = dict(TABLES)
    digest, count, ended = hashlib.sha256(), 0, False
    for number, line in enumerate(lines, 1):
        told_ = _read(line, name, number)
        if ended:
            raise _broken(name, number, "something follows its end")
        if number == 1:
            if told_.get("schema") != SCHEMA or not isinstance(told_.get("version"), int):
                raise _broken(name, 1, "no backup of posdiag's")
            if told_["version"] > NEWEST:
                raise _broken(name, 1, "written by a newer posdiag")
        elif told_.get("end"):
            ended = True
            if told_.get("lines") != number - 1 or told_.get("sha256") != digest.hexdigest():
                raise _broken(name, number, "it was changed since it was written")
        else:
            table, row = told_.get("table"), told_.get("row")
            if table not in columns or not isinstance(row, list) or len(row) != len(columns[str(table)]):
                raise _broken(name, number, "no row of a known table")
            names = columns[str(table)]
            blanks = ", ".join("?" * len(names))
            text = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({blanks})"
            cursor.execute(dialect.sql(text), row)
            count += 1
        digest.update(line.encode())
    if not ended:
        raise _broken(name, 0, "it breaks off before its end")
    return count


def _read(line: str, name: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise _broken(name, number, "no JSON") from error
    if not isinstance(value, dict):
        raise _broken(name, number, "no JSON object")
    return value


def _broken(name: str, number: int, what: str) -> InputError:
    place = f"{name}:{number}" if number else name
    return InputError(Problem(place, what, worded("nothing was restored; take another backup")))
