"""Two releases compared: which traits differ, which scenarios that touches, and which trait did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from posdiag.isolate.culprit import Culprit, find_culprit
from posdiag.isolate.outcome import Outcome, Play
from posdiag.isolate.traits_changed import TraitChange, trait_changes, with_changes
from posdiag.profile.abilities import ALWAYS_NEEDED, abilities
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant


class Touch(StrEnum):
    """What a scenario comes to at the later release against the earlier one."""

    WORSE = "worse"  # was compatible, and is no more
    BETTER = "better"  # was not compatible, and is now
    OTHER = "other"  # another verdict, cause or account of the money
    READ = "read"  # the same, though it needs an ability that a change gives or takes away


@dataclass(frozen=True, slots=True)
class Touched:
    """A scenario that the changes touch. `exercised` are the changed traits that it needs by what it asks of
    a POS; `culprit` the one that makes the difference, proven by replay. Without replays both outcomes are
    None, and so they are where a scenario could not be played.
    """

    scenario: Scenario
    touch: Touch
    before: Outcome | None = None
    after: Outcome | None = None
    exercised: tuple[str, ...] = ()
    culprit: Culprit | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two releases differ; `played` counts the scenarios that were replayed on both."""

    before: PosRelease
    after: PosRelease
    changes: tuple[TraitChange, ...]
    touched: tuple[Touched, ...]
    played: int
    faults: tuple[str, ...] = ()
    seed: int = 0

    @property
    def worse(self) -> tuple[Touched, ...]:
        return tuple(one for one in self.touched if one.touch is Touch.WORSE)


def compare(
    before: PosRelease,
    after: PosRelease,
    scenarios: Sequence[Scenario],
    play: Play | None,
    faults: tuple[str, ...] = (),
    seed: int = 0,
    watch: Callable[[int, str], None] = lambda number, scenario: None,
) -> Comparison:
    """Compare two releases by their traits and, with `play`, by replaying each scenario on both.

    `watch` is told the number and the id of each scenario before it is played. What `play` raises, it raises.
    """
    changes = trait_changes(before, after)
    touched = []
    for number, scenario in enumerate(scenarios, 1):
        watch(number, scenario.id)
        seen = _touched(scenario, before, after, changes, play, faults, seed)
        if seen is not None:
            touched.append(seen)
    order = list(Touch)
    touched.sort(key=lambda one: order.index(one.touch))
    return Comparison(
        before, after, changes, tuple(touched), len(scenarios) if play is not None else 0, faults, seed
    )


def _touched(
    scenario: Scenario,
    before: PosRelease,
    after: PosRelease,
    changes: Sequence[TraitChange],
    play: Play | None,
    faults: tuple[str, ...],
    seed: int,
) -> Touched | None:
    exercised = tuple(exercised_by(scenario, before, changes))
    if play is None:
        return Touched(scenario, Touch.READ, exercised=exercised) if exercised else None
    one = play(Variant(scenario, before), faults, seed)
    other = play(Variant(scenario, after), faults, seed)
    if _alike(one, other):
        return Touched(scenario, Touch.READ, one, other, exercised) if exercised else None
    touch = Touch.OTHER
    if one.passed != other.passed:
        touch = Touch.WORSE if one.passed else Touch.BETTER

    def play_changed(earlier: bool, some: Sequence[TraitChange]) -> Outcome:
        release = with_changes(before if earlier else after, some)
        return play(Variant(scenario, release), faults, seed)

    culprit = find_culprit(changes, play_changed, lambda seen: _alike(seen, other))
    return Touched(scenario, touch, one, other, exercised, culprit)


def exercised_by(scenario: Scenario, before: PosRelease, changes: Sequence[TraitChange]) -> Iterator[str]:
    """The paths of the changes that, each alone, give or take away an ability which the scenario needs."""
    needed = frozenset((*ALWAYS_NEEDED, *scenario.needs))
    had = abilities(before.traits) & needed
    for change in changes:
        if abilities(with_changes(before, (change,)).traits) & needed != had:
            yield change.path
        elif change.path == "dialect" or change.path.startswith("wire."):
            yield change.path  # every message is written by it


def _alike(one: Outcome, other: Outcome) -> bool:
    return (one.verdict, one.cause, one.money, one.worst) == (
        other.verdict,
        other.cause,
        other.money,
        other.worst,
    )
