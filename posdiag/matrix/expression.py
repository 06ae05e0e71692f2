"""`-k`: which squares an expression of words, `and`, `or`, `not` and brackets means.

A bare word is looked for in scenario id, tags, product, release label and rig, as part of a name or as
a glob. `scenario:`, `tag:`, `pos:`, `release:` and `rig:` before a word ask one of them, and then for
the whole name, a glob, or (of releases) a range such as `release:>=2.0`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from posdiag.errors import InputError, Problem
from posdiag.worded import worded

FIELDS = ("scenario", "tag", "pos", "release", "rig")
MOST_WORDS = 500
DEEPEST = 50
_TOKEN = re.compile(r"""\s*(?:(?P<mark>[()])|"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<word>[^\s()"']+))""")
_RANGE = "<>=!~"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an expression can ask of a square. `rig` is the terminal without `sim:`."""

    scenario: str
    tags: tuple[str, ...]
    pos: str
    release: str
    rig: str

    def of(self, field: str) -> tuple[str, ...]:
        """The names under a field; of a product and of a rig the short one too."""
        match field:
            case "scenario":
                return (self.scenario,)
            case "tag":
                return self.tags
            case "pos":
                return (self.pos, self.pos.rpartition("/")[2], f"{self.pos}@{self.release}")
            case "release":
                return (self.release,)
            case _:
                return (self.rig, self.rig.partition("@")[0])


Test = Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class _Token:
    at: int  # column from 1
    text: str
    plain: bool  # a word without quotes, which may be `and`, `or`, `not`


def read_expression(text: str, place: str = "-k") -> Test:
    """What an expression asks; InputError with the column of what is wrong in it."""
    return _Parser(_tokens(text, place), text, place).whole()


def _tokens(text: str, place: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise _fault(place, text, at + 1, worded("a quote that is never closed"), worded("close it"))
        plain = found["word"] is not None or found["mark"] is not None
        kind = next(name for name in ("mark", "quoted", "single", "word") if found[name] is not None)
        tokens.append(_Token(found.start(kind) + 1, found[kind], plain))
        at = found.end()
        if len(tokens) > MOST_WORDS:
            raise _fault(
                place,
                text,
                at,
                worded("more than {most_words} words", most_words=MOST_WORDS),
                worded("make it shorter"),
            )
    return tokens


def _fault(place: str, text: str, column: int, what: str, remedy: str) -> InputError:
    shown = text if len(text) <= 60 else text[:57] + "…"
    return InputError(
        Problem(f"{place} '{shown}'", worded("column {column}: {what}", column=column, what=what), remedy)
    )


class _Parser:
    """`or` binds weakest, `not` strongest."""

    def __init__(self, tokens: list[_Token], text: str, place: str) -> None:
        self.tokens, self.text, self.place = tokens, text, place
        self.at = 0
        self.depth = 0

    def whole(self) -> Test:
        test = self._either()
        if (left := self._peek()) is not None:
            what = (
                worded("a bracket that was never opened")
                if left.text == ")"
                else worded("`{text}` is not expected", text=left.text)
            )
            raise self._wrong(left, what, worded("put `and` or `or` between two words"))
        return test

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _next_is(self, text: str) -> bool:
        token = self._peek()
        if token is None or not token.plain or token.text != text:
            return False
        self.at += 1
        return True

    def _wrong(self, token: _Token | None, what: str, remedy: str) -> InputError:
        column = token.at if token is not None else len(self.text) + 1
        return _fault(self.place, self.text, column, what, remedy)

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next_is("or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda facts: any(test(facts) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._next_is("and"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else lambda facts: all(test(facts) for test in tests)

    def _single(self) -> Test:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._wrong(
                self._peek(),
                worded("nested deeper than {deepest}", deepest=DEEPEST),
                worded("make it shorter"),
            )
        try:
            if self._next_is("not"):
                inner = self._single()
                return lambda facts: not inner(facts)
            if self._next_is("("):
                inner = self._either()
                if not self._next_is(")"):
                    raise self._wrong(self._peek(), worded("a bracket is not closed"), worded("add `)`"))
                return inner
            return self._word()
        finally:
            self.depth -= 1

    def _word(self) -> Test:
        token = self._peek()
        if token is None or (token.plain and token.text in ("and", "or", "not", "(", ")")):
            what = (
                worded("a word is missing at the end")
                if token is None
                else worded("a word is missing before `{text}`", text=token.text)
            )
            raise self._wrong(token, what, worded("write a name, a glob or FIELD:NAME"))
        self.at += 1
        field, colon, name = token.text.partition(":")
        if not colon:
            return _bare(token.text.lower())
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, 1)
            remedy = (
                worded("did you mean `{near}:`?", near=near[0])
                if near
                else worded("one of: {fields}", fields=", ".join(FIELDS))
            )
            raise self._wrong(token, worded("no field `{field}`", field=field), remedy)
        if field == "release" and name[:1] and name[0] in _RANGE:
            return self._range(token, name)
        return _named(field, name.lower())

    def _range(self, token: _Token, text: str) -> Test:
        try:
            allowed = SpecifierSet(text, prereleases=True)
        except InvalidSpecifier:
            raise self._wrong(
                token, worded("`{text}` is no range", text=text), worded("write it like release:>=2.0")
            ) from None
        return lambda facts: _version(facts.release) in allowed


def _bare(word: str) -> Test:
    glob = word if any(mark in word for mark in "*?[") else f"*{word}*"

    def test(facts: Facts) -> bool:
        return any(fnmatchcase(name.lower(), glob) for field in FIELDS for name in facts.of(field))

    return test


def _named(field: str, name: str) -> Test:
    return lambda facts: any(fnmatchcase(known.lower(), name) for known in facts.of(field))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")
