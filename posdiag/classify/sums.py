"""Rows of a text added up word by word: what a word's features come to is kept, for words come again.

The features of a text are those of its words, as spaces part them, and of the places where two of them meet.
What a word adds depends on what stands before it by a few signs alone: the last two syllables where it begins
with syllables, and the last Latin word or number where it has some. So much is kept by word and by what
stands before. A feature that stands in several words counts once, as in the text as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from posdiag.classify.features import LETTERS, SYLLABLES, features, of_word, words_of

#: So many words, each with what may stand before it, are kept, about 1 kB each; then all are forgotten.
MOST_KEPT = 12_000
#: A longer word comes hardly again.
_LONGEST = 30
#: No piece reaches further into a word than so many syllables; each has two letters at least.
_REACH = max(SYLLABLES) - 1
#: What of the text before a word it depends on: syllables, the last other word, both, or nothing.
_SYLLABLES, _OTHERS, _BOTH, _NOTHING = range(4)


@dataclass(frozen=True, slots=True)
class Sum:
    """The known features of a text, what their rows add up to, and how many features it has at most."""

    known: set[str]
    row: int
    most: int


#: The same of a word after what stands before it: (known features, sum of their rows, how many they are,
#: features, the syllables that the text ends with now, the last other word now).
_Part = tuple[frozenset[str], int, int, int, str, str]
#: A word: what it depends on, and its parts by that.
_Word = tuple[int, dict[str, _Part]]


class Sums:
    """Adds up the rows of texts. `rows` has a row, not 0, for each known feature."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._kept: dict[str, _Word] = {}
        self._count = 0

    def of(self, text: str, more: Sequence[str] = ()) -> Sum:
        """The sum of a text in its `spaced` form, and of other features beside."""
        kept = self._kept
        row = most = count = 0
        names: list[frozenset[str]] = []
        tail = last = ""
        for word in text.split():
            kind, parts = kept.get(word) or self._word(word)
            if kind == _SYLLABLES:
                part = parts.get(tail) or self._part(word, parts, tail, tail, last)
            elif kind == _OTHERS:
                part = parts.get(last) or self._part(word, parts, last, tail, last)
            elif kind == _BOTH:
                key = f"{tail} {last}"
                part = parts.get(key) or self._part(word, parts, key, tail, last)
            else:
                continue
            known, added, own, size, tail, other = part
            names.append(known)
            row += added
            count += own
            most += size
            last = other or last
        found: set[str] = set().union(*names)
        if len(found) != count:
            row -= self._twice(names)
        return self._with(found, row, most, more) if more else Sum(found, row, most)

    def _with(self, known: set[str], row: int, most: int, more: Iterable[str]) -> Sum:
        for feature in more:
            most += 1
            added = self._rows.get(feature, 0)
            if added and feature not in known:
                row += added
                known.add(feature)
        return Sum(known, row, most)

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
        words = words_of(of_word(word))
        syllables = [one[0] > "z" for one in words]
        if not words:
            made: _Word = (_NOTHING, {})
        elif all(syllables):
            made = (_SYLLABLES, {})
        else:
            made = (_BOTH if syllables[0] else _OTHERS, {})
        if len(word) <= _LONGEST:
            self._make_room()
            self._kept[word] = made
        return made

    def _part(self, word: str, parts: dict[str, _Part], key: str, tail: str, last: str) -> _Part:
        """What a word adds after these syllables and this other word."""
        normal = of_word(word)
        words = words_of(normal)
        found = features(normal)
        others = [one for one in words if one[0] <= "z"]
        begins, ends = _run(words), _run(words[::-1])[::-1]
        if tail and begins:
            found += _met(tail, "".join(begins)[:_REACH])
        if last and others:
            found.append(f"{last} {others[0]}")
        after = "".join(ends) if others else tail + "".join(ends)
        each = set(found)
        known = frozenset(each & self._rows.keys())
        row = sum(map(self._rows.__getitem__, known))
        part = (known, row, len(known), len(each), after[-_REACH:], others[-1] if others else "")
        if len(word) <= _LONGEST and len(key) <= _LONGEST:
            self._make_room()
            parts[key] = part
        return part

    def _make_room(self) -> None:
        if self._count >= MOST_KEPT:
            self._kept.clear()
            self._count = 0
        self._count += 1


def _run(words: Sequence[str]) -> list[str]:
    """The words of syllables that stand before any other."""
    for at, word in enumerate(words):
        if word[0] <= "z":
            return list(words[:at])
    return list(words)


def _met(before: str, after: str) -> list[str]:
    """The pieces that reach over the place where two words meet."""
    found = _over(before, after, SYLLABLES)
    return found + _over(unicodedata.normalize("NFD", before), unicodedata.normalize("NFD", after), LETTERS)


def _over(before: str, after: str, lengths: Sequence[int]) -> list[str]:
    """The pieces of two words written together that are in neither of them."""
    whole, border = before + after, len(before)
    return [
        whole[at : at + length]
        for length in lengths
        for at in range(max(border - length + 1, 0), border)
        if border < at + length <= len(whole)
    ]
