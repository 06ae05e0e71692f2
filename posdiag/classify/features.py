"""What of a text the model looks at: words, pieces of words, and the letters that syllables consist of.

Korean is written with and without spaces, with endings that say nothing about the cause, and with typing
errors that change one letter of a syllable. Pieces of the text without spaces, and of the letters of its
syllables, are alike in all of these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from operator import itemgetter

from posdiag.late import late

#: Longer texts are judged by their beginning and their end.
MOST_SIGNS = 1_200
_WORD = late(r"[가-힣]+|[a-z]+|[0-9]+")
_WON = late(r"\d[\d,.]*\s?(?=원|만원|천원|krw)")
_LONG_NUMBER = late(r"\d{6,}|\d{1,3}(?:,\d{3})+|\d{2,4}[-./:]\d{1,2}[-./:]\d{1,4}(?:[:.]\d+)*|\*{3,}\d*")
#: What numbers made alike have, and no other text.
_HAS_LONG = late(r"\d{4}|\d\d[-./:]|\d,\d\d\d|\*\*\*")
#: Syllable pieces, letter pieces and pieces of Latin words: their lengths.
SYLLABLES, LETTERS, LATIN = (1, 2, 3), (5,), (4,)
#: Runs up to this length, nearly all there are, are cut by a cutter of their own.
_MOST_CUT = 120
_KEEP_DOUBLE = late(r"(.)\1{2,}")


def normal(text: str) -> str:
    """A text in one form: composed, lower case, numbers of many digits and stretched letters made alike."""
    return of_word(spaced(text))


def spaced(text: str) -> str:
    """The same as far as it reaches over spaces: composed, lower case, amounts made alike."""
    if len(text) > MOST_SIGNS:
        text = f"{text[: MOST_SIGNS // 2]} {text[-MOST_SIGNS // 2 :]}"
    text = unicodedata.normalize("NFKC", text).lower()
    if "원" in text or "krw" in text:
        text = _WON.sub(" 0", text)
    return text


def of_word(word: str) -> str:
    """The rest of it, for a word of a `spaced` text as for all of it."""
    if _HAS_LONG.search(word):
        word = _LONG_NUMBER.sub(" ", word)
    return _KEEP_DOUBLE.sub(r"\1\1", word)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in its `normal` form."""
    return _WORD.findall(text)


def features(text: str) -> list[str]:
    """The features of a text in its `normal` form; some come twice."""
    found: list[str] = []
    words: list[str] = []
    run = ""  # of syllables, over spaces and signs, until a word of other letters or a number comes
    for word in words_of(text):
        if word[0] > "z":
            run += word
            continue
        if run:
            found += of_syllables(run)
            run = ""
        words.append(word)
        found.append("=" + word)
        if len(word) > 3 and not word.isdigit():
            found += pieces(f"<{word}>", LATIN)
    if run:
        found += of_syllables(run)
    if len(words) > 1:
        found += map(" ".join, pairwise(words))
    return found


def of_syllables(run: str) -> tuple[str, ...]:
    """The pieces of a run of syllables, and of the letters that they consist of."""
    return pieces(run, SYLLABLES) + pieces(unicodedata.normalize("NFD", run), LETTERS)


def pieces(run: str, lengths: tuple[int, ...]) -> tuple[str, ...]:
    """All pieces of a run that have one of the lengths."""
    size = len(run)
    return _cutter(size, lengths)(run) if size <= _MOST_CUT else _cut(run, lengths)


def _cut(run: str, lengths: tuple[int, ...]) -> tuple[str, ...]:
    size = len(run) + 1
    return tuple(run[at : at + length] for length in lengths for at in range(size - length))


@cache
def _cutter(size: int, lengths: tuple[int, ...]) -> Callable[[str], tuple[str, ...]]:
    """Cuts runs of this size: one call for all pieces takes less than half the time of a call for each."""
    places = [slice(at, at + length) for length in lengths for at in range(size + 1 - length)]
    if len(places) < 2:  # of a single place itemgetter makes no tuple
        return lambda run: tuple(run[place] for place in places)
    return itemgetter(*places)


def shown(feature: str) -> str:
    """A feature as people can read it; empty for one that they cannot."""
    first = feature[0]
    if first == "=":
        return feature[1:]
    if first > "z":
        return feature if len(feature) > 1 and "가" <= first <= "힣" else ""
    return feature if " " in feature else ""


def of_phrase(cause: str, sure: bool) -> str:
    """The feature that a phrase of a cause was found."""
    return f"{'!' if sure else '?'}{cause}"
