"""Everything a question about programme rules is answered from, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posdiag.entitle.vocabulary import Sort, Vocabulary, bare, load_vocabulary
from posdiag.errors import InputError, Problem
from posdiag.marked import Faults
from posdiag.payment.programme import Programme, Rule
from posdiag.profile.programmes import load_programmes
from posdiag.profile.regions import Regions, load_regions
from posdiag.profile.roots import Roots
from posdiag.worded import worded


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Programmes by id, the words of the field, and the regions."""

    programmes: Mapping[str, Programme]
    words: Vocabulary
    regions: Regions

    def programme(self, text: str) -> Programme | None:
        """The programme that a text names by id, name or word."""
        if text in self.programmes:
            return self.programmes[text]
        wanted = bare(text)
        for programme in self.programmes.values():
            if wanted in {bare(name) for name in (*programme.name.values(), *programme.words)}:
                return programme
        return None

    def rules_for(self, programme: Programme) -> tuple[tuple[str, Rule], ...]:
        """(programme id, rule) of the programme itself, then of those that hold for every payment."""
        general = [p for p in self.programmes.values() if p.for_all and p.id != programme.id]
        return tuple((p.id, rule) for p in (programme, *general) for rule in p.rules)


def load_rulebook(roots: Roots, faults: Faults | None = None) -> Rulebook:
    """The rules of every root. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    book = Rulebook(
        load_programmes(roots, collected),
        load_vocabulary(roots, collected),
        load_regions(roots, collected),
    )
    _lint(book, collected)
    if faults is None and collected:
        raise InputError(collected.problems)
    return book


def lint_names(roots: Roots) -> tuple[Problem, ...]:
    """Faults of vocabulary and regions, and names in rules that nobody knows; other faults of rules aside."""
    faults = Faults()
    book = Rulebook(
        load_programmes(roots, Faults()), load_vocabulary(roots, faults), load_regions(roots, faults)
    )
    _lint(book, faults)
    return tuple(faults.problems)


def _lint(book: Rulebook, faults: Faults) -> None:
    """Names in rules that no term of the vocabulary has: such a rule would never speak."""
    for programme in book.programmes.values():
        for rule in programme.rules:
            for sort, names in _names_in(rule):
                known = {one for term in book.words.all(sort) for one in term.is_}
                for name in names:
                    if name not in known:
                        faults.add(
                            rule.place,
                            worded(
                                "rule `{id}`: no {value} are called `{name}`",
                                id=rule.id,
                                value=sort.value,
                                name=name,
                            ),
                        )
            for region in rule.regions:
                if not book.regions.find(region):
                    faults.add(
                        rule.place,
                        worded("rule `{id}`: no region is called `{region}`", id=rule.id, region=region),
                    )


def _names_in(rule: Rule) -> tuple[tuple[Sort, tuple[str, ...]], ...]:
    sort = {
        "sectors-out": Sort.SECTOR,
        "sectors-only": Sort.SECTOR,
        "items-out": Sort.ITEM,
        "items-only": Sort.ITEM,
        "routes-out": Sort.ROUTE,
    }.get(rule.kind.value)
    named = () if sort is None else ((sort, rule.names),)
    return (*named, (Sort.SECTOR, rule.sectors), (Sort.ROUTE, rule.routes), (Sort.PURSE, rule.purses))
