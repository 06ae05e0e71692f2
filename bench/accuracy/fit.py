"""Fits the ranking's weights on re-enacted cases: `python -m bench.accuracy.fit [--write] [--cases N]`.

A softmax over the causes, on top of the weights that `causes.yaml` states by hand, held near them by a
penalty: where cases say nothing, the hand's word stands. `unknown` is not fitted. Views and causes count
alike, however many cases each has. The scale of each set of channels is then set on further cases, so that of
answers with a share of 0.9 nine in ten are right; a second cause beside the first has weights of its own
(`second.py`). No case of the judging bench is used: its seeds are others.
"""

from __future__ import annotations

import argparse
import datetime
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.accuracy.cast import Purpose, cases
from bench.accuracy.pairs import pairs_of
from bench.accuracy.samples import Found, Sample, enacted_causes, gather
from bench.accuracy.second import second_of
from bench.accuracy.tried import best_worth, right, undecided
from posdiag import assembly
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.features import accuses, features_of
from posdiag.diagnose.finding import Finding
from posdiag.diagnose.rank import rank
from posdiag.diagnose.ranking import Fitted, Ranking, ranking_text, scale_key
from posdiag.diagnose.voices import by_hand

CASES, PAIR_CASES, TRIED = 48, 600, 12
#: How strongly the weights are held near those by hand, for each unit of all samples' weight.
PENALTY = 4e-4
SCALES = tuple(1.1**step for step in range(-6, 17))

Key = tuple[tuple[str, ...], int, tuple[Found, ...]]


def by_hand_alone(causes: CauseTable, without: str = "") -> CauseTable:
    """The table with nothing fitted, and without one cause."""
    return CauseTable({cause.id: cause for cause in causes if cause.id != without})


def weighted(samples: Iterable[Sample], without: str = "") -> dict[Key, float]:
    """Like samples together, with their weight: each cause and view counts alike."""
    counted: Counter[Key] = Counter()
    for sample in samples:
        if sample.shows and without not in sample.causes and accuses(sample.findings()):
            counted[sample.causes, sample.view, sample.found] += 1
    total: Counter[tuple[str, int]] = Counter()
    for (causes, view, _), count in counted.items():
        for cause in causes:
            total[cause, view] += count
    return {
        key: count / math.sqrt(max(total[cause, key[1]] for cause in key[0]))
        for key, count in counted.items()
    }


def fit(samples: Iterable[Sample], causes: CauseTable, without: str = "") -> Ranking:
    """The weights for these samples; those of the cause `without` are left out, and so is the cause."""
    from scipy.optimize import minimize  # here: it takes a second to load
    from scipy.sparse import csr_matrix

    table = by_hand_alone(causes, without)
    keys = weighted(samples, without)
    ids = list(table.ids())
    column = {id_: number for number, id_ in enumerate(ids)}
    rows = [_sample(key) for key in keys]
    findings = [row.findings() for row in rows]
    lists = [features_of(found, row.seen_by.channels) for found, row in zip(findings, rows, strict=True)]
    names = sorted({name for names in lists for name in names})
    place = {name: number for number, name in enumerate(names)}
    indices = [place[name] for names in lists for name in names]
    starts = np.cumsum([0, *(len(names) for names in lists)])
    chosen = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(names)))
    offsets = np.array([[_hand(table, id_, found) for id_ in ids] for found in findings])
    wanted = np.zeros_like(offsets)
    for number, row in enumerate(rows):
        for cause in row.causes:
            wanted[number, column[cause]] = 1 / len(row.causes)
    weight = np.array(list(keys.values()))
    weight /= weight.sum()
    fixed = column[UNKNOWN]
    shape = (len(names) + 1, len(ids))

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        deltas = flat.reshape(shape)
        scores = offsets + chosen @ deltas[1:] + deltas[0]
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        loss = -(weight[:, None] * wanted * logs).sum() + PENALTY * (deltas**2).sum()
        error = weight[:, None] * (np.exp(logs) - wanted)
        slope = np.vstack([error.sum(axis=0), chosen.T @ error]) + 2 * PENALTY * deltas
        slope[:, fixed] = 0
        return float(loss), np.asarray(slope).ravel()

    found = minimize(cost, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    deltas = found.x.reshape(shape)
    weights = {
        name: {id_: float(deltas[place[name] + 1, column[id_]]) for id_ in ids if id_ != UNKNOWN}
        for name in names
    }
    return Ranking(bias={id_: float(deltas[0, column[id_]]) for id_ in ids}, weights=weights)


def _sample(key: Key) -> Sample:
    return Sample(key[0], (), "", key[1], key[2], True, True)


def _hand(table: CauseTable, id_: str, found: Sequence[Finding]) -> float:
    cause = table[id_]
    return math.log(max(cause.prior, 1e-9)) + sum(by_hand(cause, found).values())


def scaled(ranking: Ranking, causes: CauseTable, samples: Sequence[Sample]) -> Ranking:
    """The same weights with a scale for each set of channels, the likeliest on these samples."""
    scales: dict[str, float] = {}
    by_channels: dict[str, Counter[Key]] = {}
    for sample in samples:
        if sample.shows and sample.alone and accuses(sample.findings()):
            like = by_channels.setdefault(scale_key(sample.seen_by.channels), Counter())
            like[sample.causes, sample.view, sample.found] += 1
    for key, some in by_channels.items():
        losses = {}
        for scale in SCALES:
            table = CauseTable({c.id: c for c in causes}, replace(ranking, scale={"": scale}))
            losses[scale] = sum(count * _surprise(like, table) for like, count in some.items())
        scales[key] = min(losses, key=losses.__getitem__)
    scales[""] = max(scales.values(), default=1.0)
    return replace(ranking, scale=scales)


def _surprise(key: Key, table: CauseTable) -> float:
    """How little was given to what it was: minus the logarithm of the share."""
    sample = _sample(key)
    shares = rank(sample.findings(), table, sample.seen_by.channels)
    right = sum(share.probability for share in shares if share.cause in sample.causes)
    return -math.log(max(right, 0.005))


def wanted_cases(each: int, pairs: int) -> Iterable[tuple[tuple[str, ...], int]]:
    """How many cases of which causes: each alone, then pairs."""
    yield from (((cause,), each) for cause in enacted_causes())
    yield from ((pair, count) for pair, count in pairs_of(enacted_causes(), pairs, "fit"))


def main(words: Sequence[str]) -> int:
    """Fit, print what came of it, and write the file where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.fit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write profiles/ranking.json")
    parser.add_argument("--cases", type=int, default=CASES, help="cases of each cause alone")
    parser.add_argument("--pairs", type=int, default=PAIR_CASES, help="cases of two causes")
    options = parser.parse_args(words)
    causes = assembly.house().causes
    samples = gather(Purpose.FIT, wanted_cases(options.cases, options.pairs))
    tune = gather(Purpose.TUNE, [((cause,), max(4, options.cases // 3)) for cause in enacted_causes()])
    ranking = second_of(samples, fit(samples, causes), causes)
    ranking = scaled(ranking, causes, tune)
    table = CauseTable({cause.id: cause for cause in causes}, ranking)
    scenes = (scene for cause in enacted_causes() for scene in cases(Purpose.TUNE, (cause,), TRIED))
    tried = undecided(scenes, table)
    ranking = replace(ranking, likeness=best_worth(tried))
    print(f"{len(tried)} undecided: {right(tried, 0.0)} right, {right(tried, ranking.likeness)} once played")
    fitted = Fitted(
        f"python -m bench.accuracy.fit --write --cases {options.cases} --pairs {options.pairs}",
        len({sample.name for sample in samples}),
        Purpose.FIT.first_seed,
        datetime.date.today().isoformat(),
    )
    ranking = replace(ranking, fitted=fitted)
    text = ranking_text(ranking)
    print(
        f"{fitted.cases} cases, {len(samples)} samples, {len(ranking.weights)} features, {len(text):,} bytes"
    )
    print(
        "scale:", ", ".join(f"{name or 'else'} {value:.2f}" for name, value in sorted(ranking.scale.items()))
    )
    if options.write:
        path = Path(__file__).parents[2] / "profiles" / "ranking.json"
        path.write_text(text, encoding="utf-8")
        print(f"written: {path}")
    return 0


def shares_by_view(samples: Iterable[Sample]) -> Mapping[str, int]:
    """How many samples each view has."""
    return Counter(sample.seen_by.title for sample in samples)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
