"""The schema as numbered steps: a database is brought up to date when opened, and a newer one is refused."""

from __future__ import annotations

from typing import Any

from posdiag.errors import InputError, Problem
from posdiag.store.dialect import Dialect
from posdiag.store.words import store_says

#: Step n makes version n of version n - 1. A step that was shipped never changes.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE cases (id {identity}, opened TEXT NOT NULL, updated TEXT NOT NULL, status TEXT "
        "NOT NULL, "
        "cause TEXT NOT NULL, happened TEXT NOT NULL, search TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE events (case_id INTEGER NOT NULL REFERENCES cases (id), n INTEGER NOT NULL, at "
        "TEXT NOT NULL, "
        "kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (case_id, n))",
        "CREATE INDEX cases_by_status ON cases (status, opened)",
        "CREATE INDEX cases_by_cause ON cases (cause, opened)",
    ),
    (
        "CREATE TABLE advice (case_id INTEGER NOT NULL REFERENCES cases (id), cause TEXT NOT NULL, "
        "card TEXT NOT NULL, worked INTEGER NOT NULL, PRIMARY KEY (case_id))",
    ),
    (
        "CREATE TABLE jobs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, spec TEXT NOT NULL, who TEXT NOT NULL, "
        "state TEXT NOT NULL, made_s DOUBLE PRECISION NOT NULL, began_s DOUBLE PRECISION NOT NULL, "
        "ended_s DOUBLE PRECISION NOT NULL, error TEXT NOT NULL, tries INTEGER NOT NULL, "
        "server TEXT NOT NULL, until_s DOUBLE PRECISION NOT NULL, told TEXT NOT NULL)",
        "CREATE INDEX jobs_by_time ON jobs (made_s)",
        "CREATE INDEX jobs_by_state ON jobs (state, made_s)",
    ),
)
NEWEST = len(STEPS)


def migrate(connection: Any, dialect: Dialect, place: str, lang: str) -> int:
    """Bring a database up to NEWEST; the version it had. Every step is whole or not there.

    InputError where it is newer than this posdiag knows: it is then left as it is.
    """
    had = version_of(connection, dialect)
    if had > NEWEST:
        what = store_says(lang, "newer", had=had, known=NEWEST)
        raise InputError(Problem(place, what, store_says(lang, "newer.remedy")))
    if had == NEWEST:
        return had
    cursor = connection.cursor()
    cursor.execute(dialect.begin)
    try:
        if dialect.alone:
            cursor.execute(dialect.alone)
        now_at = version_of(connection, dialect)  # another process may have been faster
        if now_at == 0 and not _has_version_table(connection, dialect):
            cursor.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
            cursor.execute("INSERT INTO schema_version VALUES (0)")
        for step in STEPS[now_at:]:
            for statement in step:
                cursor.execute(dialect.sql(statement))
        cursor.execute(dialect.sql("UPDATE schema_version SET version = ?"), (max(NEWEST, now_at),))
        cursor.execute("COMMIT")
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    return had


def version_of(connection: Any, dialect: Dialect) -> int:
    """The version of a database; 0 for an empty one."""
    if not _has_version_table(connection, dialect):
        return 0
    return int(connection.cursor().execute("SELECT version FROM schema_version").fetchone()[0])


def _has_version_table(connection: Any, dialect: Dialect) -> bool:
    cursor = connection.cursor()
    cursor.execute(dialect.sql(dialect.has_table), ("schema_version",))
    return bool(cursor.fetchone()[0])
