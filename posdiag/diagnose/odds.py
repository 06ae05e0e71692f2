"""How unlikely so many failures are by chance: bounds that err on the side of no alarm."""

from __future__ import annotations

import math


def upper_rate(failed: int, of: int, z: float = 3.0) -> float:
    """The highest rate that `failed` of `of` still makes plausible (Wilson, three sigma); 1 for none."""
    if of <= 0:
        return 1.0
    share, squared = failed / of, z * z
    middle = share + squared / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return min(1.0, (middle + spread) / (1 + squared / of))


def divergence(share: float, rate: float) -> float:
    """Kullback and Leibler's distance of two coins, in natural units."""
    total = 0.0
    if share > 0:
        total += share * math.log(share / rate) if rate > 0 else math.inf
    if share < 1:
        total += (1 - share) * math.log((1 - share) / (1 - rate)) if rate < 1 else math.inf
    return total


def log_chance(failed: int, of: int, rate: float) -> float:
    """An upper bound on the natural logarithm of the chance of `failed` or more of `of` at this rate.

    Chernoff's: at most exp(-n D(share, rate)) for the binomial tail, and never below the true chance.
    """
    if of <= 0 or failed / of <= rate:
        return 0.0
    return -of * divergence(failed / of, rate)
