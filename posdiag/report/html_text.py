"""Text for the page of a matrix: escaped, and in both languages at once, one of which the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from posdiag.report.columns import shown
from posdiag.report.matrix_words import matrix_say
from posdiag.report.words import pick, say, say_or

LANGUAGES = ("ko", "en")
#: What HTML and XML have no place for.
_ILLEGAL = re.compile("[^\t\n\r -\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]")


def clean(text: str) -> str:
    """Escaped text on one line, control and direction characters made visible."""
    return escape(_ILLEGAL.sub("�", shown(text)))


def attribute(text: str) -> str:
    """A quoted attribute's value."""
    return f'"{clean(text)}"'


def both(told: Callable[[str], str], tag: str = "span") -> str:
    """What `told` says in each language, once where that is the same."""
    korean, english = (clean(told(lang)) for lang in LANGUAGES)
    if korean == english:
        return korean
    return f'<{tag} class="ko" lang="ko">{korean}</{tag}><{tag} class="en" lang="en">{english}</{tag}>'


def phrase_of(key: str, **values: object) -> str:
    """A phrase of the matrix's own, in both languages."""
    return both(lambda lang: matrix_say(lang, key, **values))


def word_of(key: str, **values: object) -> str:
    """A phrase of all reports, in both languages."""
    return both(lambda lang: say(lang, key, **values))


def word_or(key: str, otherwise: str) -> str:
    """The same, or a word that comes from data."""
    return both(lambda lang: say_or(lang, key, otherwise))


def texts(by_language: Mapping[str, str]) -> str:
    """A text of the data, in both languages."""
    return both(lambda lang: pick(by_language, lang))
