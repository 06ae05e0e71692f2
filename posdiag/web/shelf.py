"""What is kept: the database of a server, asked in threads so that nobody else waits."""

from __future__ import annotations

from posdiag.errors import PosdiagError
from posdiag.store.job_book import SqlJobBook
from posdiag.store.sql import Sql, open_sql
from posdiag.web.threads import Threads

#: Threads that ask PostgreSQL at the same time, each by a connection of its own.
_POSTGRES_THREADS = 8


class Shelf:
    """The database at an address, an SQLite file or `postgresql://…`."""

    def __init__(self, address: str) -> None:
        self.sql: Sql = open_sql(address)
        self.threads = Threads(_POSTGRES_THREADS if self.sql.kind == "postgresql" else 1)
        self.book = SqlJobBook(self.sql)

    async def sound(self) -> bool:
        """Whether the database answers."""

        def ask() -> bool:
            try:
                with self.sql.whole() as session:
                    return session.run("SELECT 1") == [(1,)]
            except PosdiagError:
                return False

        return await self.threads.do(ask)

    def close(self) -> None:
        self.threads.close()
        self.sql.close()
