"""What re-enactment adds: undecided cases before and after the likely causes are played."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.accuracy.cast import Purpose, Scene, cases, link_of, look, reenactments
from bench.accuracy.judge import NOTHING, Judged
from bench.accuracy.samples import Job, Sample, in_batches, samples_of
from bench.accuracy.views import VIEWS, case_in, recognise, shows_in
from bench.faults import TERSE, class_of
from posdiag import assembly
from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import Channel, narrowed
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare
from posdiag.diagnose.rank import rank
from posdiag.record import Reenacted
from posdiag.reenact.likeness import differ, lesser
from posdiag.reenact.try_out import decided, try_out, weigh
from posdiag.replay.variant import Variant

#: The views in which it is tried: with the profile, since without it nobody knows what to play.
TRIED_IN = tuple(number for number, view in enumerate(VIEWS) if view.known and "receipt" in view.name)
#: Replays of a re-enactment have a seed of their own.
_OTHER_SEED = 104_729
#: So many right answers more are chance.
TOLD_FROM = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """An undecided case: its cause, the ranking before, and what was played."""

    causes: tuple[str, ...]
    name: str
    view: int
    before: tuple[CauseShare, ...]
    trials: tuple[Reenacted, ...]
    terse: bool = False

    @property
    def decided(self) -> bool:
        """The findings alone told the cause: nothing was played."""
        return not self.before or decided(self.before)

    def judged(self, worth: float) -> Judged:
        """The answer once the likely causes were played."""
        after = self.after(worth)
        sample = Sample(self.causes, ("way",), self.name, self.view, (), True, True, self.terse)
        first, share = (after[0].cause, after[0].probability) if after else (NOTHING, 0.0)
        return Judged(sample, first, share, tuple(one.cause for one in after))

    def after(self, worth: float) -> tuple[CauseShare, ...]:
        return weigh(self.before, self.trials, worth)

    @property
    def reproduced(self) -> bool:
        """The cause itself was played and looked the same."""
        return any(trial.reproduces and trial.cause in self.causes for trial in self.trials)


def diagnosed(purpose: Purpose, wanted: Sequence[str], count: int) -> tuple[list[Sample], list[Tried]]:
    """`count` cases of each cause: their samples, and the same cases diagnosed whole, each drawn once.

    Whole is by findings, and where they do not decide by playing.
    """
    samples: list[Sample] = []
    tried: list[Tried] = []
    for some, others in in_batches(_work, purpose, [((cause,), count) for cause in wanted]):
        samples += some
        tried += others
    return samples, tried


def _work(job: Job) -> tuple[list[Sample], list[Tried]]:
    purpose, causes, first, count = job
    scenes = list(cases(purpose, causes, count, first))
    samples = [sample for scene in scenes for sample in samples_of(scene)]
    return samples, tried_out(scenes, assembly.house().causes)


def undecided(scenes: Iterable[Scene], causes: CauseTable) -> list[Tried]:
    """The cases among these that are not decided by their findings, tried out."""
    return [tried for tried in tried_out(scenes, causes) if not tried.decided]


def tried_out(scenes: Iterable[Scene], causes: CauseTable) -> list[Tried]:
    """Every case in each of the views, with what was played where the findings do not decide."""
    found = []
    for scene in scenes:
        for number in TRIED_IN:
            tried = _try(scene, number, causes)
            if tried is not None:
                found.append(tried)
    return found


def _try(scene: Scene, number: int, causes: CauseTable) -> Tried | None:
    view = VIEWS[number]
    case, twin = case_in(view, scene), case_in(view, scene, twin=True)
    if (
        case is None
        or twin is None
        or not shows_in(view, scene)
        or not differ(case, twin)
        or lesser(case, twin)
    ):
        return None
    findings = detect(case)
    shares = rank(findings, causes, view.channels)
    release = scene.variant.release
    meant = case.scenario or scene.play.scenario
    base = Variant(replace(meant, faults=()), release)

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        seen = look(changed, scene.seed + _OTHER_SEED, faults).case
        return narrowed(seen, view.channels, recognise)

    trials = try_out(case, findings, shares, reenactments(), base, link_of(release.rig), play)
    terse = scene.play.release.rig in TERSE and Channel.HOST not in view.channels
    return Tried(scene.causes, str(scene), number, shares, trials, terse)


def right(tried: Sequence[Tried], worth: float) -> int:
    """In how many the cause comes first, where likeness is worth so much."""
    return sum(bool(one.after(worth)) and one.after(worth)[0].cause in one.causes for one in tried)


def right_class(tried: Sequence[Tried], worth: float) -> int:
    """In how many the class of the cause comes first."""
    found = ((one, one.after(worth)) for one in tried)
    return sum(
        bool(after) and class_of(after[0].cause) in {class_of(cause) for cause in one.causes}
        for one, after in found
    )


def best_worth(tried: Sequence[Tried]) -> float:
    """The worth of likeness under which most are right, cause and class counted alike.

    Of those that these cases do not tell from the best, by no more than `TOLD_FROM` answers, the least: what
    the findings say is moved no further than has been shown to help.
    """
    worths = [step * 0.5 for step in range(17)]
    scores = {worth: right(tried, worth) + right_class(tried, worth) for worth in worths}
    return min(worth for worth, score in scores.items() if score >= max(scores.values()) - TOLD_FROM)
