"""What the codes of a text may mean, scheme by scheme, ranked by what the rest of the text says.

A code is never carried from one scheme to another. Where the scheme is told, it decides; where it is not, the
reading whose message the text itself contains comes first, and without any message none is sure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from posdiag.classify.catalogue import Catalogue, Row
from posdiag.classify.codes_in import BARE, LEADING, NAMED, WHOLE, Found
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
_SIGNS = late(r"[^가-힣a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading and how much it counts, from 0 to 1. `told` says that the scheme was known."""

    reading: Reading
    weight: float
    told: bool


def weigh(
    codes: Iterable[Found], rest: str, catalogue: Catalogue, scheme: str | None, layer: str | None
) -> tuple[Weighed, ...]:
    """The readings of all codes, the weightiest first."""
    weighed: list[Weighed] = []
    pairs: set[str] | None = None
    for found in codes:
        rows = [row for row in catalogue.reading(found.code, scheme) if layer in (None, row.layer)]
        if rows:
            pairs = _pairs(rest) if pairs is None else pairs
            weighed += _of_code(found, rows, pairs, bool(rest.strip()), told=scheme is not None)
    weighed.sort(key=lambda one: (-one.weight, one.reading.scheme, one.reading.code))
    return tuple(weighed)


def _of_code(found: Found, rows: Sequence[Row], pairs: set[str], rest: bool, told: bool) -> list[Weighed]:
    """The readings of one code; `pairs` are those of the text beside it, `rest` that there is any."""
    likeness = [_likeness(row, pairs) for row in rows]
    best = max(likeness, default=0.0)
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


def _likeness(row: Row, text: set[str]) -> float:
    """How much of a message stands in a text, by its pairs of signs: the better of both languages."""
    if not text:
        return 0.0
    found = 0.0
    for message in row.message.values():
        pairs = _pairs_of_message(message)
        if pairs:
            shared = len(pairs & text)
            found = max(found, 2 * shared / (len(pairs) + len(text)), 0.9 * shared / len(pairs))
    return found


@lru_cache(maxsize=4096)
def _pairs_of_message(message: str) -> set[str]:
    return _pairs(message)


def _pairs(text: str) -> set[str]:
    squeezed = _SIGNS.sub("", unicodedata.normalize("NFC", text).lower())
    return {squeezed[at : at + 2] for at in range(len(squeezed) - 1)}
