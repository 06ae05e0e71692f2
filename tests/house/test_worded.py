"""What a user is told of a mistake is there in Korean too: no error, fault or remedy in one language."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from typing import Protocol

from posdiag.korean.overheard import OVERHEARD
from posdiag.worded import catalogue
from tests.house.conftest import walked

#: Calls that make a text in both languages, or give one that is there in both.
TELLS = frozenset(
    {"worded", "tell", "say", "store_says", "_says", "word", "nearest", "near", "_near", "_what", "put"}
)
#: Names of what a text may be kept in before it is told.
_TEXTS = ("what", "remedy", "text", "mend", "message")


class Source(Protocol):
    path: str
    tree: ast.Module


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def told(path: str, node: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are shown to a user; none for other calls."""
    name = called(node)
    if name in ("Problem", "OptionFault", "Trouble"):
        return [*node.args[1:3], *(one.value for one in node.keywords if one.arg in ("what", "remedy"))]
    if name == "Fault" and path.startswith("posdiag/wire/"):
        return node.args[2:3]
    if name in ("fault", "_fault", "here"):
        if path.startswith("posdiag/wire/") and not path.endswith(("build.py", "options.py")):
            return node.args[-1:] if name == "here" else node.args[2:3]
        first = 1 if path.startswith("posdiag/wire/") or path == "posdiag/yaml_tree.py" else 0
        return node.args[first : first + 2]
    if name == "add" and isinstance(node.func, ast.Attribute) and "fault" in ast.unparse(node.func.value):
        return node.args[1:3]
    return []


def bare(node: ast.AST) -> Iterator[str]:
    """Words that stand in an expression as they are, outside what makes texts of both languages."""
    if isinstance(node, ast.Call):
        if called(node) not in TELLS:
            for one in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from bare(one)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and re.search(r"[A-Za-z]{2}", node.value) and " " in node.value:
            yield node.value
    elif isinstance(node, ast.JoinedStr | ast.IfExp | ast.BoolOp | ast.BinOp | ast.Tuple | ast.Starred):
        for part in ast.iter_child_nodes(node):
            yield from bare(part)


def kept(function: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names that a text is kept in, and what it is."""
    for node in walked(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=False)
                    yield from ((one.id, value) for one, value in pairs if isinstance(one, ast.Name))


def one_sided(source: Source) -> Iterator[str]:
    for function in walked(source.tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        shown: set[str] = set()
        for node in walked(function):
            if isinstance(node, ast.Call):
                for text in told(source.path, node):
                    shown |= {one.id for one in ast.walk(text) if isinstance(one, ast.Name)}
                    yield from (f"{source.path}:{node.lineno}: `{words}`" for words in bare(text))
        for name, value in kept(function):
            if name in shown and name in _TEXTS:
                yield from (f"{source.path}:{value.lineno}: `{words}`" for words in bare(value))


def test_no_error_is_told_in_one_language(engine_sources: tuple[Source, ...]) -> None:
    wrong = [place for source in engine_sources for place in one_sided(source)]
    assert not wrong, "\n".join([*wrong, "say it as worded(…), and its Korean in posdiag/korean/"])


def test_the_check_sees_a_text_in_one_language() -> None:
    class Made:
        path = "posdiag/made.py"
        tree = ast.parse(
            "def one(place):\n"
            "    what = f'no {place} there'\n"
            "    raise InputError(Problem(place, what, 'name another' if place else worded('give one')))\n"
        )

    assert list(one_sided(Made())) == [
        "posdiag/made.py:3: `name another`",
        "posdiag/made.py:2: `no `",
        "posdiag/made.py:2: ` there`",
    ]


def patterns(sources: tuple[Source, ...]) -> dict[str, str]:
    """Each pattern that is worded somewhere, with one of its places."""
    found = {}
    for source in sources:
        for node in walked(source.tree):
            if isinstance(node, ast.Call) and called(node) == "worded" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = f"{source.path}:{node.lineno}"
    return found


def blanks(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_every_text_that_is_worded_is_there_in_korean(engine_sources: tuple[Source, ...]) -> None:
    korean, said = catalogue(), patterns(engine_sources)
    wrong = [
        f"{place}: `{one}` is not in posdiag/korean/" for one, place in said.items() if one not in korean
    ]
    wrong += [f"posdiag/korean/: nothing says `{pattern}`" for pattern in korean if pattern not in said]
    assert not wrong, "\n".join(wrong)


def test_korean_has_the_same_blanks_and_is_korean() -> None:
    wrong = []
    for pattern, korean in (*catalogue().items(), *OVERHEARD.items()):
        if "{" in pattern and _filled(pattern) and blanks(pattern) != blanks(korean):
            wrong.append(f"`{pattern}` has other blanks in Korean: `{korean}`")
        words = re.sub(r"`[^`]*`|\{[^}]*\}|pip install .*|^check, answer.*", "", pattern)
        if re.search(r"[a-z]{2,} [a-z]{2,}", words) and not re.search(r"[가-힣]", korean):
            wrong.append(f"`{pattern}` is not in Korean: `{korean}`")
    assert not wrong, "\n".join(wrong)


def _filled(pattern: str) -> bool:
    """Whether the braces of a pattern are blanks, and not those of a text that shows some."""
    try:
        return all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(pattern))
    except ValueError:
        return False
