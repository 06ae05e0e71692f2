"""Judges the ranking on samples: which cause comes first, how sure it is, and whether it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bench.accuracy.pairs import family_of
from bench.accuracy.samples import Sample
from bench.faults import class_of
from posdiag.diagnose.answer import answer_of
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.finding import CauseShare
from posdiag.diagnose.rank import rank

NOTHING = "nothing"
BINS = 10

Ranks = Callable[[Sample], Sequence[CauseShare]]


def ranks_by(causes: CauseTable) -> Ranks:
    """Ranks a sample by what was found in it, with the channels of its view."""
    return lambda sample: rank(sample.findings(), causes, sample.seen_by.channels)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample with its answer: the first cause and its share."""

    sample: Sample
    first: str
    share: float
    ranked: tuple[str, ...]
    answers: int = 1  # how many causes the diagnosis stands by

    @property
    def detail_right(self) -> bool:
        return self.first in self.sample.causes

    @property
    def class_right(self) -> bool:
        return class_of(self.first) in {class_of(cause) for cause in self.sample.causes}

    @property
    def both_in_three(self) -> bool:
        """Both causes that were enacted are there; one that a way sets off is counted as neither."""
        named = {class_of(cause) for cause in self.ranked[:3]}
        return {class_of(cause) for cause in self.sample.causes[: len(self.sample.ways)]} <= named

    @property
    def careful(self) -> bool:
        """Unknown, or a neighbour of the same family."""
        families = {family_of(cause) for cause in self.sample.causes}
        return self.first in (UNKNOWN, NOTHING) or family_of(self.first) in families


def judged(samples: Iterable[Sample], ranks: Ranks) -> list[Judged]:
    """Every sample in which the cause shows itself, with its answer."""
    found = []
    known: dict[object, Sequence[CauseShare]] = {}
    for sample in samples:
        if not sample.shows:
            continue
        key = sample.view, sample.found
        if key not in known:
            known[key] = ranks(sample)
        shares = known[key]
        first = shares[0].cause if shares else NOTHING
        share = shares[0].probability if shares else 0.0
        found.append(Judged(sample, first, share, tuple(one.cause for one in shares), len(answer_of(shares))))
    return found


@dataclass(slots=True)
class Tally:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def rate(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of} {self.rate:.1%}" if self.of else "none"


@dataclass(slots=True)
class Calibration:
    """How often answers of like certainty are right. `bins` hold right, number and sum of the shares."""

    bins: list[list[float]] = field(default_factory=lambda: [[0, 0, 0.0] for _ in range(BINS)])
    sure: Tally = field(default_factory=Tally)

    def add(self, one: Judged) -> None:
        if one.first in (NOTHING, UNKNOWN):
            return  # no cause was named: an honest "cannot tell" is judged by how often it is said
        cell = self.bins[min(BINS - 1, int(one.share * BINS))]
        cell[0] += one.detail_right
        cell[1] += 1
        cell[2] += one.share
        if one.share >= 0.9:
            self.sure.count(one.detail_right)

    @property
    def error(self) -> float:
        """Expected calibration error: the gap between share and rate of being right, over all answers."""
        total = sum(number for _, number, _ in self.bins) or 1
        return sum(abs(right - shares) for right, _, shares in self.bins) / total


def confusion(found: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """(class that it was, class named first) -> how often, for cases of one cause.

    Where a way sets off another cause too and that is named, it counts under its own name.
    """
    return Counter(
        (class_of(one.first if one.class_right else one.sample.causes[0]), class_of(one.first))
        for one in found
        if one.sample.alone
    )
