"""What the rooms below know, loaded once: profiles, scenarios, causes, cards, checks, rules and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

from posdiag import assembly
from posdiag.checks.check import Checks
from posdiag.checks.load import load_checks
from posdiag.checks.selfcheck import Step, load_selfcheck
from posdiag.classify import Classification, Classifier, load_classifier
from posdiag.diagnose.causes import CauseTable
from posdiag.engine import House
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.terms import Terms, load_terms
from posdiag.intake.advice import load_advice
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Reading
from posdiag.intake.lexicon import load_lexicon
from posdiag.intake.talk import Ears
from posdiag.profile.library import Library
from posdiag.replay.scenario import Scenario


class Rooms:
    """The shipped data, read when it is first asked for."""

    @cached_property
    def house(self) -> House:
        return assembly.house()

    @cached_property
    def library(self) -> Library:
        return assembly.library()

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        return assembly.scenarios()

    @cached_property
    def rigs(self) -> frozenset[str]:
        return frozenset(assembly.rig_names())

    @property
    def causes(self) -> CauseTable:
        return self.house.causes

    @property
    def cards(self) -> Cards:
        return self.house.cards

    @cached_property
    def cards_by_id(self) -> Mapping[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def checks(self) -> Checks:
        return load_checks(self.library.roots, self.causes)

    @cached_property
    def cause_names(self) -> Mapping[str, Mapping[str, str]]:
        return {cause.id: cause.name for cause in self.causes}

    @cached_property
    def classifier(self) -> Classifier:
        return load_classifier(self.library.roots)

    @cached_property
    def classified(self) -> Callable[[str], Classification]:
        """A text read into causes. Messages come again and again: the last ones are remembered."""
        return lru_cache(maxsize=4_096)(self.classifier.classify)

    @cached_property
    def rulebook(self) -> Rulebook:
        return load_rulebook(self.library.roots)

    @cached_property
    def terms(self) -> Terms:
        return load_terms(self.library.roots)

    @cached_property
    def selfcheck(self) -> tuple[Step, ...]:
        return load_selfcheck(self.library.roots)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What decisions about calls are made from, without the counts of closed cases."""
        roots = self.library.roots
        lexicon, advice = load_lexicon(roots), load_advice(roots)
        return Knowledge(self.causes, self.checks, self.cards, lexicon, advice, self.rulebook, {})

    @cached_property
    def ears(self) -> Ears:
        """What it takes to understand a caller."""

        def classify(of: str, text: str) -> Reading:
            made = self.classified(text)
            shares = tuple((one.cause, round(one.probability, 4)) for one in made.causes)
            return Reading(of, made.read_as, made.answer, shares, made.repair or "")

        return Ears(self.knowledge.lexicon, self.checks, classify)

    def warm(self) -> None:
        """Read everything now, so that the first caller does not wait for it."""
        loaded = (self.scenarios, self.rigs, self.cause_names, self.cards_by_id, self.ears, self.rulebook)
        assert all(one is not None for one in (*loaded, self.selfcheck, self.terms))
        self.classified("한도초과")
