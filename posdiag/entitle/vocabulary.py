"""Names of sectors, routes, goods, instruments and purses: what people write, and what each is or may be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.worded import worded

FILE = "vocabulary.yaml"
_SPACES = re.compile(r"[\s\-_·]+")
#: Names this alike are offered when a name is not known.
_NEAR = 0.5


class Sort(StrEnum):
    """What a name is of; the keys of the file."""

    SECTOR = "sectors"
    ROUTE = "routes"
    ITEM = "items"
    INSTRUMENT = "instruments"
    PURSE = "purses"


@dataclass(frozen=True, slots=True)
class Term:
    """One name. `is_` holds what it certainly is, itself too; `may_be` what it may turn out to be."""

    id: str
    name: Mapping[str, str]
    words: tuple[str, ...] = ()
    is_: frozenset[str] = frozenset()
    may_be: frozenset[str] = frozenset()
    chain: bool = True

    def is_one_of(self, names: Iterable[str]) -> bool | None:
        """Whether it is one of these; None where it may turn out to be one."""
        known = frozenset(names)
        if self.is_ & known or (self.may_be and self.may_be <= known):
            return True
        return None if self.may_be & known else False


class Vocabulary:
    """All names by sort."""

    def __init__(self, terms: Mapping[Sort, Mapping[str, Term]]) -> None:
        self._terms = terms

    def all(self, sort: Sort) -> tuple[Term, ...]:
        return tuple(self._terms.get(sort, {}).values())

    def term(self, sort: Sort, id_: str) -> Term:
        """The term of an id; one that nobody knows is itself and nothing else."""
        known = self._terms.get(sort, {})
        return known[id_] if id_ in known else Term(id_, {"ko": id_, "en": id_}, is_=frozenset({id_}))

    def find(self, sort: Sort, text: str) -> Term | None:
        """The term that a text names by id, name or word; spaces, hyphens and case do not matter."""
        wanted = bare(text)
        for term in self.all(sort):
            if wanted in {bare(word) for word in _names(term)}:
                return term
        return None

    def nearest(self, sort: Sort, text: str) -> tuple[str, ...]:
        """Ids of the terms whose names are most like a text, the likest first, at most three."""
        wanted = bare(text)
        likeness = {
            term.id: max(_alike(wanted, bare(word)) for word in _names(term)) for term in self.all(sort)
        }
        best = sorted((id_ for id_, how in likeness.items() if how >= _NEAR), key=lambda i: -likeness[i])
        return tuple(best[:3])


def bare(text: str) -> str:
    """A name without spaces, hyphens and capitals, to compare it by."""
    return _SPACES.sub("", text.lower())


def _names(term: Term) -> tuple[str, ...]:
    return (term.id, *term.name.values(), *term.words)


def _alike(one: str, other: str) -> float:
    if len(one) > 1 and (one in other or other in one):
        return 0.9
    return difflib.SequenceMatcher(None, one, other).ratio()


def load_vocabulary(roots: Roots, faults: Faults | None = None) -> Vocabulary:
    """The names of every root. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    terms: dict[Sort, dict[str, Term]] = {sort: {} for sort in Sort}
    for file in roots.single(FILE):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        for sort in Sort:
            for id_, entry in document.need(sort.value).pairs():
                terms[sort][id_] = _term(id_, entry)
            _no_name_twice(terms[sort], document)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Vocabulary(terms)


def _term(id_: str, entry: Marked) -> Term:
    term = Term(
        id=id_,
        name={lang: entry.need(lang).as_text() for lang in ("ko", "en")},
        words=tuple(word.as_text() for word in entry.list("words")),
        is_=frozenset({id_, *(one.as_text() for one in entry.list("is"))}),
        may_be=frozenset(one.as_text() for one in entry.list("may_be")),
        chain=entry.flag("chain", True),
    )
    entry.no_other_keys()
    return term


def _no_name_twice(terms: Mapping[str, Term], document: Marked) -> None:
    seen: dict[str, str] = {}
    for term in terms.values():
        for word in {bare(name) for name in _names(term)}:
            if word in seen:
                document.fault(
                    worded("`{word}` names `{seen}` and `{id}`", word=word, seen=seen[word], id=term.id),
                    worded("leave it to one of them"),
                )
            seen[word] = term.id
