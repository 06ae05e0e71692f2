"""A small profile folder to break: one dialect, one product, written anew for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from posdiag.profile.library import Library
from posdiag.profile.roots import Roots

DIALECT = """\
schema: posdiag/dialect/1
id: small
family: ecr
kind: reference
source: made up for a test
name: {ko: 작은 것, en: Small}
options:
  check: xor-after-stx
  length: {kind: none}
  codes: {"0200": {kind: approve, way: request}, "0210": {kind: approve, way: reply}}
  fields: {request: [tid, stan], reply: [tid, stan, result]}
"""

PRODUCT = """\
id: reference/till
kind: reference
vendor: reference
source: made up for a test
name: {ko: 계산대, en: Till}
rig: counter
base:
  dialect: small
  timers: {answer_ms: 20000}
releases:
  - release: "1.9"
    date: 2020-01-01
    source: made up for a test
    note: {ko: 처음, en: First}
    shows: [F07]
    changes: {approval_digits: 6, wire: {check: xor-from-stx}}
  - release: "1.10"
    date: 2021-01-01
    source: made up for a test
    note: {ko: 다음, en: Next}
    changes:
      approval_digits: 8
      wire: {check: xor-after-stx}
"""

Write = Callable[[str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A root with a sound dialect and a sound product."""
    for place, text in (("dialects/small", DIALECT), ("pos/reference/till", PRODUCT)):
        path = tmp_path / f"{place}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes a file of the root: `write("pos/reference/till", text)`."""

    def write_file(place: str, text: str) -> None:
        path = folder / f"{place}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write_file


@pytest.fixture
def library(folder: Path) -> Library:
    """A library of that root alone, which knows the rig `counter`."""
    return Library(Roots((folder,)), frozenset({"counter"}))


@pytest.fixture
def faults(library: Library) -> Callable[[], list[str]]:
    """Every fault of the root as text."""
    return lambda: [str(problem) for problem in library.lint()]
