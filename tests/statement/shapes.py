"""Regions and a short way to read and examine, shared by the tests of statements."""

from __future__ import annotations

from functools import lru_cache

from posdiag.profile.regions import Regions, load_regions
from posdiag.profile.roots import Roots
from posdiag.statement.examine import examine
from posdiag.statement.finding import Odd
from posdiag.statement.payment import Statement
from posdiag.statement.read import read_statement


@lru_cache
def regions() -> Regions:
    return load_regions(Roots.of())


def read(text: bytes | str) -> Statement:
    return read_statement(text, regions())


def odd(text: bytes | str, **given: object) -> list[Odd]:
    return list(examine(read(text), regions(), **given))  # type: ignore[arg-type]


def kinds(text: bytes | str, **given: object) -> list[tuple[str, tuple[int, ...]]]:
    """(kind, lines) of each finding."""
    return [(one.kind, one.lines) for one in odd(text, **given)]
