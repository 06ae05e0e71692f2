"""The database is asked in threads, each with a connection of its own that is opened anew where it broke."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from posdiag.errors import PosdiagError, Problem
from posdiag.intake.dossier import Dossier
from posdiag.store.cases import Event, Wanted
from posdiag.store.dialect import SQLITE, transaction
from posdiag.store.open import Store
from posdiag.web.shelf import Shelf
from tests.postgres import Postgres


def test_what_is_wrong_with_the_address_is_told_at_the_start(tmp_path: object) -> None:
    with pytest.raises(PosdiagError):
        Shelf(f"{tmp_path}/none/cases.db").check()


def test_many_ask_at_once_and_each_is_answered(database: str) -> None:
    async def ask() -> list[bool]:
        return await asyncio.gather(*(shelf.do(lambda store: store.sound()) for _ in range(20)))

    shelf = Shelf(database)
    shelf.check()
    assert all(asyncio.run(ask()))
    shelf.close()


def test_a_connection_that_broke_is_opened_anew(database_server: Postgres) -> None:
    address = database_server.new_database()
    shelf = Shelf(address)
    shelf.check()

    async def ask() -> bool:
        for _ in range(8):
            await shelf.do(lambda store: store.close())
        return await shelf.sound()

    assert asyncio.run(ask())
    shelf.close()


def opened(store: Store, text: str) -> int:
    made = store.cases.create(Dossier(id=0, opened="", story=text), [Event("opened", {})], "2026-09-21")
    return made.id


def test_writes_that_wait_share_one_commit_and_one_that_fails_is_undone_alone(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path / "cases.db"))
    statements: list[str] = []
    hold, held = threading.Event(), threading.Event()

    def first(store: Store) -> None:
        store.connection.set_trace_callback(statements.append)
        held.set()
        assert hold.wait(10)

    def broken(store: Store) -> int:
        opened(store, "and then it breaks")
        store.cases.change(999, lambda dossier: (dossier, []), "2026-09-21")  # which there is not
        raise AssertionError

    async def ask() -> list[object]:
        waiting = asyncio.create_task(shelf.do(first))
        await asyncio.to_thread(held.wait, 10)
        works = [lambda store, n=n: opened(store, f"case {n}") for n in range(5)]
        asked = [asyncio.create_task(shelf.do(work)) for work in (*works, broken)]
        await asyncio.sleep(0.05)
        hold.set()
        await waiting
        return await asyncio.gather(*asked, return_exceptions=True)

    *numbers, error = asyncio.run(ask())
    assert isinstance(error, PosdiagError)
    assert sum(statement == "COMMIT" for statement in statements) == 1
    found = asyncio.run(shelf.read(lambda store: {one.id: one.story for one in store.cases.find(Wanted())}))
    assert [found[number] for number in numbers] == [f"case {n}" for n in range(5)]  # type: ignore[index]
    shelf.close()


def test_nothing_is_acknowledged_that_the_disk_does_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(str(tmp_path / "cases.db"))
    monkeypatch.setattr(Store, "together", broken_together)
    hold = threading.Event()

    async def ask() -> list[object]:
        waiting = asyncio.create_task(shelf.do(lambda store: hold.wait(10)))
        await asyncio.sleep(0.05)
        works = [lambda store: opened(store, "a"), lambda store: opened(store, "b")]
        asked = [asyncio.create_task(shelf.do(work)) for work in works]
        await asyncio.sleep(0.05)
        hold.set()
        await waiting
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [type(one) for one in asyncio.run(ask())] == [PosdiagError, PosdiagError]
    assert asyncio.run(shelf.read(lambda store: list(store.cases.find(Wanted())))) == []
    shelf.close()


@contextmanager
def broken_together(store: Store) -> Iterator[None]:
    """A disk that is full just as what was written together is to be kept."""
    with suppress(ZeroDivisionError), transaction(store.connection, SQLITE, store.connection.cursor()):
        yield
        raise ZeroDivisionError
    raise PosdiagError(Problem("--db", "the disk is full"))


def test_who_reads_does_not_wait_for_who_writes(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path / "cases.db"))
    hold = threading.Event()

    async def ask() -> bool:
        writing = asyncio.create_task(shelf.do(lambda store: hold.wait(10)))
        sound = await shelf.read(lambda store: store.sound())
        hold.set()
        return sound and await writing

    assert asyncio.run(ask())
    shelf.close()
