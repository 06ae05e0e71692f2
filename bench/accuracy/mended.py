"""Two causes, the first of which hides the other: mended in a replay, as `posdiag diagnose` does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.accuracy.cast import Purpose, Scene, cases, look
from bench.accuracy.judge import Tally
from bench.accuracy.samples import Job, Sample, in_batches, samples_of
from bench.accuracy.views import VIEWS, case_in
from bench.faults import class_of
from posdiag import assembly
from posdiag.behind import Uncovered, uncover, with_behind
from posdiag.diagnose.detect import detect
from posdiag.diagnose.rank import rank
from posdiag.diagnose.verdict import judge
from posdiag.examine import Examined
from posdiag.replay.variant import Variant

#: The fullest view.
VIEW = VIEWS[0]
FIRST = 3


@dataclass(frozen=True, slots=True)
class Mended:
    """One case: the classes that were enacted, and the first three before and after the first was mended."""

    name: str
    classes: frozenset[str]
    both_show: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    uncovered: str  # the class that showed itself then, if any

    @property
    def right(self) -> bool:
        """Whether what showed itself was there."""
        return self.uncovered in self.classes

    def names_all(self, after: bool) -> bool:
        """Whether all that was enacted stands among the first three."""
        return self.classes <= set(self.after if after else self.before)


def mended(
    purpose: Purpose, wanted: Iterable[tuple[tuple[str, ...], int]]
) -> tuple[list[Sample], list[Mended]]:
    """Samples of so many cases of each (causes, count), as `gather` has them, each with its first mended."""
    samples: list[Sample] = []
    found: list[Mended] = []
    for some, others in in_batches(_work, purpose, wanted):
        samples += some
        found += others
    return samples, found


def _work(job: Job) -> tuple[list[Sample], list[Mended]]:
    purpose, causes, first, count = job
    samples, found = [], []
    for scene in cases(purpose, causes, count, first):
        mine = list(samples_of(scene))
        samples += mine
        found += [_mended(scene, one) for one in mine if one.view == 0]
    return samples, found


def _mended(scene: Scene, sample: Sample) -> Mended:
    seen, house = _seen(scene), assembly.house()
    shares = rank(seen.findings, house.causes, VIEW.channels)

    def play(variant: Variant) -> Examined:
        again = look(variant, scene.seed, scene.faults)
        return _seen(replace(scene, seen=again, variant=variant))

    found: Uncovered | None = uncover(seen, shares, house.causes, house.cards, house.library, play)
    after = shares if found is None else with_behind(shares, found)
    before, then = (tuple(class_of(share.cause) for share in some[:FIRST]) for some in (shares, after))
    classes = frozenset(class_of(one.way.cause) for one in scene.enacted)
    uncovered = "" if found is None else class_of(found.causes[0].cause)
    return Mended(sample.name, classes, sample.both_show, before, then, uncovered)


def _seen(scene: Scene) -> Examined:
    """What the fullest view has of a scene: nothing of what was enacted, unless it is told there."""
    case = case_in(VIEW, scene)
    full = scene.seen
    if case is None:
        return full
    findings = detect(case)
    verdict, why = judge(case, findings)
    return replace(full, variant=scene.variant, case=case, findings=findings, verdict=verdict, why=why)


def lines(pairs: Sequence[Mended], alone: Sequence[Mended]) -> list[str]:
    """How many pairs are named whole before and after, and how often a second is named that is not there."""
    told = []
    for title, some in (
        ("each shows itself", [one for one in pairs if one.both_show]),
        ("one hides", [one for one in pairs if not one.both_show]),
        ("all", list(pairs)),
    ):
        before, after = (Tally(sum(one.names_all(then) for one in some), len(some)) for then in (False, True))
        told.append(f"  {title:20} both among the first three {before!s:>15}, once mended {after!s:>15}")
    uncovered = [one for one in pairs if one.uncovered]
    right = Tally(sum(one.right for one in uncovered), len(uncovered))
    told.append(f"  of the causes that showed themselves so, there indeed {right}")
    wrong = Tally(sum(bool(one.uncovered) and not one.right for one in alone), len(alone))
    told.append(f"  where there is one cause, another shows itself so in {wrong}")
    return told
