"""The replays of one search: counted, limited, and none of them played twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from posdiag.errors import InputError
from posdiag.isolate.outcome import Outcome, Play
from posdiag.profile.model import PosRelease
from posdiag.record import Verdict
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant


class OutOfReplays(Exception):
    """The limit on replays is reached; what was found so far stands."""


@dataclass(slots=True)
class Trials:
    """Plays variants under one seed. `watch` is told before each replay how many there were."""

    play: Play
    seed: int
    most: int
    watch: Callable[[int, str], None] = lambda count, what: None
    count: int = 0
    _known: dict[str, Outcome] = field(default_factory=dict)

    def of(self, scenario: Scenario, release: PosRelease, what: str = "") -> Outcome:
        """What a scenario with its own faults comes to on a release; OutOfReplays at the limit."""
        key = f"{release.label} {scenario!r}"
        if key not in self._known:
            if self.count >= self.most:
                raise OutOfReplays
            self.watch(self.count, what)
            self.count += 1
            self._known[key] = self._played(Variant(scenario, release))
        return self._known[key]

    def _played(self, variant: Variant) -> Outcome:
        """The replay; what the terminal's bench refuses is no case, unless it is the user's own."""
        try:
            return self.play(variant, (), self.seed)
        except InputError:
            if self.count == 1:
                raise
            return Outcome(Verdict.INCONCLUSIVE)
