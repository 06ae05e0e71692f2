"""What re-enactment adds: undecided cases before and after the likely causes are played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.accuracy.cast import Scene, link_of, look, reenactments
from bench.accuracy.views import VIEWS, View, case_in, recognise
from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import narrowed
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare
from posdiag.diagnose.rank import rank
from posdiag.record import Reenacted
from posdiag.reenact.likeness import differ
from posdiag.reenact.try_out import DECIDED, try_out, weigh
from posdiag.replay.variant import Variant

#: The views in which it is tried: with the profile, since without it nobody knows what to play.
TRIED_IN = tuple(number for number, view in enumerate(VIEWS) if view.known and "receipt" in view.name)
#: Replays of a re-enactment have a seed of their own.
_OTHER_SEED = 104_729


@dataclass(frozen=True, slots=True)
class Tried:
    """An undecided case: its cause, the ranking before, and what was played."""

    causes: tuple[str, ...]
    name: str
    before: tuple[CauseShare, ...]
    trials: tuple[Reenacted, ...]

    def after(self, worth: float) -> tuple[CauseShare, ...]:
        return weigh(self.before, self.trials, worth)

    @property
    def reproduced(self) -> bool:
        """The cause itself was played and looked the same."""
        return any(trial.reproduces and trial.cause in self.causes for trial in self.trials)


def undecided(scenes: Iterable[Scene], causes: CauseTable) -> list[Tried]:
    """The cases among these that are not decided by their findings, tried out."""
    found = []
    for scene in scenes:
        for number in TRIED_IN:
            tried = _try(scene, VIEWS[number], causes)
            if tried is not None:
                found.append(tried)
    return found


def _try(scene: Scene, view: View, causes: CauseTable) -> Tried | None:
    case, twin = case_in(view, scene), case_in(view, scene, twin=True)
    if case is None or twin is None or not differ(case, twin):
        return None
    findings = detect(case)
    shares = rank(findings, causes, view.channels)
    if not shares or shares[0].probability >= DECIDED:
        return None
    release = scene.variant.release
    meant = case.scenario or scene.play.scenario
    base = Variant(replace(meant, faults=()), release)

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        seen = look(changed, scene.seed + _OTHER_SEED, faults).case
        return narrowed(seen, view.channels, recognise)

    trials = try_out(case, findings, shares, reenactments(), base, link_of(release.rig), play)
    return Tried(scene.causes, str(scene), shares, trials)


def right(tried: Sequence[Tried], worth: float) -> int:
    """In how many the cause comes first, where likeness is worth so much."""
    return sum(bool(one.after(worth)) and one.after(worth)[0].cause in one.causes for one in tried)


def best_worth(tried: Sequence[Tried]) -> float:
    """The worth of likeness under which most are right; of equals the least."""
    worths = [step * 0.5 for step in range(17)]
    return max(worths, key=lambda worth: (right(tried, worth), -worth))
