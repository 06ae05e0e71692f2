"""Words that decide: names of errors and phrases with one meaning, as `words.yaml` lists them by cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots

#: How much a word adds to the score of its cause (a natural logarithm).
WEIGHTS = {"sure": 4.0, "likely": 1.5}
#: A Latin word up to this length counts only as a whole word: `nak` is no part of `snake`.
_SHORT = 5
_HANGUL = re.compile(r"[가-힣]")
_SPACES = re.compile(r"\s+")
_TOKENS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that must stand in a text, and parts that must not, for it to speak for a cause."""

    cause: str
    weight: float
    parts: tuple[str, ...]
    unless: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that stands in a text."""

    cause: str
    weight: float
    words: str


class Phrases:
    """All phrases, found by their first part."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._tokens: dict[str, list[Phrase]] = {}
        self._latin: dict[str, list[Phrase]] = {}
        self._korean: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            first = phrase.parts[0]
            place = self._korean if _HANGUL.search(first) else self._latin
            if is_token(first):
                place = self._tokens
            place.setdefault(first, []).append(phrase)

    def __len__(self) -> int:
        return sum(len(one) for place in (self._tokens, self._latin, self._korean) for one in place.values())

    def hits(self, text: str) -> list[Hit]:
        """The phrases in a text; of one cause each adds less than the one before it."""
        lowered = _SPACES.sub(" ", text.lower())
        squeezed = lowered.replace(" ", "")
        tokens = set(_TOKENS.findall(lowered))
        found = [one for token in tokens & self._tokens.keys() for one in self._tokens[token]]
        if not lowered.isascii():
            found += [one for part, all_ in self._korean.items() if part in squeezed for one in all_]
        if tokens:
            found += [one for part, all_ in self._latin.items() if part in lowered for one in all_]

        def stands(part: str) -> bool:
            if is_token(part):
                return part in tokens
            return part in (squeezed if _HANGUL.search(part) else lowered)

        hits = [
            Hit(one.cause, one.weight, one.written)
            for one in found
            if all(map(stands, one.parts[1:])) and not any(map(stands, one.unless))
        ]
        hits.sort(key=lambda hit: (-hit.weight, hit.cause, hit.words))
        return hits


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


def causes_named(roots: Roots) -> tuple[tuple[str, str], ...]:
    """(cause, place) of every cause that the file names, for its linter."""
    faults = Faults()
    named: list[tuple[str, str]] = []
    for file in roots.single("words.yaml"):
        document = read_yaml(file.path, faults, file.shown_as)
        if document is not None:
            named += [(cause, entry.place) for cause, entry in document.need("words").pairs()]
    return tuple(named)


def _of_cause(cause: str, entry: Marked) -> Iterator[Phrase]:
    for kind, weight in WEIGHTS.items():
        for item in entry.list(kind):
            parts = [_form(part) for part in item.as_text().split(" + ")]
            wanted = tuple(part for part in parts if not part.startswith("!"))
            if not wanted or not all(parts):
                item.fault("a phrase without words", "write words, or `words + others + !not these`")
                continue
            unless = tuple(part[1:] for part in parts if part.startswith("!"))
            yield Phrase(cause, weight, wanted, unless, item.as_text())
    entry.no_other_keys()


def _form(part: str) -> str:
    """A part as it is looked for: Korean without spaces, Latin in lower case."""
    part = part.strip().lower()
    return part.replace(" ", "") if _HANGUL.search(part) else part
