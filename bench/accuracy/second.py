"""Fits when a second cause is believed: what each cause usually shows, and a logistic regression on top.

Cases of one cause show how often something is left over that is no cause of its own; cases of two how often
it is one. Two at once are taken to be one failing payment in ten (`TOGETHER`): an estimate, since nobody
counts them in the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.accuracy.samples import Sample
from bench.faults import class_of
from posdiag.diagnose.beside import Candidate, candidates
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.rank import rank
from posdiag.diagnose.ranking import Ranking, Second

TOGETHER = 0.1
LEAST_RATE, PENALTY = 0.01, 1e-4
#: Never: with it the ranking names the first cause alone.
_NONE = Second(bias=-99.0)


def usual_of(samples: Iterable[Sample]) -> dict[str, dict[str, float]]:
    """Of each cause, in what share of its cases a finding was seen that went wrong; all views together."""
    seen: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for sample in samples:
        codes = {f.code for f in sample.findings() if f.severity is not Severity.NOTE}
        if sample.shows and sample.alone and codes:
            total[sample.causes[0]] += 1
            seen.setdefault(sample.causes[0], Counter()).update(codes)
    return {
        cause: {code: n / total[cause] for code, n in codes.items() if n >= LEAST_RATE * total[cause]}
        for cause, codes in seen.items()
    }


@dataclass(frozen=True, slots=True)
class Case:
    """What stands beside the first cause of a sample, and whether it was enacted too."""

    candidate: Candidate
    there: bool


def beside(samples: Iterable[Sample], table: CauseTable) -> list[Case]:
    """The likeliest candidate of each sample. Of one cause alone its own in second place is neither."""
    found = []
    for sample in samples:
        shares = rank(sample.findings(), table, sample.seen_by.channels) if sample.shows else ()
        if not shares or shares[0].cause == UNKNOWN:
            continue
        first, channels = shares[0].cause, sample.seen_by.channels
        candidate = next(candidates(sample.findings(), first, table, channels), None)
        if candidate is None:
            continue
        there = class_of(candidate.cause) in {class_of(cause) for cause in sample.causes}
        if not (sample.alone and there):
            found.append(Case(candidate, there))
    return found


def second_of(samples: Sequence[Sample], ranking: Ranking, causes: CauseTable) -> Ranking:
    """The ranking with what these samples, of one cause and of two, tell of second causes."""
    ranking = replace(ranking, usual=usual_of(samples), second=_NONE)
    table = CauseTable({cause.id: cause for cause in causes}, ranking)
    rows: list[tuple[float, float, float, float]] = []
    for alone, part in ((True, 1 - TOGETHER), (False, TOGETHER)):
        some = [sample for sample in samples if sample.alone is alone]
        weight = part / max(1, sum(sample.shows for sample in some))
        rows += [
            (one.candidate.odds, one.candidate.rarity, float(one.there), weight)
            for one in beside(some, table)
        ]
    return replace(ranking, second=_regression(np.array(rows))) if rows else ranking


def _regression(rows: np.ndarray) -> Second:
    """Logistic regression on log odds and rarity; the last columns are the truth and the weight."""
    from scipy.optimize import minimize  # here: it takes a second to load

    known = np.column_stack([np.ones(len(rows)), rows[:, :2]])
    truth, weight = rows[:, 2], rows[:, 3] / rows[:, 3].sum()

    def cost(at: np.ndarray) -> float:
        z = known @ at
        return float((weight * (np.logaddexp(0, z) - truth * z)).sum() + PENALTY * (at[1:] ** 2).sum())

    bias, share, rare = map(float, minimize(cost, np.zeros(3)).x)
    return Second(bias, share, rare)
