"""Which two causes are put together: by chance, from different classes, each as often as the others."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.faults import class_of
from posdiag.diagnose.causes import UNKNOWN


def family_of(cause: str) -> str:
    """The family of a cause: `coupon`, `pos` …"""
    return cause.split(".")[0]


def pairs_of(causes: Sequence[str], count: int, purpose: str) -> Iterator[tuple[tuple[str, str], int]]:
    """`count` pairs, like ones together with their number."""
    rng = random.Random(f"pairs {purpose}")
    known = [cause for cause in causes if cause != UNKNOWN]
    drawn: Counter[tuple[str, str]] = Counter()
    for _ in range(count):
        one = rng.choice(known)
        others = [cause for cause in known if class_of(cause) != class_of(one)]
        drawn[one, rng.choice(others)] += 1
    yield from sorted(drawn.items())
