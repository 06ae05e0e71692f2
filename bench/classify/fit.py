"""Learns the weights of the classifier: `python -m bench.classify.fit [--write]`.

A multinomial logistic model over pieces of words, fitted by L-BFGS with a penalty; weights are rounded to
a byte each. The temperature that makes probabilities honest is found on texts left out of the fit, whole
lines of them, so that no wording of a line stands on both sides. Needs numpy and scipy, the tool does not.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.classify.training import Row, rows
from bench.classify.typing import retyped
from posdiag.classify.classifier import MODEL_FILE, evidence
from posdiag.classify.model import write_model
from posdiag.classify.phrases import load_phrases
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots, shipped

SEED = 20261128
#: How often each row is retyped beside its own form.
COPIES = 2
MOST_FEATURES = 20_000
LEAST_TEXTS = 3
PENALTY = 2.0e-5
STEPS = 80
HELD_OUT = 0.12
#: Share of retyped texts whose phrases are kept from the fit, so that it does not lean on them alone.
DEAF = 0.35

Matrix = np.ndarray


@dataclass(slots=True)
class Set:
    """Texts as features, their causes and weights."""

    texts: list[list[str]]
    causes: Matrix
    weights: Matrix


def make_set(found: Sequence[Row], place: dict[str, int], copies: int, seed: int) -> Set:
    """Features of the rows and of retyped copies; every cause counts the same on the whole."""
    chance = random.Random(seed)
    phrases = load_phrases(Roots.of())
    texts, causes, weights = [], [], []
    for row in found:
        for number in range(copies + 1):
            text = row.text if number == 0 else retyped(row.text, chance)
            hits = [] if number and chance.random() < DEAF else phrases.hits(text)
            texts.append(sorted(set(evidence(text, hits))))
            causes.append(place[row.cause])
            weights.append(row.weight)
    labels, counts = np.array(causes), np.array(weights)
    totals = np.bincount(labels, counts, len(place))
    counts = counts * (totals[labels] ** -0.6)
    return Set(texts, labels, (counts / counts.sum()).astype(np.float32))


def choose_features(train: Set, causes: int) -> list[str]:
    """The features that tell causes apart best, of those that stand in several texts."""
    seen: Counter[str] = Counter()
    by_cause: dict[str, Counter[int]] = {}
    for text, label in zip(train.texts, train.causes.tolist(), strict=True):
        seen.update(text)
        for feature in text:
            by_cause.setdefault(feature, Counter())[label] += 1
    scored = []
    for feature, count in seen.items():
        if count >= LEAST_TEXTS:
            shares = np.array(list(by_cause[feature].values())) / count
            told = np.log(causes) + float((shares * np.log(shares)).sum())
            scored.append((-(told * count**0.5), feature))
    return sorted(feature for _, feature in sorted(scored)[:MOST_FEATURES])


def to_matrix(texts: Sequence[Sequence[str]], place: dict[str, int], idf: Matrix) -> csr_matrix:
    """Weighted and normalised rows, as `Model.scores` computes them."""
    data, columns, starts = [], [], [0]
    for text in texts:
        known = [place[feature] for feature in text if feature in place]
        values = idf[known]
        norm = float(np.sqrt((values**2).sum())) or 1.0
        data.append(values / norm)
        columns += known
        starts.append(len(columns))
    flat = np.concatenate(data) if data else np.zeros(0)
    return csr_matrix((flat.astype(np.float32), columns, starts), shape=(len(texts), len(place)))


def fit(matrix: csr_matrix, labels: Matrix, weights: Matrix, causes: int) -> tuple[Matrix, Matrix]:
    """Weights by feature and cause, and the biases."""
    size = matrix.shape[1]
    flipped = matrix.T.tocsr()
    goal = np.zeros((len(labels), causes), np.float32)
    goal[np.arange(len(labels)), labels] = 1.0

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        table = flat.reshape(size + 1, causes).astype(np.float32)
        logits = matrix @ table[:-1] + table[-1]
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        told = float(-(weights * np.log(shares[np.arange(len(labels)), labels] + 1e-12)).sum())
        gap = (shares - goal) * weights[:, None]
        slope = np.vstack([flipped @ gap, gap.sum(axis=0)[None]]) + 2 * PENALTY * table
        return told + PENALTY * float((table**2).sum()), slope.astype(np.float64).ravel()

    start = np.zeros((size + 1) * causes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 8})
    table = found.x.reshape(size + 1, causes)
    return table[:-1], table[-1]


def temperature(logits: Matrix, labels: Matrix) -> float:
    """The temperature at which held-out texts are the least surprising."""
    best = (float("inf"), 1.0)
    for value in np.arange(0.4, 4.0, 0.05):
        scaled = logits / value
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        best = min(best, (float(-logs[np.arange(len(labels)), labels].mean()), float(value)))
    return best[1]


@dataclass(slots=True)
class Learned:
    """Features with their squares in a byte each, weights by feature and cause, and biases."""

    features: list[str]
    squares: Matrix
    table: Matrix
    bias: Matrix

    def logits(self, texts: Sequence[Sequence[str]]) -> Matrix:
        """Scores of texts before the temperature."""
        place = {feature: number for number, feature in enumerate(self.features)}
        scores: Matrix = to_matrix(texts, place, np.sqrt(self.squares)) @ self.table + self.bias
        return scores


def learn(train: Set, causes: int) -> Learned:
    """Choose features and fit their weights."""
    chosen = choose_features(train, causes)
    place = {feature: number for number, feature in enumerate(chosen)}
    counts = Counter(feature for text in train.texts for feature in text if feature in place)
    idf = np.array([np.log(1 + len(train.texts) / counts[feature]) for feature in chosen])
    squares = np.round(idf**2 * 2).clip(1, 255)  # as the file keeps it: the square, in a byte
    squares[[number for number, feature in enumerate(chosen) if feature[0] in "!?"]] = 255  # few, worth much
    matrix = to_matrix(train.texts, place, np.sqrt(squares))
    print(f"{len(train.texts)} texts, {len(chosen)} features", flush=True)
    return Learned(chosen, squares, *fit(matrix, train.causes, train.weights, causes))


def write(learned: Learned, names: Sequence[str], warmth: float) -> None:
    """The weights in a byte each, in the file that the tool reads."""
    lanes = learned.table * np.sqrt(learned.squares)[:, None]
    scale = float(np.percentile(np.abs(lanes), 99.97)) / 127
    small = (np.round(lanes / scale) + 128).clip(0, 255).astype(np.uint8)
    body = np.hstack([small, learned.squares.astype(np.uint8)[:, None]]).tobytes()
    print(f"{len(body):,} bytes of weights")
    head = {
        "causes": list(names),
        "temperature": round(warmth, 3),
        "scale": scale,
        "bias": [round(float(one), 4) for one in learned.bias],
    }
    write_model(shipped() / MODEL_FILE, head, learned.features, body)


def main(words: Sequence[str]) -> int:
    """Fit, print what held-out rows come to, and write the file where asked.

    The weights are those of the fit without the held-out rows: only for these is the temperature known to be
    honest.
    """
    began = time.perf_counter()
    names = load_causes(Roots.of()).ids()
    place = {cause: number for number, cause in enumerate(names)}
    all_rows = rows(SEED)
    chance = random.Random(SEED)
    groups = sorted({row.text[:6] + row.cause for row in all_rows})
    held = set(chance.sample(groups, int(HELD_OUT * len(groups))))
    kept = [row for row in all_rows if row.text[:6] + row.cause not in held]
    apart = [row for row in all_rows if row.text[:6] + row.cause in held]
    test = make_set(apart, place, 1, SEED + 1)
    learned = learn(make_set(kept, place, COPIES, SEED), len(names))
    logits = learned.logits(test.texts)
    warmth = temperature(logits, test.causes)
    right = float((logits.argmax(axis=1) == test.causes).mean())
    print(f"held out: {len(test.texts)} texts, top-1 {right:.1%}, temperature {warmth:.2f}", flush=True)
    if "--write" in words:
        write(learned, names, warmth)
    print(f"{time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
