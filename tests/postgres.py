"""A real PostgreSQL for tests, from Debian's package, in a folder of its own, reached by a socket in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

_ROOTS = Path("/usr/lib/postgresql")


@dataclass
class Postgres:
    """A server that is running: `folder` has its socket, `user` may do everything."""

    folder: Path
    user: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self) -> str:
        """The address of an empty database."""
        import psycopg

        name = f"test{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql:///{name}?host={self.folder}&user={self.user}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start one; skips aloud where there is none to start. Only loopback's file system reaches it."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: nothing is tested on PostgreSQL")
    programs = sorted(_ROOTS.glob("*/bin/initdb"))
    if not programs:
        pytest.skip("Debian's package postgresql is not installed: nothing is tested on PostgreSQL")
    bin_ = programs[-1].parent
    # the server refuses to run as root; its socket's address has a limit of about 100 bytes
    short = Path("/tmp") / f"posdiag-pg-{os.getpid()}"
    shutil.rmtree(short, ignore_errors=True)
    short.mkdir(mode=0o755)
    as_user, data = _as_user(short), short / "data"

    def run(program: str, *options: str) -> None:
        _run([*as_user, str(bin_ / program), "-D", str(data), *options])

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -k {short} -c max_connections=60"
        run("pg_ctl", "-w", "-l", str(short / "log"), "-o", options, "start")
        try:
            yield Postgres(short, "postgres")
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(short, ignore_errors=True)


def _as_user(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", timeout=60, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr or done.stdout
