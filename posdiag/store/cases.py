"""Cases as rows: created, changed, found and counted, each change with an event that is never altered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.intake.dossier import Dossier, dossier_object, dossier_of
from posdiag.intake.facts import value_of
from posdiag.store.dialect import SQLITE, Dialect, open_sqlite, told, transaction
from posdiag.store.migrations import migrate
from posdiag.store.words import store_says

#: Rows fetched at a time.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a case: `at` an ISO time with zone, `kind` and what was recorded."""

    kind: str
    body: Mapping[str, Any]
    at: str = ""
    n: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are meant; empty or None where anything goes. `since` and `until` are ISO texts."""

    status: str = ""
    cause: str = ""
    since: str = ""
    until: str = ""
    words: tuple[str, ...] = ()
    limit: int | None = None


#: From a dossier to the changed one, with what is recorded of it.
Change = Callable[[Dossier], tuple[Dossier, Sequence[Event]]]


class Cases:
    """An open database of cases. Every method that writes returns once it is on the disk."""

    def __init__(self, connection: Any, dialect: Dialect, place: str, lang: str) -> None:
        self._connection = connection
        self._dialect = dialect
        self.place = place
        self._lang = lang

    @property
    def dialect(self) -> Dialect:
        return self._dialect

    # -- writing ---------------------------------------------------------------------------------

    def create(self, dossier: Dossier, events: Sequence[Event], at: str) -> Dossier:
        """Keep a new case; the dossier with its number."""
        with self._writing() as cursor:
            values = (dossier.opened or at, at, dossier.status, "", "", "", "{}")
            cursor.execute(
                self._dialect.sql(
                    "INSERT INTO cases (opened, updated, status, cause, happened, search, body) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"
                ),
                values,
            )
            numbered = replace(dossier, id=int(cursor.fetchone()[0]))
            self._put(cursor, numbered, at)
            self._record(cursor, numbered.id, events, at)
        return numbered

    def change(self, number: int, change: Change, at: str) -> Dossier:
        """Read a case, change it and keep it, with nobody in between. What `change` raises undoes it all."""
        with self._writing() as cursor:
            before = self._read(cursor, number, self._dialect.locked)
            after, events = change(before)
            after = replace(after, id=number)
            self._put(cursor, after, at)
            self._record(cursor, number, events, at)
            self._count(cursor, after)
        return after

    def _put(self, cursor: Any, dossier: Dossier, at: str) -> None:
        body = json.dumps(dossier_object(dossier), ensure_ascii=False, separators=(",", ":"))
        cursor.execute(
            self._dialect.sql(
                "UPDATE cases SET updated = ?, status = ?, cause = ?, happened = ?, search = ?, body = ? "
                "WHERE id = ?"
            ),
            (
                at,
                dossier.status,
                dossier.closed_cause or dossier.cause,
                value_of(dossier.facts, "when"),
                searched(dossier),
                body,
                dossier.id,
            ),
        )

    def _record(self, cursor: Any, number: int, events: Sequence[Event], at: str) -> None:
        cursor.execute(
            self._dialect.sql("SELECT coalesce(max(n), 0) FROM events WHERE case_id = ?"), (number,)
        )
        last = int(cursor.fetchone()[0])
        for n, event in enumerate(events, last + 1):
            cursor.execute(
                self._dialect.sql("INSERT INTO events (case_id, n, at, kind, body) VALUES (?, ?, ?, ?, ?)"),
                (number, n, event.at or at, event.kind, json.dumps(event.body, ensure_ascii=False)),
            )

    def _count(self, cursor: Any, dossier: Dossier) -> None:
        """What came of the advice, for the order of the next."""
        cursor.execute(self._dialect.sql("DELETE FROM advice WHERE case_id = ?"), (dossier.id,))
        if dossier.outcome in ("worked", "failed") and dossier.closed_card:
            cursor.execute(
                self._dialect.sql("INSERT INTO advice (case_id, cause, card, worked) VALUES (?, ?, ?, ?)"),
                (dossier.id, dossier.closed_cause, dossier.closed_card, int(dossier.outcome == "worked")),
            )

    # -- reading ---------------------------------------------------------------------------------

    def get(self, number: int) -> Dossier:
        """The case of a number. NothingSelected where there is none."""
        with self._reading() as cursor:
            return self._read(cursor, number)

    def _read(self, cursor: Any, number: int, locked: str = "") -> Dossier:
        row = None
        if 0 < number < 2**63:
            cursor.execute(self._dialect.sql(f"SELECT body FROM cases WHERE id = ?{locked}"), (number,))
            row = cursor.fetchone()
        if row is None:
            what, remedy = self._says("no_case", place=self.place), self._says("no_case.remedy")
            raise NothingSelected(Problem(f"case {number}", what, remedy))
        return self._dossier(row[0], number)

    def _dossier(self, body: str, number: int) -> Dossier:
        try:
            return dossier_of(json.loads(body))
        except (KeyError, TypeError, ValueError) as error:
            what = self._says("unread", number=number, said=type(error).__name__)
            raise InputError(Problem(self.place, what, self._says("unread.remedy"))) from error

    def _says(self, key: str, **values: object) -> str:
        return store_says(self._lang, key, **values)

    def events(self, number: int) -> tuple[Event, ...]:
        """Everything that happened to a case, in its order."""
        with self._reading() as cursor:
            cursor.execute(
                self._dialect.sql("SELECT kind, body, at, n FROM events WHERE case_id = ? ORDER BY n"),
                (number,),
            )
            return tuple(Event(kind, json.loads(body), at, n) for kind, body, at, n in cursor.fetchall())

    def find(self, wanted: Wanted) -> Iterator[Dossier]:
        """The cases meant, the newest first."""
        where, values = _where(wanted)
        text = f"SELECT id, body FROM cases{where} ORDER BY id DESC"
        if wanted.limit is not None:
            text += f" LIMIT {int(wanted.limit)}"
        with self._reading() as cursor:
            cursor.execute(self._dialect.sql(text), values)
            while rows := cursor.fetchmany(_BATCH):
                for number, body in rows:
                    yield self._dossier(body, number)

    def counts(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """(cause, card) -> how often the advice worked and failed."""
        with self._reading() as cursor:
            cursor.execute("SELECT cause, card, sum(worked), count(*) FROM advice GROUP BY cause, card")
            return {
                (cause, card): (int(worked), int(of) - int(worked))
                for cause, card, worked, of in cursor.fetchall()
            }

    # -- connection ------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """A transaction: all of it is on the disk at the end, or none."""
        with self._reading() as cursor, transaction(self._connection, self._dialect, cursor):
            yield cursor

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        try:
            yield self._connection.cursor()
        except self._dialect.errors as error:
            raise told(error, self.place, self._lang) from error

    def close(self) -> None:
        self._connection.close()


@contextmanager
def open_cases(path: Path, lang: str = "en") -> Iterator[Cases]:
    """The cases of a SQLite file, which is made where it is missing and brought up to date."""
    place = f"--db {path}"
    connection = open_sqlite(path, lang)
    try:
        try:
            migrate(connection, SQLITE, place, lang)
        except sqlite3.Error as error:
            raise told(error, place, lang) from error
        yield Cases(connection, SQLITE, place, lang)
    finally:
        connection.close()


def searched(dossier: Dossier) -> str:
    """What a search looks in: story, facts, notes, causes and outcome,
    in small letters and without blanks.
    """
    parts = [dossier.story, dossier.cause, dossier.closed_cause, dossier.outcome]
    parts += [f"{fact.value} {fact.said}" for fact in dossier.facts]
    parts += [str(note) for note in dossier.extra.get("notes", ())]
    return "\n".join("".join(part.split()).lower() for part in parts if part)


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    terms: list[str] = []
    values: list[Any] = []
    if wanted.status:
        terms.append("status = ?")
        values.append(wanted.status)
    if wanted.cause:
        terms.append("(cause = ? OR cause LIKE ? ESCAPE '\\')")
        values += [wanted.cause, f"{_escaped(wanted.cause)}.%"]
    for term, value in (("opened >= ?", wanted.since), ("opened <= ?", wanted.until)):
        if value:
            terms.append(term)
            values.append(value)
    for word in wanted.words:
        bare = "".join(word.split()).lower()
        if bare:
            terms.append("search LIKE ? ESCAPE '\\'")
            values.append(f"%{_escaped(bare)}%")
    return (" WHERE " + " AND ".join(terms) if terms else ""), values


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
