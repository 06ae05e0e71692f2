"""The smallest request and the mildest fault that still fail in the same way, by replay alone.

Cuts first (whatever can be left out), then numbers (each down to where the failure begins), again and
again until no single step makes it smaller: what is left is minimal for these steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from posdiag.isolate.boundary import Boundary, first_failing, first_failing_upward
from posdiag.isolate.cuts import Cut, Said, cuts
from posdiag.isolate.fault_words import Defaults
from posdiag.isolate.follow import follow
from posdiag.isolate.knobs import Knob, knobs
from posdiag.isolate.outcome import Outcome, Play, same_failure
from posdiag.isolate.trials import OutOfReplays, Trials
from posdiag.isolate.witness import Witness, find_witness, measured
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Expect, Scenario

MOST_REPLAYS = 400
#: Rounds of cuts and numbers; each but the last makes the scenario smaller.
_MOST_ROUNDS = 50


class Beyond(StrEnum):
    """What is on the mild side of an edge: it passes, it fails in another way, or it is no fair case.

    It is no fair case where a sound release does not pass either, so that nothing can be told.
    """

    PASSES = "passes"
    OTHERWISE = "fails-otherwise"
    UNFAIR = "no-fair-case"


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the failure begins in one number, as a report tells it.

    `next_at` is the neighbour on the mild side, None where the mildest value fails too; `odd` are
    harsher values that pass, so that the failure is not monotone in this number.
    """

    name: str
    kind: str
    at: tuple[int, ...]
    unit: str
    fails_at: int
    next_at: int | None
    beyond: Beyond = Beyond.PASSES
    odd: tuple[int, ...] = ()


@dataclass(slots=True)
class Shrinking:
    """A search, whose state is sound at any time: `smallest` is known to fail as `failure` did."""

    release: PosRelease
    others: Sequence[PosRelease]  # of the product, oldest first: a witness is sought among them
    before: Scenario
    play: Play
    defaults: Defaults
    seed: int = 0
    most_replays: int = MOST_REPLAYS
    watch: Callable[[int, str], None] = lambda count, what: None
    said: Said = lambda scenario, number: ()
    smallest: Scenario = field(init=False)
    failure: Outcome | None = None
    now: Outcome | None = None  # of the smallest
    witness: Witness | None = None
    edges: dict[str, Edge] = field(default_factory=dict)
    minimal: bool = False
    out_of_replays: bool = False
    trials: Trials = field(init=False)

    def __post_init__(self) -> None:
        self.smallest = self.before
        self.trials = Trials(self.play, self.seed, self.most_replays, self.watch)

    def run(self) -> None:
        """Search to the end; LinkError and KeyboardInterrupt pass through and leave what was found."""
        try:
            first = self.trials.of(self.before, self.release)
            if not first.failed:
                self.now = first
                return
            self.failure = self.now = first
            self.witness = find_witness(self.trials, self.before, self.release, self.others)
            for _ in range(_MOST_ROUNDS):
                if not (self._cut() | self._turn()):
                    self.minimal = True
                    return
        except OutOfReplays:
            self.out_of_replays = True

    # -- a round ---------------------------------------------------------------------------------

    def _cut(self) -> bool:
        """Leave out what can be; whether anything was."""
        smaller = False
        refused: set[str] = set()
        while True:
            for cut in cuts(self.smallest, self.said):
                if cut.what not in refused and self._take(cut):
                    smaller = True
                    break
                refused.add(cut.what)
            else:
                return smaller

    def _turn(self) -> bool:
        """Make every number as mild as the failure allows; whether any became milder."""
        smaller = False
        names = [knob.name for knob in knobs(self.smallest, self.defaults)]
        self.edges = {name: edge for name, edge in self.edges.items() if name in names}
        for name in names:
            for knob in knobs(self.smallest, self.defaults):
                if knob.name == name:
                    smaller |= self._turn_one(knob)
        return smaller

    def _turn_one(self, knob: Knob) -> bool:
        boundary = self._boundary(knob)
        if boundary is None:
            return False
        mild = boundary.passes_at
        if mild is None and knob.value == knob.mildest and knob.name not in self.edges:
            return False  # as mild as can be from the beginning
        self.edges[knob.name] = Edge(
            knob.name,
            knob.kind,
            knob.at,
            knob.unit,
            knob.shown(boundary.fails_at),
            None if mild is None else knob.shown(mild),
            Beyond.PASSES if mild is None else self._beyond(knob.set(mild)),
            tuple(map(knob.shown, boundary.odd)),
        )
        return boundary.fails_at != knob.value and self._take(knob.set(boundary.fails_at))

    def _boundary(self, knob: Knob) -> Boundary | None:
        def fails(value: int) -> bool:
            return self._fitting(knob.set(value)) is not None

        if not self._tellable(knob.set(knob.mildest)):
            return None

        if knob.value is None:
            return first_failing_upward(fails, knob.mildest)
        return first_failing(fails, knob.value, knob.mildest)

    # -- one candidate ---------------------------------------------------------------------------

    def _take(self, cut: Cut) -> bool:
        """Go on from a smaller scenario, where it fails in the same way."""
        fitting = self._fitting(cut)
        if fitting is None:
            return False
        self.smallest, self.now = fitting
        return True

    def _fitting(self, cut: Cut) -> tuple[Scenario, Outcome] | None:
        """The cut with an expectation that still holds, where the same failure is seen; else None."""
        assert self.failure is not None
        for scenario in self._expectations(cut):
            seen = self.trials.of(scenario, self.release, cut.what)
            if same_failure(self.failure, seen) and self._holds(scenario):
                return scenario, seen
        return None

    def _tellable(self, cut: Cut) -> bool:
        """Whether anybody knows what should come of it: the witness, or an expectation that surely stands."""
        return self.witness is not None or next(self._expectations(cut), None) is not None

    def _beyond(self, cut: Cut) -> Beyond:
        """What kind of outcome a refused candidate has; its replays are known already."""
        seen = [self.trials.of(scenario, self.release) for scenario in self._expectations(cut)]
        if any(outcome.passed for outcome in seen):
            return Beyond.PASSES
        assert self.failure is not None
        alike = any(same_failure(self.failure, outcome) for outcome in seen)
        return Beyond.UNFAIR if alike or not seen else Beyond.OTHERWISE

    def _holds(self, scenario: Scenario) -> bool:
        """Whether what the scenario expects is what a sound release does; true where none is known."""
        return self.witness is None or self.witness.sees(self.trials, scenario).passed

    def _expectations(self, cut: Cut) -> Iterator[Scenario]:
        """The smaller scenario with each expectation that may fit it."""
        if cut.of_faults:
            yield cut.scenario
            return
        followed = follow(self.smallest, cut.turned)
        sure = followed is not None and followed.sure and not cut.of_fields
        if followed is not None and (sure or self.witness is not None):
            yield replace(cut.scenario, expect=followed.expect)
        if self.witness is None:
            return
        asked = cut.scenario if followed is None else replace(cut.scenario, expect=followed.expect)
        seen = self.witness.sees(self.trials, asked)
        expect: Expect | None = None if seen.passed else measured(asked, seen)
        if expect is not None:
            yield replace(cut.scenario, expect=expect)
