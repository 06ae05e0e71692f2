"""A database by its address, brought up to date: a file of SQLite's, or `postgresql://…`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posdiag.store.cases import Cases
from posdiag.store.dialect import SQLITE, open_sqlite, told, transaction
from posdiag.store.job_rows import JobRows
from posdiag.store.migrations import migrate
from posdiag.store.postgres import is_postgres, open_postgres


@dataclass(frozen=True, slots=True)
class Store:
    """One connection, for one thread: the cases and the jobs on it."""

    cases: Cases
    jobs: JobRows
    connection: Any

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within is on the disk at the end, all of it or nothing: one wait for many writes.

        Each write within that fails is undone alone. SQLite only: a failure ends PostgreSQL's.
        """
        dialect, place = self.cases.dialect, self.cases.place
        try:
            with transaction(self.connection, dialect, self.connection.cursor()):
                yield
        except dialect.errors as error:
            raise told(error, place, "en") from error

    def sound(self) -> bool:
        """Whether the database still answers."""
        try:
            cursor = self.connection.cursor()
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone()[0] == 1)
        except Exception:  # whatever the driver says, it does not answer
            return False

    @property
    def broken(self) -> bool:
        """Whether the connection is gone, so that a new one is needed; SQLite's never goes."""
        return bool(getattr(self.connection, "closed", False))

    def close(self) -> None:
        with suppress(Exception):
            self.connection.close()


def open_store(address: str, lang: str = "en") -> Store:
    """The store at an address. InputError and PosdiagError as `open_sqlite` and `open_postgres` say."""
    if is_postgres(address):
        place = "--db postgresql://…"
        connection, dialect = open_postgres(address, lang)
    else:
        place = f"--db {address}"
        connection, dialect = open_sqlite(Path(address), lang), SQLITE
    try:
        migrate(connection, dialect, place, lang)
    except dialect.errors as error:
        connection.close()
        raise told(error, place, lang) from error
    except BaseException:
        connection.close()
        raise
    return Store(
        Cases(connection, dialect, place, lang), JobRows(connection, dialect, place, lang), connection
    )
