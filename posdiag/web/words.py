"""Phrases of API and console in Korean and English, from one table for each thing they are about."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag.web.phrases.failures import FAILURES
from posdiag.web.phrases.pages import PAGES
from posdiag.web.phrases.runs import RUNS
from posdiag.web.phrases.tables import TABLES
from posdiag.web.phrases.work import WORK

#: key -> (Korean, English).
WORDS: Mapping[str, tuple[str, str]] = {**FAILURES, **PAGES, **RUNS, **TABLES, **WORK}

LANGUAGES = ("ko", "en")


def word(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = WORDS[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text


def word_or(lang: str, key: str, otherwise: str) -> str:
    """The phrase, or what is given where there is none of that name."""
    return word(lang, key) if key in WORDS else otherwise


def language(asked: str, accepted: str, otherwise: str) -> str:
    """The language of an answer: asked for, or the first of `Accept-Language` that we speak.

    `accepted` is the header (RFC 9110 12.5.4): languages with weights; a weight that cannot be read is 0.
    """
    if asked in LANGUAGES:
        return asked
    if not accepted:
        return otherwise
    best, most = otherwise, 0.0
    for part in accepted[:200].split(","):
        name, _, weight = part.strip().partition(";q=")
        lang = name.strip().lower()[:2]
        if lang in LANGUAGES and (share := _weight(weight)) > most:
            best, most = lang, share
    return best


def _weight(text: str) -> float:
    if not text:
        return 1.0
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
