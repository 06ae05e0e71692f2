"""The one changed trait that makes the difference between two versions, proven by replaying it alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posdiag.isolate.outcome import Outcome
from posdiag.isolate.traits_changed import TraitChange

#: Replays the earlier (True) or the later version with some traits changed.
PlayChanged = Callable[[bool, Sequence[TraitChange]], Outcome]


@dataclass(frozen=True, slots=True)
class Culprit:
    """The fewest changes that alone turn the earlier version into one that ends like the later.

    `undone`: the later version with just these taken back ends like the earlier one. `others` are
    changes that would do it alone as well.
    """

    changes: tuple[TraitChange, ...]
    undone: bool
    others: tuple[TraitChange, ...] = ()

    @property
    def alone(self) -> bool:
        return len(self.changes) == 1


def find_culprit(
    changes: Sequence[TraitChange], play: PlayChanged, turned: Callable[[Outcome], bool]
) -> Culprit | None:
    """The culprit among the changed traits; None where even all of them together do not show it.

    `turned` says whether an outcome is as the later version's: bad where it broke, good where it was
    mended.
    """
    alone = [one for one in changes if turned(play(True, (one,)))]
    if alone:
        proven = [one for one in alone if not turned(play(False, (one.reversed(),)))]
        first = (proven or alone)[0]
        others = tuple(one for one in alone if one is not first)
        return Culprit((first,), first in proven, others)
    needed = list(changes)
    if not needed or not turned(play(True, needed)):
        return None
    for one in list(needed):
        fewer = [other for other in needed if other is not one]
        if fewer and turned(play(True, fewer)):
            needed = fewer
    taken_back = [one.reversed() for one in needed]
    return Culprit(tuple(needed), not turned(play(False, taken_back)))
