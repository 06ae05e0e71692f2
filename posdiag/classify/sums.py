"""Rows of a text added up word by word: what a word's features come to is kept, for words come again.

The features of a text are those of its words and of the places where two words meet. A run of syllables is
taken apart between words, so no piece reaches over more than one such place; a feature that stands in several
words counts once, as in the text as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from posdiag.classify.features import LATIN, LETTERS, SYLLABLES, of_syllables, pieces, words_of

#: So many words and meetings of words are kept, about 1 kB each; then all are forgotten.
MOST_KEPT = 12_000
#: A longer word comes hardly again.
_LONGEST = 30
#: No piece reaches further into a word than so many syllables; each has two letters at least.
_REACH = max(SYLLABLES) - 1


@dataclass(frozen=True, slots=True)
class Sum:
    """The known features of a text, what their rows add up to, and how many features it has at most."""

    known: set[str]
    row: int
    most: int


#: The same of a part of a text: (known features, sum of their rows, features).
_Part = tuple[frozenset[str], int, int]


class Sums:
    """Adds up the rows of texts. `rows` has a row, not 0, for each known feature."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._kept: dict[str, _Part] = {}

    def of(self, text: str, more: Iterable[str]) -> Sum:
        """The sum of a text in its `normal` form, and of other features beside."""
        kept = self._kept
        parts: list[_Part] = []
        loose: list[str] = list(more)
        words: list[str] = []
        run: list[str] = []
        for word in words_of(text):
            if word[0] > "z":
                run.append(word)
                continue
            if run:
                parts += self._run(run)
                run = []
            words.append(word)
            if len(word) > 3 and not word.isdigit():
                parts.append(kept.get(word) or self._latin(word))
            else:
                loose.append("=" + word)
        if run:
            parts += self._run(run)
        if len(words) > 1:
            loose += map(" ".join, pairwise(words))
        return self._added(parts, loose)

    def _added(self, parts: Sequence[_Part], loose: list[str]) -> Sum:
        rows = self._rows
        known: set[str] = set()
        row, most = 0, len(loose)
        for names, added, size in parts:
            most += size
            row += added
            if not known.isdisjoint(names):
                row -= sum(map(rows.__getitem__, known & names))
            known |= names
        for feature in loose:
            added = rows.get(feature, 0)
            if added and feature not in known:
                row += added
                known.add(feature)
        return Sum(known, row, most)

    def _run(self, words: Sequence[str]) -> list[_Part]:
        """The parts of a run of syllables: its words, short ones joined to others, and between them."""
        kept = self._kept
        joined = words if min(map(len, words)) >= _REACH else _joined(words)
        parts = [kept.get(word) or self._syllables(word) for word in joined]
        before = ""
        for word in joined:
            if before:
                between = f"{before}|{word[:_REACH]}"
                parts.append(kept.get(between) or self._between(between))
            before = word[-_REACH:]
        return parts

    def _syllables(self, word: str) -> _Part:
        return self._keep(word, of_syllables(word))

    def _latin(self, word: str) -> _Part:
        return self._keep(word, ("=" + word, *pieces(f"<{word}>", LATIN)))

    def _between(self, key: str) -> _Part:
        """The pieces that reach over the place where two words meet, `|` in the key."""
        before, after = key.split("|")
        found = _over(before, after, SYLLABLES)
        found += _over(unicodedata.normalize("NFD", before), unicodedata.normalize("NFD", after), LETTERS)
        return self._keep(key, found)

    def _keep(self, key: str, found: Iterable[str]) -> _Part:
        features = set(found)
        known = frozenset(feature for feature in features if feature in self._rows)
        part = (known, sum(map(self._rows.__getitem__, known)), len(features))
        if len(key) <= _LONGEST:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = part
        return part


def _joined(words: Sequence[str]) -> list[str]:
    """Words so joined that each has as many syllables as a piece reaches into it, if all have together."""
    joined: list[str] = []
    for word in words:
        if joined and (len(word) < _REACH or len(joined[-1]) < _REACH):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _over(before: str, after: str, lengths: Sequence[int]) -> list[str]:
    """The pieces of two words written together that are in neither of them."""
    whole, border = before + after, len(before)
    return [
        whole[at : at + length]
        for length in lengths
        for at in range(max(border - length + 1, 0), border)
        if border < at + length <= len(whole)
    ]
