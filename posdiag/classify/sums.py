"""Rows of a text added up word by word: what a word's features come to is kept, for words come again.

The features of a text are those of its words, as spaces part them, and of the places where two of them meet:
there the last two syllables before and the first two after tell the pieces that reach over it, and of Latin
words and numbers two that follow each other. A feature that stands in several words counts once, as in the
text as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from operator import itemgetter

from posdiag.classify.features import LETTERS, SYLLABLES, features, of_syllables, of_word, words_of
from posdiag.late import late

#: So many words, and so many places where words meet, are kept, about 1 kB each; then all are forgotten.
MOST_KEPT = 12_000
#: A longer word comes hardly again.
_LONGEST = 30
#: No piece reaches further into a word than so many syllables; each has two letters at least.
_REACH = max(SYLLABLES) - 1
_ONLY_SYLLABLES = late(r"[가-힣]+")


@dataclass(frozen=True, slots=True)
class Sum:
    """The known features of a text, what their rows add up to, and how many features it has at most."""

    known: set[str]
    row: int
    most: int


#: Features of a part of a text: (the known ones, sum of their rows, how many they are, how many in all).
_Part = tuple[frozenset[str], int, int, int]
#: A word: its part, the syllables it begins with and those it ends with (up to `_REACH`), and the first and
#: the last of what else it consists of.
_Word = tuple[_Part, str, str, str, str]
_NOTHING: _Part = (frozenset(), 0, 0, 0)


class Sums:
    """Adds up the rows of texts. `rows` has a row, not 0, for each known feature."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._kept: dict[str, _Word] = {}
        self._between: dict[str, dict[str, _Part]] = {}
        self._places = 0
        #: Features of two words that follow each other, by the first and the second.
        self._pairs: dict[str, dict[str, str]] = {}
        for feature in rows:
            first, space, second = feature.partition(" ")
            if space:
                self._pairs.setdefault(first, {})[second] = feature

    def of(self, text: str, more: Sequence[str] = ()) -> Sum:
        """The sum of a text in its `spaced` form, and of other features beside."""
        kept, between, pairs = self._kept, self._between, self._pairs
        parts: list[_Part] = []
        loose = list(more)
        tail = last = ""
        for word in text.split():
            part, begins, ends, first, other = kept.get(word) or self._word(word)
            parts.append(part)
            if tail and begins:
                meeting = between.get(tail)
                parts.append((meeting and meeting.get(begins)) or self._meeting(tail, begins))
            if first:
                if last and (pair := pairs.get(last)) and first in pair:
                    loose.append(pair[first])
                last, tail = other, ends
            elif len(ends) == _REACH or not tail:
                tail = ends or tail
            else:
                tail = (tail + ends)[-_REACH:]
        return self._added(parts, loose)

    def _added(self, parts: Sequence[_Part], loose: Sequence[str]) -> Sum:
        if not parts:
            parts = (_NOTHING,)
        names, rows, counts, sizes = zip(*parts, strict=True)
        known: set[str] = set().union(*names)
        row = sum(rows)
        if len(known) != sum(counts):
            row -= self._twice(names)
        for feature in loose:
            added = self._rows.get(feature, 0)
            if added and feature not in known:
                row += added
                known.add(feature)
        return Sum(known, row, sum(sizes) + len(parts) + len(loose))

    def _twice(self, names: Iterable[frozenset[str]]) -> int:
        """What was added once too often."""
        seen: set[str] = set()
        twice = 0
        for known in names:
            if not seen.isdisjoint(known):
                twice += sum(map(self._rows.__getitem__, seen & known))
            seen |= known
        return twice

    def _word(self, word: str) -> _Word:
        if _ONLY_SYLLABLES.fullmatch(word):
            stretched = len(set(word)) < len(word) - 1  # perhaps: a letter three times or two twice
            normal = of_word(word) if stretched else word
            made: _Word = (self._part(of_syllables(normal)), normal[:_REACH], normal[-_REACH:], "", "")
        else:
            made = self._mixed(of_word(word))
        if len(word) <= _LONGEST:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[word] = made
        return made

    def _mixed(self, word: str) -> _Word:
        words = words_of(word)
        others = [one for one in words if one[0] <= "z"]
        begins, ends = _run(words), _run(words[::-1])[::-1]
        return (
            self._part(features(word)),
            "".join(begins)[:_REACH],
            "".join(ends)[-_REACH:],
            others[0] if others else "",
            others[-1] if others else "",
        )

    def _meeting(self, before: str, after: str) -> _Part:
        """The part of the place where syllables meet."""
        if self._places >= MOST_KEPT:
            self._between.clear()
            self._places = 0
        self._places += 1
        part = self._part(_over(before, after))
        self._between.setdefault(before, {})[after] = part
        return part

    def _part(self, found: Sequence[str]) -> _Part:
        known = frozenset(self._rows.keys() & found)
        return known, sum(map(self._rows.__getitem__, known)), len(known), len(found)


def _run(words: Sequence[str]) -> list[str]:
    """The words of syllables that stand before any other."""
    return list(takewhile(lambda word: word[0] > "z", words))


def _over(before: str, after: str) -> tuple[str, ...]:
    """The pieces of two words written together that reach over the place where they meet."""
    letters, more = unicodedata.normalize("NFD", before), unicodedata.normalize("NFD", after)
    found = _crossing(len(before), len(after), SYLLABLES)(before + after)
    return found + _crossing(len(letters), len(more), LETTERS)(letters + more)


@cache
def _crossing(before: int, after: int, lengths: Sequence[int]) -> Callable[[str], tuple[str, ...]]:
    """Cuts the pieces that reach over the place between so many signs before and after."""
    places = [
        slice(at, at + length)
        for length in lengths
        for at in range(max(before - length + 1, 0), before)
        if before < at + length <= before + after
    ]
    if len(places) < 2:  # of a single place itemgetter makes no tuple
        return lambda whole: tuple(whole[place] for place in places)
    return itemgetter(*places)
