"""What tests of the server share: a desk with a clock of its own, and a browser that asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from posdiag.web.people import People, Person, Role, token_hash
from posdiag.web.rooms import Rooms
from posdiag.web.server import desk_of
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser, Clock

PASSWORD = "correct horse battery"
TOKEN = "a token that only the tests know"


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def people() -> People:
    """An agent, a lead and an admin with one password, and a program that is an agent."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # as quick as may be
    users = [
        Person(name, role, hashed)
        for name, role in (("kim", Role.AGENT), ("lee", Role.LEAD), ("park", Role.ADMIN))
    ]
    return People([*users, Person("ci", Role.AGENT, token_hash(TOKEN), program=True)])


Make = Callable[..., Browser]


@pytest.fixture
def make(tmp_path: Path, rooms: Rooms, clock: Clock) -> Iterator[Make]:
    """Makes servers with browsers; each ends with the test."""
    made: list[Browser] = []

    def make_one(
        settings: Settings | None = None, database: str = "", command: tuple[str, ...] = ()
    ) -> Browser:
        lines: list[str] = []
        chosen = settings or Settings(limits=Limits(rate=0))
        desk = desk_of(
            chosen, database or str(tmp_path / "cases.db"), lines.append, rooms, clock.world(), command
        )
        browser = Browser(desk, lines)
        made.append(browser)
        return browser

    yield make_one
    for one in made:
        one.close()


@pytest.fixture
def browser(make: Make) -> Browser:
    """A browser on this machine, at a server that knows no people."""
    return make()


@pytest.fixture
def office(make: Make, people: People) -> Browser:
    """A browser at a server with people, where nobody is logged in yet."""
    return make(Settings(people=people, limits=Limits(rate=0, logins=1_000)))
