"""Files of at most 300 lines, functions of at most 50: past that, a thing does more than one thing."""

from __future__ import annotations

import ast
from typing import Protocol

from tests.house.conftest import walked

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50
#: Files that may be longer, each with its reason. One that has shrunk must leave this list.
LONG_FILES: dict[str, str] = {}


class Source(Protocol):
    path: str
    text: str
    tree: ast.Module


def test_no_file_is_too_long(all_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}: {lines} lines, at most {MOST_FILE_LINES}; split it by what it does"
        for source in all_sources
        if (lines := source.text.count("\n")) > MOST_FILE_LINES and source.path not in LONG_FILES
    ]
    assert not wrong, "\n".join(wrong)


def test_no_function_is_too_long(all_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}:{node.lineno}: {node.name} has {lines} lines, at most {MOST_FUNCTION_LINES}"
        for source in all_sources
        for node in walked(source.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    ]
    assert not wrong, "\n".join(wrong)


def test_each_module_opens_with_a_sentence(all_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}:1: say in one sentence what the module is for"
        for source in all_sources
        if not ast.get_docstring(source.tree) and source.text.strip()
    ]
    assert not wrong, "\n".join(wrong)


def test_no_exception_outlives_its_reason(all_sources: tuple[Source, ...]) -> None:
    lengths = {source.path: source.text.count("\n") for source in all_sources}
    stale = [path for path in LONG_FILES if lengths.get(path, 0) <= MOST_FILE_LINES]
    assert not stale, f"take these out of LONG_FILES: {', '.join(stale)}"
