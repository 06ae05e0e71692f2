"""The release that first failed a scenario, the one that mended it, and the trait that did it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from posdiag.isolate.culprit import Culprit, find_culprit
from posdiag.isolate.history import Change, History, State
from posdiag.isolate.outcome import Outcome, same_class
from posdiag.isolate.traits_changed import TraitChange
from posdiag.isolate.versions import Versions


@dataclass(frozen=True, slots=True)
class Explained:
    """A change between two versions with all traits that differ, and the one that made it.

    `veiled`: the version on the other side fails too, but otherwise, so that the failure may have been
    there without being seen.
    """

    change: Change
    traits: tuple[TraitChange, ...]
    culprit: Culprit | None
    veiled: bool = False


@dataclass(slots=True)
class Bisection:
    """The bisection of one scenario; its state is sound at any time.

    `replays` counts those of versions and of proofs together.
    """

    scenario: str
    versions: Versions
    wanted: Outcome | None = None
    any_failure: bool = False
    every: bool = False
    watch: Callable[[int, Outcome], None] = lambda number, outcome: None
    history: History = field(init=False)
    explained: list[Explained] = field(default_factory=list)
    proofs: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        count, play = len(self.versions.labels), self.versions.play
        self.history = History(count, play, self.wanted, self.any_failure, self.every, self.watch)

    @property
    def replays(self) -> int:
        return len(self.history.known) + self.proofs

    def run(self) -> None:
        """Search and prove; what a replay raises passes through and leaves what was found."""
        self.history.run()
        for change in self.history.changes():
            self.explained.append(self._explain(change))
        self.ended = True

    def _explain(self, change: Change) -> Explained:
        traits = self.versions.changes(change.before, change.after)

        def play(early: bool, some: Sequence[TraitChange]) -> Outcome:
            self.proofs += 1
            return self.versions.play_changed(change.before if early else change.after, some)

        def turned(seen: Outcome) -> bool:
            return self._bad(seen) if change.broke else not self._bad(seen)

        sound = self.history.state(change.before if change.broke else change.after)
        return Explained(change, traits, find_culprit(traits, play, turned), sound is State.OTHER)

    def _bad(self, seen: Outcome) -> bool:
        if self.any_failure or self.history.wanted is None:
            return seen.failed
        return same_class(self.history.wanted, seen)
