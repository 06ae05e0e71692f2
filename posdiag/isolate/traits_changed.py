"""Which traits two releases differ in, where each was written, and a release with some of them changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from posdiag.profile.model import PosRelease
from posdiag.profile.show import shown_value
from posdiag.profile.trait_types import overlaps, paths_of, traits_from


class _Absent(Enum):
    ABSENT = "absent"


ABSENT = _Absent.ABSENT


@dataclass(frozen=True, slots=True)
class TraitChange:
    """One trait by its path, before and after; `place` is where the later value was written.

    ABSENT stands for a wire option that a release does not state.
    """

    path: str
    before: object
    after: object
    place: str

    def reversed(self) -> TraitChange:
        return TraitChange(self.path, self.after, self.before, self.place)

    def words(self) -> tuple[str, str]:
        """Both values as text."""
        return _words(self.before), _words(self.after)


def trait_changes(before: PosRelease, after: PosRelease) -> tuple[TraitChange, ...]:
    """Everything in which the later release behaves unlike the earlier one."""
    old, new = dict(paths_of(before.traits)), dict(paths_of(after.traits))
    changes = []
    for path in dict.fromkeys((*old, *new)):
        one, other = old.get(path, ABSENT), new.get(path, ABSENT)
        if one != other:
            origin = after.origin(path)
            changes.append(TraitChange(path, one, other, str(origin) if origin.line else after.place))
    return tuple(changes)


def with_changes(release: PosRelease, changes: Sequence[TraitChange]) -> PosRelease:
    """The release with these traits as they were afterwards, all else as it is."""
    values = {
        path: value
        for path, value in paths_of(release.traits)
        if not any(overlaps(path, change.path) for change in changes)
    }
    values |= {change.path: change.after for change in changes if change.after is not ABSENT}
    return replace(release, traits=traits_from(values))


def _words(value: object) -> str:
    return "-" if value is ABSENT else shown_value(value)
