"""The database is asked in threads, each with a connection of its own that is opened anew where it broke."""

from __future__ import annotations

import asyncio

import pytest

from posdiag.errors import PosdiagError
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
