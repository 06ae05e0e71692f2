"""A text that knows what it was made of, so that whoever shows it can show it in Korean.

It is the English text, and a program may take it for nothing else: print it, log it, compare it. A report
asks `in_language` for the same in its own language, which looks the pattern up in `posdiag/korean/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from typing import Any


class Worded(str):
    """`worded("{count} lines are too many", count=3)`: a filled pattern, and what it was filled with."""

    pattern: str
    blanks: Mapping[str, object]

    def __new__(cls, pattern: str, /, **blanks: object) -> Worded:
        made = super().__new__(cls, pattern.format(**blanks) if blanks else pattern)
        made.pattern = pattern
        made.blanks = blanks
        return made

    def changed(self, change: Callable[[str], str]) -> Worded:
        """The same with every blank that is a text changed: masked, or cut short."""
        blanks = {
            name: blank.changed(change)
            if isinstance(blank, Worded)
            else change(blank)
            if isinstance(blank, str)
            else blank
            for name, blank in self.blanks.items()
        }
        return Worded(self.pattern, **blanks)

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Whole through a pickle: a worker process says what this one shows."""
        return (self.pattern,), dict(self.blanks)


_BLANK = re.compile(r"\{[a-z]\w*\}")

#: As it is written where something is said.
worded = Worded


def in_language(text: str, lang: str) -> str:
    """The text in `lang`, `ko` or `en`; what is not worded, or not in Korean, as it stands."""
    if lang != "ko":
        return str(text)
    if not isinstance(text, Worded):
        return _overheard(text)
    korean = catalogue().get(text.pattern)
    if korean is None:
        return str(text)
    if not text.blanks:
        return korean
    blanks = {
        name: in_language(blank, lang) if isinstance(blank, str) else blank
        for name, blank in text.blanks.items()
    }
    return korean.format(**blanks)


def _overheard(text: str) -> str:
    """What the simulated world says, in Korean; its texts come as bytes, so they are known by their form."""
    for form, korean in _forms():
        found = form.fullmatch(text)
        if found is not None:
            blanks = {name: _overheard(part) if part else "" for name, part in found.groupdict().items()}
            return korean.format(**blanks) if blanks else korean
    return text


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each text of the world as a regular expression with its Korean, those with the most words first."""
    texts = import_module("posdiag.korean.overheard").OVERHEARD
    found = []
    for pattern, korean in texts.items():
        parts = list(Formatter().parse(pattern)) if _BLANK.search(pattern) else [(pattern, None, "", None)]
        form = "".join(re.escape(said) + (f"(?P<{name}>.*?)" if name else "") for said, name, _, _ in parts)
        found.append((sum(len(said) for said, *_ in parts), re.compile(form, re.DOTALL), korean))
    return tuple((form, korean) for _, form, korean in sorted(found, key=lambda one: -one[0]))


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, str]:
    """English pattern -> Korean pattern, of all rooms."""
    rooms = import_module("posdiag.korean")
    found: dict[str, str] = {}
    for _, name, package in iter_modules(rooms.__path__):
        found |= {} if package else import_module(f"{rooms.__name__}.{name}").KOREAN
    return found
