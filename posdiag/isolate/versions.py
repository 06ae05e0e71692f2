"""What is bisected: the releases of a POS product; a firmware of a terminal is another such history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from posdiag.isolate.outcome import Outcome, Play
from posdiag.isolate.traits_changed import TraitChange, trait_changes, with_changes
from posdiag.profile.abilities import supports
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant


class Versions(Protocol):
    """An ordered history, oldest first, each member of which can be played, also with traits changed."""

    @property
    def subject(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    def play(self, number: int) -> Outcome: ...
    def lacks(self, number: int) -> tuple[str, ...]:
        """What a version lacks for the scenario."""
        ...

    def place(self, number: int) -> str:
        """file:line of a version."""
        ...

    def changes(self, before: int, after: int) -> tuple[TraitChange, ...]: ...
    def play_changed(self, number: int, changes: Sequence[TraitChange]) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class ReleaseVersions:
    """The releases of one product with a scenario."""

    releases: tuple[PosRelease, ...]
    scenario: Scenario
    player: Play
    faults: tuple[str, ...] = ()
    seed: int = 0

    @property
    def subject(self) -> str:
        return self.releases[0].id

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(release.release for release in self.releases)

    def play(self, number: int) -> Outcome:
        return self._play(self.releases[number])

    def lacks(self, number: int) -> tuple[str, ...]:
        return supports(self.releases[number], self.scenario)

    def place(self, number: int) -> str:
        return self.releases[number].place

    def changes(self, before: int, after: int) -> tuple[TraitChange, ...]:
        return trait_changes(self.releases[before], self.releases[after])

    def play_changed(self, number: int, changes: Sequence[TraitChange]) -> Outcome:
        return self._play(with_changes(self.releases[number], changes))

    def _play(self, release: PosRelease) -> Outcome:
        return self.player(Variant(self.scenario, release), self.faults, self.seed)
