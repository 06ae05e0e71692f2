"""What of a text the model looks at: words, pieces of words, and the letters that syllables consist of.

Korean is written with and without spaces, with endings that say nothing about the cause, and with typing
errors that change one letter of a syllable. Pieces of the text without spaces, and of the letters of its
syllables, are alike in all of these.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

#: Longer texts are judged by their beginning and their end.
MOST_SIGNS = 1_200
_SQUEEZED = re.compile(r"[^가-힣a-z0-9]+")
_HANGUL_RUN = re.compile(r"[가-힣]+")
_WORD = re.compile(r"[a-z]+|[0-9]+")
_WON = re.compile(r"\d[\d,.]*\s?(?=원|만원|천원|krw)")
_LONG_NUMBER = re.compile(
    r"\d{6,}|\d{1,3}(?:,\d{3})+|\d{2,4}[-./:]\d{1,2}[-./:]\d{1,4}(?:[:.]\d+)*|\*{3,}\d*"
)
#: Syllable pieces, letter pieces and pieces of Latin words: their lengths.
SYLLABLES, LETTERS, LATIN = (1, 2, 3, 4), (4, 6), (3, 4, 5)
_KEEP_DOUBLE = re.compile(r"(.)\1{2,}")


def normal(text: str) -> str:
    """A text in one form: composed, lower case, numbers of many digits and stretched letters made alike."""
    if len(text) > MOST_SIGNS:
        text = f"{text[: MOST_SIGNS // 2]} {text[-MOST_SIGNS // 2 :]}"
    text = unicodedata.normalize("NFKC", text).lower()
    text = _WON.sub(" 0", text)
    text = _LONG_NUMBER.sub(" ", text)
    return _KEEP_DOUBLE.sub(r"\1\1", text)


def features(text: str) -> list[str]:
    """The features of a text in its `normal` form; some come twice."""
    found: list[str] = []
    if not text.isascii():
        for run in _HANGUL_RUN.findall(_SQUEEZED.sub("", text)):
            found += _pieces(run, SYLLABLES)
            found += _pieces(unicodedata.normalize("NFD", run), LETTERS)
    words = _WORD.findall(text)
    found += [f"={word}" for word in words]
    found += [f"{one} {other}" for one, other in pairwise(words)]
    for word in words:
        if len(word) > 3 and not word.isdigit():
            found += _pieces(f"<{word}>", LATIN)
    return found


def _pieces(run: str, lengths: tuple[int, ...]) -> list[str]:
    size = len(run) + 1
    return [run[at : at + length] for length in lengths for at in range(size - length)]


def shown(feature: str) -> str:
    """A feature as people can read it; empty for one that they cannot."""
    first = feature[0]
    if first == "=":
        return feature[1:]
    return feature if (len(feature) > 1 and "가" <= first <= "힣") or " " in feature else ""


def of_phrase(cause: str, sure: bool) -> str:
    """The feature that a phrase of a cause was found."""
    return f"{'!' if sure else '?'}{cause}"
