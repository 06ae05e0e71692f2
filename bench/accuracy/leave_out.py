"""Causes that the ranking never met: each withheld from fitting in turn, then shown to it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from bench.accuracy.fit import by_hand_alone, fit
from bench.accuracy.judge import Tally, judged, ranks_by
from bench.accuracy.samples import Sample
from bench.accuracy.views import VIEWS
from posdiag.diagnose.causes import CauseTable

#: The view in which a stranger is shown: all links, receipt and statement, profile known and withheld.
SHOWN_IN = (0, 1)


def strangers(fitted_on: Sequence[Sample], shown: Sequence[Sample], causes: CauseTable) -> dict[str, Tally]:
    """For each cause how often it was answered with care: unknown, or a neighbour of its family.

    The cause itself, its weights by hand, and all its cases are taken away before fitting.
    """
    few = [sample for sample in fitted_on if sample.view in SHOWN_IN]
    jobs = []
    for cause in sorted({sample.causes[0] for sample in shown if sample.alone}):
        mine = [s for s in shown if s.alone and s.causes[0] == cause and s.view in SHOWN_IN and s.shows]
        if mine:
            jobs.append((few, mine, causes, cause))
    with ProcessPoolExecutor(min(max(1, len(jobs)), os.cpu_count() or 1)) as pool:
        tallies = list(pool.map(_stranger, jobs))
    return {job[3]: tally for job, tally in zip(jobs, tallies, strict=True)}


def _stranger(job: tuple[Sequence[Sample], Sequence[Sample], CauseTable, str]) -> Tally:
    few, mine, causes, cause = job
    table = by_hand_alone(causes, cause)
    known = CauseTable({c.id: c for c in table}, fit(few, causes, cause))
    tally = Tally()
    for one in judged(mine, ranks_by(known)):
        tally.count(one.careful)
    return tally


def titles() -> str:
    """The views in which strangers are shown, in words."""
    return "; ".join(VIEWS[number].title for number in SHOWN_IN)
