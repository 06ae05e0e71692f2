"""What the codes of a text may mean, scheme by scheme, ranked by what the rest of the text says.

A code is never carried from one scheme to another. Where the scheme is told, it decides; where it is not, the
reading whose message the text itself contains comes first, and without any message none is sure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from posdiag.classify.catalogue import Catalogue, Row
from posdiag.classify.codes_in import BARE, LEADING, NAMED, WHOLE, Found
from posdiag.classify.features import pieces
from posdiag.classify.result import Reading
from posdiag.late import late

#: How alike a text and a message must be to say the same.
AGREES = 0.5
#: A code this long is a name, as `NOT_FOUND_TERMINAL_ID`.
_WORDY = 8
#: How often codes of these schemes are met at a till, as a share; others have the rest.
_COMMON = {
    "iso8583-de39": 0.75,
    "smartro-tl": 0.75,
    "reference-van": 0.3,
    "reference-terminal": 0.3,
    "terse-terminal": 0.3,
}
_SIGNS = late(r"[가-힣a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading and how much it counts, from 0 to 1. `told` says that the scheme was known."""

    reading: Reading
    weight: float
    told: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a code may mean: its rows, the pairs of signs of each one's messages, and all of them together.

    `fewest` is how many the shortest message has.
    """

    rows: tuple[Row, ...]
    pairs: tuple[tuple[frozenset[str], ...], ...]
    every: frozenset[str]
    fewest: int


class Weigher:
    """Weighs the readings of codes; what a code may mean is kept for the next text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._meanings: dict[tuple[str, str | None, str | None], _Meaning | None] = {}

    def weigh(
        self, codes: Iterable[Found], rest: str, scheme: str | None, layer: str | None
    ) -> tuple[Weighed, ...]:
        """The readings of all codes of a text, the weightiest first; `rest` is the text beside them."""
        weighed: list[Weighed] = []
        pairs: frozenset[str] | None = None
        told = scheme is not None
        for found in codes:
            if found.code not in self._catalogue:
                continue
            key = (found.code, scheme, layer)
            meaning = self._meanings[key] if key in self._meanings else self._meaning(*key)
            if meaning is None:
                continue
            pairs = _pairs(rest) if pairs is None else pairs
            if told or not (_is_mere(found, meaning) and _none_agrees(meaning, pairs)):
                weighed += _of_code(found, meaning, pairs, bool(rest.strip()), told)
        if len(weighed) > 1:
            weighed.sort(key=lambda one: (-one.weight, one.reading.scheme, one.reading.code))
        return tuple(weighed)

    def _meaning(self, code: str, scheme: str | None, layer: str | None) -> _Meaning | None:
        """The meaning of a code of the catalogue, so there are no more of them than it has codes."""
        rows = [row for row in self._catalogue.reading(code, scheme) if layer in (None, row.layer)]
        of_rows = [tuple(filter(None, map(_pairs, row.message.values()))) for row in rows]
        every = [pairs for of_row in of_rows for pairs in of_row]
        fewest = min(map(len, every), default=0)
        made = _Meaning(tuple(rows), tuple(of_rows), frozenset().union(*every), fewest) if rows else None
        self._meanings[code, scheme, layer] = made
        return made


def _is_mere(found: Found, meaning: _Meaning) -> bool:
    """Whether a word looks like a code and no more: it is one only where the text says the same."""
    return found.how in (BARE, LEADING) and not (len(found.code) >= _WORDY and len(meaning.rows) == 1)


def _none_agrees(meaning: _Meaning, text: frozenset[str]) -> bool:
    """Whether it is plain that a text says what no message says: it has too few pairs of all together.

    `_likeness` comes to `AGREES` by five ninths of a message's pairs, or a quarter of its and the text's.
    """
    shared = len(meaning.every & text)
    return 9 * shared < 5 * meaning.fewest and 4 * shared < meaning.fewest + len(text)


def _of_code(found: Found, meaning: _Meaning, text: frozenset[str], rest: bool, told: bool) -> list[Weighed]:
    """The readings of one code; `text` are the pairs of the text beside it, `rest` that there is any."""
    rows = meaning.rows
    likeness = [_likeness(pairs, text) for pairs in meaning.pairs]
    best = max(likeness)
    weighed = []
    for row, like in zip(rows, likeness, strict=True):
        agrees = like >= AGREES
        if len(found.code) >= _WORDY and len(rows) == 1:
            weight = 0.93  # a code that is a word of its own: no other scheme has it
        elif told:
            weight = {BARE: 0.75, LEADING: 0.9}.get(found.how, 0.95)
        elif agrees:
            weight = 0.9
        elif best >= AGREES or found.how in (BARE, LEADING):
            weight = 0.0  # the text says what it means: a code of another scheme, or a mere number
        elif found.how in (WHOLE, NAMED) or not rest:
            weight = (0.8 if len(rows) == 1 else 0.6) * _COMMON.get(
                row.scheme, 1.0 if len(found.code) > 3 else 0.3
            )
        else:
            weight = 0.3 * _COMMON.get(row.scheme, 0.5)
        if weight:
            weighed.append(Weighed(_reading(row, agrees), weight, told))
    return weighed


def _reading(row: Row, agrees: bool) -> Reading:
    return Reading(
        row.scheme, row.code, row.layer, row.cause, row.message, row.reason, row.source, row.also, agrees
    )


def _likeness(messages: Iterable[frozenset[str]], text: frozenset[str]) -> float:
    """How much of a message stands in a text, by their pairs of signs: the better of both languages."""
    if not text:
        return 0.0
    found = 0.0
    for pairs in messages:
        shared = len(pairs & text)
        found = max(found, 2 * shared / (len(pairs) + len(text)), 0.9 * shared / len(pairs))
    return found


def _pairs(text: str) -> frozenset[str]:
    return frozenset(pieces("".join(_SIGNS.findall(unicodedata.normalize("NFC", text).lower())), (2,)))
