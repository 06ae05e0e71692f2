"""What is kept: the database of a server, asked in threads so that nobody else waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from posdiag.errors import PosdiagError
from posdiag.store.open import Store, open_store
from posdiag.store.postgres import is_postgres

Value = TypeVar("Value")

#: Threads that ask PostgreSQL at the same time, each by a connection of its own; SQLite writes one at a time.
_POSTGRES_THREADS = 8


class Shelf:
    """The store at an address: every thread has a connection of its own, opened anew where it broke."""

    def __init__(self, address: str) -> None:
        self._address = address
        count = _POSTGRES_THREADS if is_postgres(address) else 1
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="store")
        self._own = threading.local()
        self._opened: list[Store] = []

    def check(self) -> None:
        """Open it once, so that what is wrong with the address is told at the start."""
        self._pool.submit(self._store).result()

    async def do(self, work: Callable[[Store], Value]) -> Value:
        """What `work` gives, which is called with the store of a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(self._store()))

    async def sound(self) -> bool:
        """Whether the database answers."""
        try:
            return await self.do(lambda store: store.sound())
        except PosdiagError:
            return False

    def _store(self) -> Store:
        store: Store | None = getattr(self._own, "store", None)
        if store is None or store.broken:
            store = self._own.store = open_store(self._address)
            self._opened.append(store)
        return store

    def close(self) -> None:
        """Let every question end, then every connection."""

        def close_all() -> None:
            for store in self._opened:
                store.close()

        self._pool.submit(close_all).result()
        self._pool.shutdown(wait=True)
