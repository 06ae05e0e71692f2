"""Words that decide: names of errors and phrases with one meaning, as `words.yaml` lists them by cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.worded import worded

#: Kinds of phrases: those that name the cause, and those that point to it.
KINDS = ("sure", "likely")
#: A Latin word up to this length counts only as a whole word: `nak` is no part of `snake`.
_SHORT = 5
_HANGUL = re.compile(r"[가-힣]")
_SPACES = re.compile(r"\s+")
_TOKENS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that must stand in a text, and parts that must not, for it to speak for a cause."""

    cause: str
    sure: bool
    parts: tuple[str, ...]
    unless: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that stands in a text."""

    cause: str
    sure: bool
    words: str


class Phrases:
    """All phrases, found by the first signs of their first part: a text is gone through once."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._tokens: dict[str, list[Phrase]] = {}
        self._latin: dict[str, list[Phrase]] = {}
        self._korean: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            first = phrase.parts[0]
            if is_token(first):
                self._tokens.setdefault(first, []).append(phrase)
            elif _HANGUL.search(first):
                self._korean.setdefault(first[:2], []).append(phrase)
            else:
                self._latin.setdefault(first[:3], []).append(phrase)

    def __len__(self) -> int:
        return sum(len(one) for place in (self._tokens, self._latin, self._korean) for one in place.values())

    def hits(self, text: str) -> list[Hit]:
        """The phrases in a text, the surest first."""
        lowered = _SPACES.sub(" ", text.lower())
        squeezed = lowered.replace(" ", "")
        tokens = set(_TOKENS.findall(lowered))
        found = [one for token in tokens if token in self._tokens for one in self._tokens[token]]
        if not lowered.isascii():
            found += [one for one in _in(squeezed, 2, self._korean) if one.parts[0] in squeezed]
        if tokens:
            found += [one for one in _in(lowered, 3, self._latin) if one.parts[0] in lowered]
        if not found:
            return []

        def stands(part: str) -> bool:
            if is_token(part):
                return part in tokens
            return part in (squeezed if _HANGUL.search(part) else lowered)

        hits = {
            (one.cause, one.written): Hit(one.cause, one.sure, one.written)
            for one in found
            if all(map(stands, one.parts[1:])) and not any(map(stands, one.unless))
        }
        return sorted(hits.values(), key=lambda hit: (not hit.sure, hit.cause, hit.words))


def _in(text: str, size: int, place: Mapping[str, list[Phrase]]) -> list[Phrase]:
    """The phrases whose first signs stand in a text."""
    pieces = {text[at : at + size] for at in range(len(text) - size + 1)}
    return [one for piece in pieces if piece in place for one in place[piece]]


def is_token(part: str) -> bool:
    """Whether a part counts only as a whole word."""
    return len(part) <= _SHORT and part.isascii() and part.isalnum()


def load_phrases(roots: Roots, faults: Faults | None = None) -> Phrases:
    """The phrases of `words.yaml` of every root. Faults go to `faults`, or are raised as an InputError."""
    collected = Faults() if faults is None else faults
    phrases: list[Phrase] = []
    for file in roots.single("words.yaml"):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        for cause, entry in document.need("words").pairs():
            phrases += _of_cause(cause, entry)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Phrases(phrases)


def lint_phrases(roots: Roots, causes: Iterable[str], faults: Faults) -> None:
    """Every phrase read; one of a cause that there is not is a fault."""
    load_phrases(roots, faults)
    known = set(causes)
    for file in roots.single("words.yaml"):
        document = read_yaml(file.path, Faults(), file.shown_as)
        for cause, entry in () if document is None else document.need("words").pairs():
            if cause not in known:
                faults.add(
                    entry.place,
                    worded("`{cause}` is no cause", cause=cause),
                    worded("see profiles/causes.yaml"),
                )


def _of_cause(cause: str, entry: Marked) -> Iterator[Phrase]:
    for kind in KINDS:
        for item in entry.list(kind):
            parts = [_form(part) for part in item.as_text().split(" + ")]
            wanted = tuple(part for part in parts if not part.startswith("!"))
            if not wanted or not all(parts):
                item.fault(
                    worded("a phrase without words"), worded("write words, or `words + others + !not these`")
                )
                continue
            unless = tuple(part[1:] for part in parts if part.startswith("!"))
            yield Phrase(cause, kind == "sure", wanted, unless, item.as_text())
    entry.no_other_keys()


def _form(part: str) -> str:
    """A part as it is looked for: Korean without spaces, Latin in lower case."""
    part = part.strip().lower()
    return part.replace(" ", "") if _HANGUL.search(part) else part
