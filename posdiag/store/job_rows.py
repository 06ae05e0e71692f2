"""Jobs of a server as rows: so that a server that was killed takes them up again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

from posdiag.store.dialect import Dialect, told, transaction

_COLUMNS = "id, kind, spec, who, state, made_s, began_s, ended_s, error, tries"
_LEFT = "('waiting', 'running')"


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job. Times are seconds since 1970, 0 for not yet; `spec` is JSON; `error` a word or a sentence."""

    id: str
    kind: str
    spec: str
    who: str
    state: str
    made_s: float
    began_s: float = 0.0
    ended_s: float = 0.0
    error: str = ""
    tries: int = 0


class JobRows:
    """Where jobs are kept, in the database of the cases. What was written has happened when it returns."""

    def __init__(self, connection: Any, dialect: Dialect, place: str, lang: str = "en") -> None:
        self._connection = connection
        self._dialect = dialect
        self._place = place
        self._lang = lang

    def put(self, row: JobRow, events: Sequence[str], server: str, until_s: float, most: int) -> None:
        """Keep a job as it stands, held by a server until then; beyond `most` the oldest that are over go."""
        kept = json.dumps(list(events), ensure_ascii=False)
        values = (*astuple(row), server, until_s, kept)
        blanks = ", ".join("?" * len(values))
        changing = ("state", "began_s", "ended_s", "error", "tries", "server", "until_s", "told")
        changes = ", ".join(f"{name} = excluded.{name}" for name in changing)
        with self._whole() as run:
            run(
                f"INSERT INTO jobs ({_COLUMNS}, server, until_s, told) VALUES ({blanks}) "
                f"ON CONFLICT (id) DO UPDATE SET {changes}",
                values,
            )
            if row.state not in ("waiting", "running"):
                run(
                    f"DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state NOT IN {_LEFT} "
                    "ORDER BY made_s DESC, id LIMIT 100000 OFFSET ?)",
                    (most,),
                )

    def get(self, id_: str) -> tuple[JobRow, list[str]] | None:
        """A job and what it told; None where there is none."""
        with self._reading() as run:
            found = run(f"SELECT {_COLUMNS}, told FROM jobs WHERE id = ?", (id_,)).fetchone()
        return (JobRow(*found[:10]), json.loads(found[10])) if found else None

    def recent(self, count: int, kind: str = "") -> list[JobRow]:
        """The newest jobs, newest first."""
        where = "WHERE kind = ? " if kind else ""
        values = (kind, count) if kind else (count,)
        with self._reading() as run:
            rows = run(
                f"SELECT {_COLUMNS} FROM jobs {where}ORDER BY made_s DESC, id LIMIT ?", values
            ).fetchall()
        return [JobRow(*row) for row in rows]

    def claim(self, server: str, now_s: float, until_s: float) -> list[JobRow]:
        """Take the jobs that are not over and that no server holds any more; they are this server's then."""
        skip = f"{self._dialect.locked} SKIP LOCKED" if self._dialect.locked else ""
        with self._whole() as run:
            rows = run(
                f"SELECT {_COLUMNS} FROM jobs WHERE state IN {_LEFT} AND (until_s < ? OR server = '') "
                f"ORDER BY made_s{skip}",
                (now_s,),
            ).fetchall()
            for row in rows:
                run("UPDATE jobs SET server = ?, until_s = ? WHERE id = ?", (server, until_s, row[0]))
        return [JobRow(*row) for row in rows]

    def renew(self, server: str, until_s: float) -> None:
        """Hold on to the jobs of this server."""
        with self._whole() as run:
            run(f"UPDATE jobs SET until_s = ? WHERE server = ? AND state IN {_LEFT}", (until_s, server))

    def release(self, server: str) -> None:
        """Let go of them."""
        with self._whole() as run:
            run(f"UPDATE jobs SET server = '' WHERE server = ? AND state IN {_LEFT}", (server,))

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """Gives what runs a question: it waits for no write."""
        try:
            cursor = self._connection.cursor()
            yield lambda text, values: cursor.execute(self._dialect.sql(text), values)
        except self._dialect.errors as error:
            raise told(error, self._place, self._lang) from error

    @contextmanager
    def _whole(self) -> Iterator[Any]:
        """A transaction: gives what runs a statement."""
        try:
            cursor = self._connection.cursor()
            with transaction(self._connection, self._dialect, cursor):
                yield lambda text, values: cursor.execute(self._dialect.sql(text), values)
        except self._dialect.errors as error:
            raise told(error, self._place, self._lang) from error
