"""Samples for fitting and judging: what is found in each view of a case whose cause is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bench.accuracy.cast import Purpose, Scene, cases, reenactments
from bench.accuracy.views import VIEWS, View, case_in, shows_in
from bench.faults import TERSE
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import SAYINGS
from posdiag.reenact.likeness import differ, lesser

#: Cases of one cause that one worker draws at a time.
BATCH = 10


#: That it did not end as the shop meant says nothing of why.
OUTCOME = frozenset({"money.outcome_unexpected", "money.not_as_expected"})

Found = tuple[str, str, bool, str]
#: Cases of these causes, from this number on, so many.
Job = tuple[Purpose, tuple[str, ...], int, int]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Sample:
    """One view of one case. `found` holds (code, severity, explained by a trait, response code) of findings.

    `shows`: this view holds something that the same play without the cause has not; that it only ends sooner
    shows nothing. `money_right`: the account of the full case is that of the ledger.
    """

    causes: tuple[str, ...]  # the enacted ones first, then what they set off
    ways: tuple[str, ...]
    name: str
    view: int
    found: tuple[Found, ...]
    shows: bool
    money_right: bool
    terse: bool = False  # by a terminal that tells no reason, and nothing else tells it either
    own: tuple[bool, ...] = ()  # of two causes: whether each has evidence of its own here

    @property
    def alone(self) -> bool:
        """Whether one cause was enacted; its way may have set off another."""
        return len(self.ways) == 1

    @property
    def both_show(self) -> bool:
        """Of two causes, whether each has evidence of its own here: only then can both be named."""
        return len(self.own) > 1 and all(self.own)

    @property
    def seen_by(self) -> View:
        return VIEWS[self.view]

    def findings(self) -> tuple[Finding, ...]:
        """The findings again, as far as a ranking looks at them."""
        return tuple(
            Finding(
                code,
                Severity(severity),
                SAYINGS[code].party,
                {},
                facts=({"trait": "x"} if trait else {}) | ({"code": told} if told else {}),
            )
            for code, severity, trait, told in self.found
        )


def samples_of(scene: Scene) -> Iterator[Sample]:
    """A sample for each view that sees a link of the case."""
    money = scene.seen.case.money
    right = (money.charges, money.charged_krw, dict(money.from_purse)) == scene.ledger
    ways = tuple(one.way.name for one in scene.enacted)
    for number, view in enumerate(VIEWS):
        case, twin = case_in(view, scene), case_in(view, scene, twin=True)
        if case is None or twin is None:
            continue
        found = dict.fromkeys(
            (f.code, f.severity.value, "trait" in f.facts, f.facts.get("code", "")) for f in detect(case)
        )
        shows = shows_in(view, scene) and differ(case, twin)
        shows = shows and not lesser(case, twin)
        terse = scene.play.release.rig in TERSE and Channel.HOST not in view.channels
        own = _own_evidence(view, scene, {code for code, severity, *_ in found if severity != "note"})
        yield Sample(scene.causes, ways, str(scene), number, tuple(found), shows, right, terse, own)


def _own_evidence(view: View, scene: Scene, found: set[str]) -> tuple[bool, ...]:
    """Of two causes, whether each shows itself: by a finding that it gives alone, and the other not."""
    given = []
    for number in range(len(scene.alone)):
        case = case_in(view, scene, alone=number)
        told = () if case is None else detect(case)
        given.append({finding.code for finding in told if finding.severity is not Severity.NOTE} - OUTCOME)
    return tuple(bool((mine & found) - other) for mine, other in zip(given, given[::-1], strict=True))


def enacted_causes() -> tuple[str, ...]:
    """The causes that can be re-enacted, in the order of their files."""
    return tuple(dict.fromkeys(way.cause for way in reenactments().ways()))


def in_batches(
    work: Callable[[Job], Result],
    purpose: Purpose,
    wanted: Iterable[tuple[tuple[str, ...], int]],
) -> Iterator[Result]:
    """What `work` makes of so many cases of each (causes, count), by batches on all cores, in their order.

    They are the same whatever the number of cores.
    """
    jobs = [
        (purpose, causes, first, min(BATCH, count - first))
        for causes, count in wanted
        for first in range(0, count, BATCH)
    ]
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers <= 1:
        yield from map(work, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, jobs)


def gather(purpose: Purpose, wanted: Iterable[tuple[tuple[str, ...], int]]) -> list[Sample]:
    """Samples of so many cases of each (causes, count)."""
    return [sample for batch in in_batches(_work, purpose, wanted) for sample in batch]


def _work(job: Job) -> list[Sample]:
    purpose, causes, first, count = job
    return [sample for scene in cases(purpose, causes, count, first) for sample in samples_of(scene)]
