"""How good answers are: right, right among the first three, honest in their probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.classify.texts import Judged
from posdiag.classify.result import UNKNOWN, Classification

#: A wrong answer this likely is a confident error.
CONFIDENT = 0.8
_BINS = 10


@dataclass(frozen=True, slots=True)
class Answered:
    """A text and what came of it."""

    judged: Judged
    told: Classification

    @property
    def right(self) -> bool:
        """The answer is one of the causes that are right."""
        return self.told.answer in self.judged.causes

    @property
    def stated(self) -> bool:
        """Right, or right in an alternative that was stated beside the answer."""
        return self.right or any(cause in self.judged.causes for cause in self.told.alternatives)

    @property
    def among_three(self) -> bool:
        """A right cause is among the first three."""
        return any(one.cause in self.judged.causes for one in self.told.causes[:3])

    @property
    def confident_error(self) -> bool:
        """Wrong, and sure of it."""
        return not self.right and self.told.answer != UNKNOWN and self.told.probability >= CONFIDENT


def share(found: Sequence[Answered], of: Callable[[Answered], bool]) -> float:
    """The share of answers of which something is true; 0 where there are none."""
    return sum(map(of, found)) / len(found) if found else 0.0


def by(found: Iterable[Answered], key: Callable[[Answered], str]) -> dict[str, list[Answered]]:
    """The answers by a key, in the order in which the keys come."""
    groups: dict[str, list[Answered]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups


def calibration(found: Sequence[Answered]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and for each tenth (mean probability, share right, count)."""
    bins: list[list[Answered]] = [[] for _ in range(_BINS)]
    for one in found:
        bins[min(int(one.told.probability * _BINS), _BINS - 1)].append(one)
    rows = []
    error = 0.0
    for inside in bins:
        if inside:
            said = sum(one.told.probability for one in inside) / len(inside)
            was = share(inside, lambda one: one.right)
            rows.append((said, was, len(inside)))
            error += abs(said - was) * len(inside) / len(found)
    return error, rows


def confusion(found: Sequence[Answered], most: int) -> list[tuple[tuple[str, str], int]]:
    """The commonest mistakes: (right cause, answer) and how often."""
    counts = Counter((one.judged.causes[0], one.told.answer) for one in found if not one.right)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]
