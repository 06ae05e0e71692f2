"""Whatever people read is there in Korean and in English, with the same blanks to fill in."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

import pytest

from posdiag.cli import phrases
from posdiag.cli.texts import TEXTS
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.report.words import PHRASES
from posdiag.web.words import WORDS
from tests.house.conftest import walked

#: Phrases of single verbs lie in a file each; the keys of each begin with its name.
OF_VERBS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    name: import_module(f"{phrases.__name__}.{name}").TEXTS for _, name, _ in iter_modules(phrases.__path__)
}
ALL_TEXTS: dict[str, tuple[str, str]] = dict(TEXTS)
for _phrases in OF_VERBS.values():
    ALL_TEXTS.update(_phrases)
#: Table, the function that looks phrases up in it, and the argument that holds the key.
TABLES: tuple[tuple[str, Mapping[str, tuple[str, str]], tuple[str, ...]], ...] = (
    ("posdiag/report/words.py", PHRASES, ("say", "say_or")),
    ("posdiag/cli/texts.py", ALL_TEXTS, ("tell",)),
    ("posdiag/web/words.py", WORDS, ("word", "word_or")),
)


class Source(Protocol):
    path: str
    text: str
    tree: ast.Module


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("path", "table", "_"), TABLES, ids=[path for path, _, _ in TABLES])
def test_every_phrase_has_both_languages_and_the_same_blanks(
    path: str, table: Mapping[str, tuple[str, str]], _: object
) -> None:
    wrong = []
    for key, (korean, english) in table.items():
        if not korean.strip() or not english.strip():
            wrong.append(f"{path}: `{key}` lacks a language")
        if blanks(korean) != blanks(english):
            wrong.append(f"{path}: `{key}` has other blanks in Korean than in English")
        if re.search(r"[가-힣]", english):
            wrong.append(f"{path}: `{key}` has Korean where English should be")
    assert not wrong, "\n".join(wrong)


def test_a_verbs_phrases_begin_with_its_name() -> None:
    wrong = [
        f"posdiag/cli/phrases/{verb}.py: `{key}` must begin with `{verb}.`"
        for verb, table in OF_VERBS.items()
        for key in table
        if not key.startswith(f"{verb}.")
    ]
    assert not wrong, "\n".join(wrong)


def asked_for(sources: tuple[Source, ...], functions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Place and key of each look-up; a key made by an f-string has `*` for its blanks."""
    for source in sources:
        for node in walked(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                for key in ast.walk(node.args[1]) if len(node.args) > 1 else ():
                    if isinstance(key, ast.JoinedStr):
                        parts = [str(p.value) if isinstance(p, ast.Constant) else "*" for p in key.values]
                        yield f"{source.path}:{node.lineno}", "".join(parts)
                        break
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield f"{source.path}:{node.lineno}", key.value


@pytest.mark.parametrize(("path", "table", "functions"), TABLES, ids=[path for path, _, _ in TABLES])
def test_every_phrase_asked_for_is_in_its_table(
    path: str,
    table: Mapping[str, tuple[str, str]],
    functions: tuple[str, ...],
    engine_sources: tuple[Source, ...],
) -> None:
    missing = []
    for place, key in asked_for(engine_sources, functions):
        pattern = re.compile(re.escape(key).replace(r"\*", ".+"))
        if not any(pattern.fullmatch(known) for known in table):
            missing.append(f"{place}: `{key}` is not in {path}")
    assert not missing, "\n".join(missing)


def test_every_text_in_the_data_has_both_languages(yaml_files: tuple[Path, ...], root: Path) -> None:
    wrong = []
    for path in yaml_files:
        document = read_yaml(path, Faults(), path.relative_to(root).as_posix())
        if document is not None:
            wrong += list(one_sided(document))
    assert not wrong, "\n".join(wrong)


def one_sided(value: Marked) -> Iterator[str]:
    """Mappings with one of `ko` and `en` but not the other."""
    if isinstance(value.raw, dict):
        if len({"ko", "en"} & value.raw.keys()) == 1:
            yield f"{value.place}: `{value.key}` has one language; give both `ko` and `en`"
        for member in value.raw.values():
            yield from one_sided(member)
    elif isinstance(value.raw, list):
        for member in value.raw:
            yield from one_sided(member)


def test_every_text_in_the_code_has_both_languages(engine_sources: tuple[Source, ...]) -> None:
    wrong = [
        f"{source.path}:{node.lineno}: a text in one language; give both `ko` and `en`"
        for source in engine_sources
        for node in walked(source.tree)
        if isinstance(node, ast.Dict)
        if len({"ko", "en"} & {key.value for key in node.keys if isinstance(key, ast.Constant)}) == 1
    ]
    assert not wrong, "\n".join(wrong)
