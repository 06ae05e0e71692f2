"""The first failing value of a number: binary search from the mildest value, neighbours and samples held
against it, so that a failure which comes and goes is told and not smoothed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Values beside the boundary that are tried to see whether the failure hangs on the number alone.
SAMPLES = 3
#: Where nothing bounds a number, it is doubled at most so often.
MOST_DOUBLINGS = 20

Fails = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a failure begins. `passes_at` is the value next to `fails_at` on the mild side.

    `passes_at` is None where the mildest value there is fails too. `odd` holds harsher values that pass:
    empty where the failure is monotone as far as it was tried.
    """

    fails_at: int
    passes_at: int | None
    odd: tuple[int, ...] = ()

    @property
    def monotone(self) -> bool:
        return not self.odd


def first_failing(fails: Fails, start: int, mildest: int) -> Boundary:
    """The boundary between `mildest` and `start`, which is known to fail; either may be the larger.

    At most ceil(log2 n) + 1 trials and those of the samples; a milder failing sample begins the search
    again below it, at most `SAMPLES` times.
    """
    sign = 1 if start >= mildest else -1

    def at(distance: int) -> int:
        return mildest + sign * distance

    def far(distance: int) -> bool:
        return fails(at(distance))

    limit = abs(start - mildest)
    if limit == 0 or far(0):
        return Boundary(mildest, None)
    low, high = _narrowed(far, 0, limit)
    odd: set[int] = set()
    for _ in range(SAMPLES):
        milder = next((one for one in _samples(0, low) if far(one)), None)
        if milder is None:
            break
        odd.add(low)  # it passes, though it is harsher than one that fails
        low, high = _narrowed(far, _last_passing(far, milder), milder)
    odd |= {one for one in _samples(high, limit) if not far(one)}
    return Boundary(at(high), at(low), tuple(sorted(map(at, odd))))


def first_failing_upward(fails: Fails, least: int) -> Boundary | None:
    """The same where nothing bounds the number: it is doubled until it fails; None where it never does."""
    if fails(least):
        return Boundary(least, None)
    step = 1
    for _ in range(MOST_DOUBLINGS):
        if fails(least + step):
            return first_failing(fails, least + step, least)
        step *= 2
    return None


def _narrowed(far: Fails, low: int, high: int) -> tuple[int, int]:
    """`low` passes and `high` fails: the same, next to each other."""
    while high - low > 1:
        middle = (low + high) // 2
        if far(middle):
            high = middle
        else:
            low = middle
    return low, high


def _last_passing(far: Fails, failing: int) -> int:
    """A passing value below a failing one: found by going back in doubled steps; 0 passes."""
    step = 1
    while failing - step > 0:
        if not far(failing - step):
            return failing - step
        step *= 2
    return 0


def _samples(low: int, high: int) -> list[int]:
    """Up to SAMPLES values strictly between, spread, the neighbours of either end among them."""
    if high - low < 2:
        return []
    wanted = [low + 1, high - 1, (low + high) // 2][:SAMPLES]
    return sorted(set(wanted))
