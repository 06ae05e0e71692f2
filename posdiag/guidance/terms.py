"""Plain words: what the terms of the field mean, and which of them a text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.profile.select import nearest
from posdiag.worded import worded

FILE = "terms.yaml"
#: Explanations are read aloud.
MAX_TEXT = {"ko": 110, "en": 220}


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `words` are its spellings in both languages."""

    id: str
    name: Mapping[str, str]
    text: Mapping[str, str]
    words: tuple[str, ...]
    place: str = ""


class Terms:
    """All terms, found by id, by spelling, and within texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.all = tuple(terms)

    def find(self, text: str) -> Term | None:
        """The term that a text is the id, name or a spelling of; spaces and case do not matter."""
        wanted = _bare(text)
        for term in self.all:
            if wanted in {_bare(word) for word in (term.id, *term.name.values(), *term.words)}:
                return term
        return None

    def search(self, text: str) -> tuple[Term, ...]:
        """The terms with the text in a spelling, a name, or failing that in the explanation."""
        wanted = _bare(text)
        by_word = [t for t in self.all if any(wanted in _bare(w) for w in (*t.words, *t.name.values()))]
        return tuple(by_word or (t for t in self.all if any(wanted in _bare(x) for x in t.text.values())))

    def nearest(self, text: str) -> str:
        """A remedy that names the nearest spelling."""
        return nearest(text, [word for term in self.all for word in term.words])

    def used_in(self, *texts: str) -> tuple[Term, ...]:
        """The terms that texts use, in the order in which they first stand there."""
        found: dict[str, Term] = {}
        for text in texts:
            hits = sorted((hit.start(), hit[0].lower()) for hit in self._pattern.finditer(text))
            for _, word in hits:
                term = self._by_word[word]
                found.setdefault(term.id, term)
        return tuple(found.values())

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        return {word.lower(): term for term in self.all for word in term.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Any spelling; one in Latin letters only as a word of its own."""
        words = sorted(self._by_word, key=len, reverse=True)
        parts = [
            rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)
            for word in words
        ]
        return re.compile("|".join(parts) if parts else r"(?!)", re.I)


def load_terms(roots: Roots, faults: Faults | None = None) -> Terms:
    """The terms of every root. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    terms: list[Term] = []
    for file in roots.single(FILE):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        terms += [_term(id_, entry) for id_, entry in document.need("terms").pairs()]
        document.no_other_keys()
    _no_word_twice(terms, collected)
    if faults is None and collected:
        raise InputError(collected.problems)
    return Terms(terms)


def _term(id_: str, entry: Marked) -> Term:
    term = Term(
        id_, entry.languages("name"), entry.languages("text"), entry.need("words").texts(), entry.place
    )
    for lang, most in MAX_TEXT.items():
        if len(term.text.get(lang, "")) > most:
            entry.fault(
                worded("the `{lang}` text is longer than {most} characters", lang=lang, most=most),
                worded("it is read aloud: make it short"),
            )
    entry.no_other_keys()
    return term


def _no_word_twice(terms: Iterable[Term], faults: Faults) -> None:
    seen: dict[str, str] = {}
    for term in terms:
        for word in {_bare(word) for word in term.words}:
            if word in seen:
                faults.add(
                    term.place,
                    worded("`{word}` is a word of `{seen}` too", word=word, seen=seen[word]),
                    worded("leave it to one of them"),
                )
            seen[word] = term.id


def _bare(text: str) -> str:
    return re.sub(r"[\s\-_]+", "", text).lower()
