"""What of a text the model looks at: words, pieces of words, and the letters that Hangul syllables consist of.

Korean is written with and without spaces, with endings that say nothing about the cause, and with typing errors
that change one letter of a syllable. Pieces of the text without spaces, and of the letters of its syllables,
are alike in all of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
SYLLABLES, LETTERS, LATIN = (1, 2, 3, 4), (4, 6, 8), (3, 4, 5)
_KEEP_DOUBLE = re.compile(r"(.)\1{2,}")


def normal(text: str) -> str:
    """A text in one form: composed, lower case, numbers of many digits and stretched letters made alike."""
    if len(text) > MOST_SIGNS:
        text = f"{text[: MOST_SIGNS // 2]} {text[-MOST_SIGNS // 2 :]}"
    text = unicodedata.normalize("NFKC", text).lower()
    text = _WON.sub(" 0", text)
    text = _LONG_NUMBER.sub(" ", text)
    return _KEEP_DOUBLE.sub(r"\1\1", text)


def features(text: str) -> Iterator[str]:
    """The features of a text in its `normal` form; some come twice."""
    for run in _HANGUL_RUN.findall(_SQUEEZED.sub("", text)):
        yield from _pieces(run, SYLLABLES)
        yield from _pieces(unicodedata.normalize("NFD", run), LETTERS)
    words = _WORD.findall(text)
    before = ""
    for word in words:
        yield f"={word}"
        if before:
            yield f"{before} {word}"
        before = word
        if len(word) > 3 and not word.isdigit():
            yield from _pieces(f"<{word}>", LATIN)


def _pieces(run: str, lengths: tuple[int, ...]) -> Iterator[str]:
    for length in lengths:
        for at in range(len(run) - length + 1):
            yield run[at : at + length]


def spans(text: str) -> Iterator[tuple[str, str]]:
    """(feature, words to show) of the features that people can read, the longer ones last."""
    for run in _HANGUL_RUN.findall(_SQUEEZED.sub("", text)):
        for piece in _pieces(run, SYLLABLES[1:]):
            yield piece, piece
    words = _WORD.findall(text)
    for word in words:
        yield f"={word}", word
    for one, other in zip(words, words[1:], strict=False):
        yield f"{one} {other}", f"{one} {other}"
