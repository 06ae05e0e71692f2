"""What the rooms below know, loaded once: profiles, scenarios, causes, cards and checks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from posdiag import assembly
from posdiag.checks.check import Checks
from posdiag.checks.load import load_checks
from posdiag.diagnose.causes import CauseTable
from posdiag.engine import House
from posdiag.guidance.cards import Card, Cards
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

    def warm(self) -> None:
        """Read everything now, so that the first caller does not wait for it."""
        for read in (self.house, self.scenarios, self.rigs, self.checks, self.cause_names, self.cards_by_id):
            assert read is not None
