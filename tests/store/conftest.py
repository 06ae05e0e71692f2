"""Dossiers and an open database for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import Fact
from posdiag.store.cases import Cases, open_cases

AT = "2025-08-22T15:00:00+09:00"


def a_case(
    story: str = "키오스크에서 안 돼요", cause: str = "unknown", opened: str = AT, **facts: str
) -> Dossier:
    told = tuple(Fact(field.replace("_", "-"), value, "story", value) for field, value in facts.items())
    return Dossier(opened=opened, story=story, cause=cause, causes=((cause, 0.9),), facts=told)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


@pytest.fixture
def cases(file: Path) -> Iterator[Cases]:
    with open_cases(file) as opened:
        yield opened
