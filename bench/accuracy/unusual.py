"""Healthy but unusual payments: slow and legal, in pieces, of odd lengths, with a retry that succeeds.

None of them may be called incompatible. What a payment survived may be named, so only the verdict counts.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from bench.accuracy.cast import link_of, look
from bench.stage import Play, plays
from posdiag.errors import InputError
from posdiag.payment.request import Item
from posdiag.profile.abilities import abilities
from posdiag.record import Verdict
from posdiag.replay.scenario import Do, Scenario
from posdiag.replay.variant import Variant

FIRST_SEED = 20_000_000
#: What a release must be able to do for slowness to be legal with it.
_PATIENT = frozenset({"timer", "reader-wait", "inquiry", "reversal", "late-safe"})
#: Goods names of odd lengths, cut or not: half a character is nobody's fault here, so they are whole.
_NAMES = ("김밥", "아메리카노 톨 사이즈 아이스", "1", "순대국밥(특)", "GIMBAP x2", "떡볶이&튀김")


def alarms(count: int) -> list[str]:
    """The runs, of so many, that were called incompatible although nothing is wrong."""
    size = 50
    jobs = [(first, min(size, count - first)) for first in range(0, count, size)]
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        return [alarm for batch in pool.map(_work, jobs) for alarm in batch]


def _work(job: tuple[int, int]) -> list[str]:
    first, count = job
    return [alarm for number in range(first, first + count) if (alarm := _run(number))]


def _run(number: int) -> str:
    rng = random.Random(f"unusual {number}")
    for _ in range(20):
        play = rng.choice(_patient())
        scenario = _odd(play.scenario, rng)
        faults = _legal(play, rng)
        try:
            seen = look(Variant(scenario, play.release), FIRST_SEED + number, faults)
        except InputError:
            continue
        if seen.verdict is Verdict.COMPATIBLE:
            return ""
        codes = ", ".join(finding.code for finding in seen.findings[:3])
        return f"{play.name} seed {FIRST_SEED + number} {' '.join(faults)}: {codes}"
    return ""


_CAST: list[Play] = []


def _patient() -> Sequence[Play]:
    """The plays on releases that are patient, and whose scenario is no refusal or silence of its own."""
    if not _CAST:
        _CAST.extend(play for play in plays() if abilities(play.release.traits) >= _PATIENT)
    return _CAST


def _odd(scenario: Scenario, rng: random.Random) -> Scenario:
    """Goods of other names; amounts stay, since the scenario expects what comes of them."""
    steps = tuple(
        replace(
            step, items=tuple(Item(rng.choice(_NAMES), item.amount_krw, item.tags) for item in step.items)
        )
        if step.do is Do.PAY
        else step
        for step in scenario.steps
    )
    return replace(scenario, steps=steps)


def _legal(play: Play, rng: random.Random) -> tuple[str, ...]:
    """One or two troubles that a sound till and terminal get over."""
    link = link_of(play.release.rig)
    way = "way=to-pos"
    known = [
        f"host-slow:ms={rng.randint(500, 18_000)}",
        f"latency:ms={rng.randint(5, 250)},way=both"
        if link != "agent"
        else f"latency:ms={rng.randint(5, 80)}",
        f"split:bytes={rng.randint(1, 48)},ms={rng.randint(1, 60)},{way}",
    ]
    if link == "ecr":
        known += [
            f"slow-card:ms={rng.randint(500, 12_000)}",
            f"drop:count=1,way={rng.choice(('to-pos', 'to-terminal'))}",
            f"corrupt:bits={rng.randint(1, 3)},count=1,way={rng.choice(('to-pos', 'to-terminal'))}",
            f"ack-lost:count=1,way={rng.choice(('to-pos', 'to-terminal'))}",
            f"join:count=1,{way}",
        ]
    return tuple(rng.sample(known, rng.choice((1, 1, 2))))
