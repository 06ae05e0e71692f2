"""Settings of all tests: machines are shared, so no example is judged by its time."""

from __future__ import annotations

import gc
import importlib
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Postgres, postgres

# `make test` tries each property on the same forty cases, so that of one tree it always says the same;
# `make thorough` on three hundred new ones.
settings.register_profile("posdiag", deadline=None, max_examples=40, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=300)
settings.load_profile("posdiag")

# What is collected stays: looking for garbage in it, time and again, takes a fifth of the start.
gc.disable()

# A plugin's inner run forgets what it was first to import, though the package above keeps it: requests,
# loaded later, would then meet two kinds of cookie jars.
importlib.import_module("http.cookiejar")

# Begun in the background (nohup, a runner's shell), Ctrl-C is ignored here and in every program that a test
# starts: those which are told to end by it would never do so.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look for garbage from here on, and never among what was collected."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A PostgreSQL of this test run's own; skipped aloud where Debian's package is not installed."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        return str(tmp_path / "both.db")
    server: Postgres = request.getfixturevalue("database_server")
    return server.new_database()
