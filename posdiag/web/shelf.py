"""What is kept: the database of a server, asked in threads so that nobody else waits.

SQLite takes one write at a time, and each waits until the disk has it. So writes have a thread of their own,
which takes together whatever came meanwhile: one wait for the disk for all of them, and nobody is told that
something is kept before it is. Who only reads has other threads, and does not wait for the disk at all.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from posdiag.errors import PosdiagError
from posdiag.store.open import Store, open_store
from posdiag.store.postgres import is_postgres

Value = TypeVar("Value")

#: Threads that ask PostgreSQL at the same time, each by a connection of its own.
_POSTGRES_THREADS = 8
#: Threads that read SQLite, beside the one that writes.
_SQLITE_READERS = 3
#: Writes that share one wait for the disk: what comes later waits for the next.
MOST_TOGETHER = 32

_Write = tuple[Callable[[Store], Any], "Future[Any]"]


class Shelf:
    """The store at an address: every thread has a connection of its own, opened anew where it broke."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._together = not is_postgres(address)
        count = _SQLITE_READERS if self._together else _POSTGRES_THREADS
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="store")
        self._own = threading.local()
        self._opened: list[Store] = []
        self._writes: SimpleQueue[_Write | None] = SimpleQueue()
        self._writer: threading.Thread | None = None
        if self._together:
            self._writer = threading.Thread(target=self._write, name="store-writer", daemon=True)
            self._writer.start()

    def check(self) -> None:
        """Open it once, so that what is wrong with the address is told at the start."""
        self._pool.submit(self._store).result()

    async def do(self, work: Callable[[Store], Value]) -> Value:
        """What `work` gives, which is called with the store of a thread and may write. It is kept by then."""
        if not self._together:
            return await self.read(work)
        told: Future[Value] = Future()
        self._writes.put((work, told))
        return await asyncio.wrap_future(told)

    async def read(self, work: Callable[[Store], Value]) -> Value:
        """What `work` gives, which only reads."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(self._store()))

    async def sound(self) -> bool:
        """Whether the database answers, to who writes: a store that can only be read is of no use."""
        try:
            return await self.do(lambda store: store.sound())
        except PosdiagError:
            return False

    # -- the thread that writes ------------------------------------------------------------------

    def _write(self) -> None:
        """Take what waits, until there is nothing more to come."""
        while True:
            first = self._writes.get()
            if first is None:
                return
            batch, last = [first], False
            with suppress(Empty):
                while len(batch) < MOST_TOGETHER and not last:
                    one = self._writes.get_nowait()
                    if one is None:
                        last = True
                    else:
                        batch.append(one)
            wanted = [(work, told) for work, told in batch if told.set_running_or_notify_cancel()]
            if wanted:
                self._all(wanted)
            if last:
                return

    def _all(self, batch: list[_Write]) -> None:
        """Do these writes and say what came of each, once the disk has them all."""
        done: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            store = self._store()
            if len(batch) == 1:
                done.append(_tried(store, *batch[0]))
            else:
                with store.together():
                    done += [_tried(store, work, told) for work, told in batch]
        except BaseException as error:  # what was done in between is undone, and nobody was told otherwise
            done = [(told, None, error) for _, told in batch]
        for told, value, wrong in done:
            if wrong is None:
                told.set_result(value)
            else:
                told.set_exception(wrong)

    def _store(self) -> Store:
        store: Store | None = getattr(self._own, "store", None)
        if store is None or store.broken:
            store = self._own.store = open_store(self._address)
            self._opened.append(store)
        return store

    def close(self) -> None:
        """Let every question end, then every connection."""
        if self._writer is not None:
            self._writes.put(None)
            self._writer.join()
        self._pool.shutdown(wait=True)
        for store in self._opened:
            store.close()


def _tried(
    store: Store, work: Callable[[Store], Any], told: Future[Any]
) -> tuple[Future[Any], Any, BaseException | None]:
    """What came of one write, whatever it was: the others go on."""
    try:
        return told, work(store), None
    except BaseException as error:
        return told, None, error
