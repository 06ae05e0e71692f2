"""YAML read as strings only, every value with its file and line, every fault collected, none thrown early.

`3.10`, `000123` and `22:30` must survive, so YAML's own typing is never used: a reader asks for the
type it wants. Keys that nobody asked for are faults.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from posdiag.errors import Problem
from posdiag.worded import worded
from posdiag.yaml_tree import read_tree

#: Larger files are refused: no profile or scenario comes near it.
MAX_FILE_BYTES = 2_000_000


class Faults:
    """A list that problems are added to, shared by all readers of one run."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, place: str, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(place, what, remedy))

    def __bool__(self) -> bool:
        return bool(self.problems)


class Marked:
    """A YAML value with its place. Reading methods report a fault and give the default when it is wrong."""

    __slots__ = ("_asked", "_faults", "file", "key", "line", "raw")

    def __init__(
        self, raw: str | list[Marked] | dict[str, Marked], file: str, line: int, key: str, faults: Faults
    ):
        self.raw = raw
        self.file = file
        self.line = line
        self.key = key
        self._faults = faults
        self._asked: set[str] = set()

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def fault(self, what: str, remedy: str = "") -> None:
        self._faults.add(self.place, what, remedy)

    # -- scalars ---------------------------------------------------------------------------------

    def as_text(self, default: str = "") -> str:
        if isinstance(self.raw, str):
            return self.raw
        self.fault(worded("`{key}` must be a text", key=self.key), worded("write one value after the colon"))
        return default

    def as_int(self, default: int = 0, at_least: int | None = None, at_most: int | None = None) -> int:
        text = self.as_text(str(default)).replace("_", "")
        try:
            number = int(text)
        except ValueError:
            self.fault(worded("`{key}` must be a whole number, not `{text}`", key=self.key, text=short(text)))
            return default
        if (at_least is not None and number < at_least) or (at_most is not None and number > at_most):
            self.fault(
                worded(
                    "`{key}` is {number}, outside {at_least} to {at_most}",
                    key=self.key,
                    number=number,
                    at_least=at_least,
                    at_most=at_most,
                )
            )
            return default
        return number

    def as_flag(self, default: bool = False) -> bool:
        text = self.as_text("true" if default else "false")
        if text in ("true", "yes", "on"):
            return True
        if text in ("false", "no", "off"):
            return False
        self.fault(worded("`{key}` must be true or false, not `{text}`", key=self.key, text=short(text)))
        return default

    def as_choice(self, choices: Iterable[str], default: str) -> str:
        known = list(choices)
        text = self.as_text(default)
        if text in known:
            return text
        self.fault(
            worded("`{key}` is `{text}`", key=self.key, text=short(text)),
            worded("one of: {known}{near}", known=", ".join(known), near=_near(text, known)),
        )
        return default

    # -- collections -----------------------------------------------------------------------------

    def items(self) -> list[Marked]:
        """The members of a list; a single text counts as a list of one."""
        if isinstance(self.raw, list):
            return self.raw
        if isinstance(self.raw, str):
            return [] if self.raw in ("", "[]") else [self]
        self.fault(worded("`{key}` must be a list", key=self.key))
        return []

    def texts(self) -> tuple[str, ...]:
        return tuple(item.as_text() for item in self.items())

    def pairs(self) -> Iterator[tuple[str, Marked]]:
        """Keys and values of a mapping; every key counts as asked for."""
        if isinstance(self.raw, dict):
            for key, value in self.raw.items():
                self._asked.add(key)
                yield key, value
        elif self.raw not in ("", "{}"):
            self.fault(worded("`{key}` must be a mapping of keys to values", key=self.key))

    def get(self, key: str) -> Marked | None:
        """The value of `key`, or None where it is absent."""
        self._asked.add(key)
        if isinstance(self.raw, dict):
            return self.raw.get(key)
        return None

    def need(self, key: str) -> Marked:
        """The value of `key`; a fault and an empty text where it is absent."""
        found = self.get(key)
        if found is not None:
            return found
        self.fault(worded("`{key}` is missing", key=key), worded("add `{key}: …`", key=key))
        return Marked("", self.file, self.line, key, Faults())

    def text(self, key: str, default: str = "") -> str:
        found = self.get(key)
        return default if found is None else found.as_text(default)

    def integer(
        self, key: str, default: int = 0, at_least: int | None = None, at_most: int | None = None
    ) -> int:
        found = self.get(key)
        return default if found is None else found.as_int(default, at_least, at_most)

    def flag(self, key: str, default: bool = False) -> bool:
        found = self.get(key)
        return default if found is None else found.as_flag(default)

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        found = self.get(key)
        return default if found is None else found.as_choice(choices, default)

    def list(self, key: str) -> list[Marked]:
        found = self.get(key)
        return [] if found is None else found.items()

    def languages(self, key: str) -> Mapping[str, str]:
        """A text in Korean and English: `{ko: …, en: …}`, both needed."""
        found = self.need(key)
        texts = {lang: value.as_text() for lang, value in found.pairs()}
        for lang in ("ko", "en"):
            if not texts.get(lang, "").strip():
                found.fault(
                    worded("`{key}` has no text in `{lang}`", key=key, lang=lang),
                    worded("give both `ko` and `en`"),
                )
        return texts

    def no_other_keys(self) -> None:
        """Report every key that nobody asked for, with the nearest known one."""
        if isinstance(self.raw, dict):
            for key, value in self.raw.items():
                if key not in self._asked:
                    value.unknown(self._asked)

    def unknown(self, known: Iterable[str]) -> None:
        """Report this value's key as one that nobody knows."""
        names = sorted(known)
        self.fault(
            worded("unknown key `{key}`", key=short(self.key)),
            worded("known here: {names}{near}", names=", ".join(names), near=_near(self.key, names)),
        )

    def plain(self) -> object:
        """The same as strings, lists and dicts, without places."""
        if isinstance(self.raw, list):
            return [item.plain() for item in self.raw]
        if isinstance(self.raw, dict):
            for key in self.raw:
                self._asked.add(key)
            return {key: value.plain() for key, value in self.raw.items()}
        return self.raw


def short(text: str) -> str:
    """A value as it is shown in a message: one line, at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return worded("; did you mean `{near}`?", near=close[0]) if close else ""


def read_yaml(path: Path, faults: Faults, shown_as: str = "") -> Marked | None:
    """The document in `path`, or None with the fault reported.

    `shown_as` is the file's name in messages, by default the path itself.
    """
    file = shown_as or str(path)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            faults.add(
                file,
                worded("larger than {max_file_bytes} bytes", max_file_bytes=MAX_FILE_BYTES),
                worded("split it"),
            )
            return None
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(file, worded("no such file"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        faults.add(file, worded("cannot be read: {error}", error=error), worded("save it as UTF-8 text"))
        return None
    return parse_yaml(text, file, faults)


def parse_yaml(text: str, file: str, faults: Faults) -> Marked | None:
    """The document in `text`, or None with the fault reported."""
    return read_tree(
        text,
        make=lambda raw, line, key: Marked(raw, file, line, key, faults),
        fault=lambda line, what, remedy: faults.add(f"{file}:{line}", what, remedy),
    )
