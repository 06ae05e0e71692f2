"""A history of versions searched for where a failure came and went, with as few replays as may be.

Bisection takes a history to be monotone. What it finds is therefore held against neighbours and a sample
of the rest, and every two played versions that differ are searched between: a failure that was mended and
came back is told as three changes and not as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from posdiag.isolate.outcome import Outcome, same_class
from posdiag.record import Verdict

#: So few versions are all played: each takes milliseconds, and nothing is left to assume.
FEW = 16
#: Versions beside ends, bisection and neighbours that are played to see whether the history is monotone.
SAMPLE = 8


class State(StrEnum):
    """How a version counts. `other` fails, but not in this way: it counts as not bad."""

    GOOD = "good"
    BAD = "bad"
    OTHER = "other"
    UNKNOWN = "cannot-tell"


@dataclass(frozen=True, slots=True)
class Change:
    """Between two versions, next to each other but for those of which nobody can tell.

    `broke`: from not bad to bad; otherwise the failure went away. Numbers count from 0.
    """

    before: int
    after: int
    broke: bool


@dataclass(slots=True)
class History:
    """The search, whose state is sound at any time. `wanted` is the failure that is looked for.

    Without one, it is that of the bad end, the newer one first; where both ends pass, or all versions
    are played, the newest failure that was seen. With `any_failure` every incompatible version is bad.
    `watch` is told each version as it was played.
    """

    count: int
    play: Callable[[int], Outcome]
    wanted: Outcome | None = None
    any_failure: bool = False
    every: bool = False
    watch: Callable[[int, Outcome], None] = lambda number, outcome: None
    known: dict[int, Outcome] = field(default_factory=dict)  # in the order in which they were played

    def run(self) -> None:
        """Search to the end; what `play` raises passes through and leaves what was found."""
        if self.every or self.count <= FEW:
            for number in range(self.count):
                self._look(number)
            self._settle()
        else:
            self._search()

    def state(self, number: int) -> State | None:
        """How a version counts; None where it was not played."""
        seen = self.known.get(number)
        if seen is None:
            return None
        if seen.verdict is Verdict.INCONCLUSIVE:
            return State.UNKNOWN
        if not seen.failed:
            return State.GOOD
        wanted = self._reference()
        bad = self.any_failure or wanted is None or same_class(wanted, seen)
        return State.BAD if bad else State.OTHER

    def changes(self) -> tuple[Change, ...]:
        """Every change that is known, oldest first."""
        told = self._told()
        return tuple(
            Change(one, other, self._bad(other))
            for one, other in pairwise(told)
            if self._bad(one) != self._bad(other) and self._closed(one, other)
        )

    @property
    def complete(self) -> bool:
        return len(self.known) == self.count

    def _closed(self, one: int, other: int) -> bool:
        """Whether everything between was played, and nobody could tell."""
        return all(number in self.known for number in range(one + 1, other))

    # -- the search ------------------------------------------------------------------------------

    def _search(self) -> None:
        for number in (0, self.count - 1):
            self._look(number)
        if not self._differ():
            for number in self._spread():
                self._look(number)
        self._settle()
        self._bisect_all()
        for change in self.changes():
            for number in (change.before - 1, change.after + 1):
                if 0 <= number < self.count:
                    self._look(number)
        for number in self._spread():
            self._look(number)
        self._bisect_all()

    def _bisect_all(self) -> None:
        """Search between all played versions that differ, until no two of them lie apart."""
        while True:
            told = self._told()
            gaps = [
                (one, other)
                for one, other in pairwise(told)
                if self._bad(one) != self._bad(other) and not self._closed(one, other)
            ]
            if not gaps:
                return
            for one, other in gaps:
                self._look(self._middle(one, other))

    def _middle(self, one: int, other: int) -> int:
        """The unplayed version nearest to the middle between two."""
        middle = (one + other) // 2
        unplayed = [number for number in range(one + 1, other) if number not in self.known]
        return min(unplayed, key=lambda number: (abs(number - middle), number))

    def _spread(self) -> list[int]:
        """Unplayed versions, spread evenly."""
        unplayed = [number for number in range(self.count) if number not in self.known]
        size = min(SAMPLE, len(unplayed))
        return [unplayed[(2 * n + 1) * len(unplayed) // (2 * size)] for n in range(size)]

    def _look(self, number: int) -> None:
        if number not in self.known:
            self.known[number] = self.play(number)
            self.watch(number, self.known[number])

    # -- what it means ---------------------------------------------------------------------------

    def _told(self) -> list[int]:
        """Played versions of which somebody can tell, oldest first."""
        return [n for n in sorted(self.known) if self.known[n].verdict is not Verdict.INCONCLUSIVE]

    def _bad(self, number: int) -> bool:
        return self.state(number) is State.BAD

    def _differ(self) -> bool:
        return len({self._bad(number) for number in self._told()}) > 1

    def _reference(self) -> Outcome | None:
        """The failure that is looked for, as far as one is known: the newest that was seen."""
        if self.wanted is not None:
            return self.wanted
        return next((self.known[n] for n in sorted(self.known, reverse=True) if self.known[n].failed), None)

    def _settle(self) -> None:
        """From here on the failure that is looked for stays the same, whatever is played besides."""
        if self.wanted is None:
            self.wanted = self._reference()
