"""Weights of the ranking that were fitted on re-enacted cases: data, read from `profiles/ranking.json`.

`python -m bench.accuracy.fit --write` makes the file. A weight is a natural logarithm, on top of those that
`causes.yaml` states by hand: how much likelier the feature makes the cause, beside all others. Where a
cause or a feature was never fitted, the weights by hand stand alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from posdiag.errors import InputError, Problem
from posdiag.profile.roots import Roots
from posdiag.worded import worded

FILE = "ranking.json"
SCHEMA = "posdiag/ranking/1"
#: What is not worth writing down.
LEAST_WEIGHT = 0.01


class Fitted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the weights came to be: command, number of cases, first seed, date."""

    command: str = ""
    cases: int = 0
    first_seed: int = 0
    date: str = ""


class Second(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a cause beside the first is believed: the weights of a logistic regression.

    `share` by the log odds that it has among what the first cause leaves unexplained, `rare` by how seldom
    the first gives its loudest finding.
    """

    bias: float = -2.0
    share: float = 0.7
    rare: float = 0.4

    def likelihood(self, odds: float, rarity: float) -> float:
        """From 0 to 1."""
        return 1.0 / (1.0 + math.exp(-(self.bias + self.share * odds + self.rare * rarity)))


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    fitted: Fitted
    bias: dict[str, float]
    likeness: float
    weights: dict[str, dict[str, float]]
    scale: dict[str, float]
    usual: dict[str, dict[str, float]] = {}
    second: Second = Second()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Fitted weights: `bias` by cause, `weights` by feature and cause.

    `likeness` is how much a re-enactment counts that looks wholly like what was seen, beside one that does
    not at all. `scale` divides the scores of a set of channels (`scale_key`): it comes from calibration.
    `usual` tells of each cause in what share of its cases a finding was seen.
    """

    bias: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    likeness: float = 4.0
    scale: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    second: Second = field(default_factory=Second)
    fitted: Fitted = field(default_factory=Fitted)

    def scale_for(self, channels: Iterable[str]) -> float:
        """By what the scores of these channels are divided."""
        return self.scale.get(scale_key(channels), self.scale.get("", 1.0))


def scale_key(channels: Iterable[str]) -> str:
    """The name of a set of channels: `ecr+statement`."""
    return "+".join(sorted(channels))


NONE = Ranking()


def load_ranking(roots: Roots) -> Ranking:
    """The fitted weights of the last root that has some; none at all where nobody fitted any."""
    found = NONE
    for folder in roots.folders:
        path = folder / FILE
        if path.is_file():
            found = read_ranking(path)
    return found


def read_ranking(path: Path) -> Ranking:
    """The weights of one file; InputError where it is none."""
    try:
        document = msgspec.json.decode(path.read_bytes(), type=_Document)
    except (msgspec.DecodeError, msgspec.ValidationError, OSError) as error:
        remedy = worded("write it anew: python -m bench.accuracy.fit --write")
        raise InputError(
            Problem(str(path), worded("no weights can be read: {error}", error=error), remedy)
        ) from error
    if document.schema != SCHEMA:
        raise InputError(
            Problem(
                str(path),
                worded("schema `{schema}`", schema=document.schema),
                worded("write `{schema}`", schema=SCHEMA),
            )
        )
    return Ranking(
        document.bias,
        document.weights,
        document.likeness,
        document.scale,
        document.usual,
        document.second,
        document.fitted,
    )


def ranking_text(ranking: Ranking) -> str:
    """The file of these weights, a line for each feature, so that a change can be read."""

    def rounded(weights: Mapping[str, float]) -> dict[str, float]:
        kept = {name: round(value, 2) for name, value in weights.items() if abs(value) >= LEAST_WEIGHT}
        return dict(sorted(kept.items()))

    lines = [f"{json.dumps(name)}: {json.dumps(rounded(by))}" for name, by in sorted(ranking.weights.items())]
    head = {
        "schema": SCHEMA,
        "fitted": msgspec.to_builtins(ranking.fitted),
        "bias": {name: round(value, 3) for name, value in sorted(ranking.bias.items())},
        "likeness": round(ranking.likeness, 3),
        "scale": {name: round(value, 3) for name, value in sorted(ranking.scale.items())},
        "second": {name: round(value, 3) for name, value in msgspec.to_builtins(ranking.second).items()},
    }
    parts = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    body = ",\n".join(lines)
    usual = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(rounded(by))}" for name, by in sorted(ranking.usual.items())
    )
    parts.append(f'"usual": {{\n{usual}\n}}')
    return "{" + ",\n".join(parts) + ',\n"weights": {\n' + body + "\n}}\n"
