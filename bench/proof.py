"""Advice that was proven must help again: `python -m bench proof`.

Failing cases are drawn over all products, releases, scenarios and faults: two in three with a drawn fault,
the rest with the defects of the release alone. Each is diagnosed as `posdiag diagnose` does; every piece of
advice that it marks proven is then tried again on the same case under a fresh seed, which was never used in
proving, so that every delay and every chance of a fault is drawn anew. A trial passes if the replay comes to
what the proof claims. Trials end at 1,000; no more than TRIALS_OF_ONE are made of one piece of advice.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.fault_table import TABLE
from bench.stage import Play, releases, world_of
from posdiag import assembly
from posdiag.behind import deeds
from posdiag.engine import Floor, Plan, diagnose
from posdiag.errors import InputError
from posdiag.guidance.act import rungs
from posdiag.guidance.ladders import Stock
from posdiag.guidance.offer import gathered_facts
from posdiag.guidance.prove import Goal
from posdiag.profile.abilities import supports
from posdiag.record import Advice, ProofStatus, RunRecord, Verdict
from posdiag.replay.variant import Variant

TRIALS = 1_000
TRIALS_OF_ONE = 2
#: Fresh seeds begin here: proving uses the seeds from the case's own on, a hundred at most.
FRESH = 1_000_000
#: A case may fail again and again for the same reason; a bench that draws this many has gone astray.
MOST_CASES = 20_000


@dataclass(frozen=True, slots=True)
class Trial:
    """One piece of proven advice, tried once more."""

    play: Play
    plan: Plan
    advice: Advice
    deed: str
    cause: str
    fresh_seed: int
    passed: bool
    came_to: str

    def __str__(self) -> str:
        faults = " ".join(f"--fault {fault}" for fault in self.plan.faults)
        return (
            f"{self.advice.id} ({self.advice.proof.passes}): {self.play.name} --seed {self.plan.seed} "
            f"{faults}, fresh seed {self.fresh_seed}: {self.came_to}"
        )


@dataclass(slots=True)
class Tally:
    """What was drawn, tried and timed. `helped` counts failing runs with a proven workaround or fix."""

    trials: list[Trial] = field(default_factory=list)
    failing: Counter[str] = field(default_factory=Counter)
    helped: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    drawn: int = 0

    @property
    def failed(self) -> list[Trial]:
        return [trial for trial in self.trials if not trial.passed]


def cases(first: int = 0) -> Iterator[tuple[Play, Plan]]:
    """Drawn cases without end; the number of a case is the seed it is drawn and played with."""
    scenarios = tuple(assembly.scenarios().values())
    for seed in range(first, first + MOST_CASES):
        rng = random.Random(f"proof {seed}")
        play = Play(rng.choice(scenarios), rng.choice(releases()))
        host = play.release.traits.link == "host"
        fitting = [row for row in TABLE if not (row.ecr_only and host)]
        row = rng.choice(fitting)
        parameters = row.draw(rng, host)
        faults: tuple[str, ...] = (f"{row.fault}:{parameters}" if parameters else row.fault,)
        if rng.random() < 1 / 3 and supports(play.release, play.scenario):
            faults = ()
        terminal = None
        firmware = world_of(play.release.rig).rig.releases
        if rng.random() < 0.1 and len(firmware) > 1:
            terminal = f"sim:{play.release.rig}@{rng.choice(firmware)}"
        yield play, Plan((play.scenario,), (play.release,), terminal, faults, seed)


def measure(trials: int = TRIALS, first: int = 0) -> Tally:
    """Draw, diagnose and try again, until so many trials were made."""
    tally = Tally()
    for play, plan in cases(first):
        if len(tally.trials) >= trials:
            break
        _one(play, plan, tally)
    tally.trials = tally.trials[:trials]
    return tally


def _one(play: Play, plan: Plan, tally: Tally) -> None:
    floor = Floor(plan, assembly.house())
    began = time.perf_counter()
    try:
        record, _ = diagnose(play.scenario, play.release, floor)
    except InputError:  # a fault that has no meaning at this terminal
        floor.close()
        return
    seconds = time.perf_counter() - began
    tally.drawn += 1
    if record.verdict is not Verdict.COMPATIBLE:
        tally.seconds.append(seconds)
        cause = ".".join(record.causes[0].cause.split(".")[:2]) if record.causes else "none"
        proven = [one for one in record.guidance if one.proof.status is ProofStatus.PROVEN]
        tally.failing[cause] += 1
        tally.helped[cause] += bool(proven)
        for number, advice in enumerate(proven):
            for again in range(TRIALS_OF_ONE):
                seed = FRESH + plan.seed * 100 + number * TRIALS_OF_ONE + again
                tally.trials.append(_try(play, plan, record, advice, cause, seed, floor))
    floor.close()


def _try(
    play: Play, plan: Plan, record: RunRecord, advice: Advice, cause: str, seed: int, floor: Floor
) -> Trial:
    """The advice once more, as a person would take it who reads its words."""
    card = next(card for card in floor.house.cards if card.id == advice.id)
    product = floor.house.library.products[play.release.id]
    station = floor.station(play.release)
    stock = Stock(product.releases, station.newer, gathered_facts(record.findings))
    case = Variant(play.scenario, play.release)
    if advice.after and record.behind is not None:
        first = next(card for card in floor.house.cards if card.id == advice.after)
        case = list(deeds(first, case, record.findings))[-1]
        stock = Stock(product.releases, station.newer, gathered_facts(record.behind.findings))
    taken = next(
        rung.variant
        for rung in rungs(card, case, stock)
        if not card.proven or _words(card.proven["en"], rung.told) == advice.text["en"]
    )
    goal = Goal(advice.proof.passes)
    outcome = floor.memory(play.release).play(taken, seed, goal is Goal.CLEAN)
    deed = " + ".join(card.act)
    return Trial(play, plan, advice, deed, cause, seed, outcome.meets(goal), outcome.line()["en"])


def _words(text: str, told: object) -> str:
    return text.format(**told) if isinstance(told, dict) else text


def show(tally: Tally) -> None:
    """All counts, and every trial that failed."""
    failing, helped = sum(tally.failing.values()), sum(tally.helped.values())
    print(f"{tally.drawn} cases drawn, {failing} of them failing; {helped} have advice that is proven")
    print(f"trials of proven advice under fresh seeds {len(tally.trials):6}")
    print(f"failed (asked: none)                      {len(tally.failed):6}")
    by_deed = Counter(trial.deed for trial in tally.trials)
    print("\ntrials by deed (failed)")
    for deed, count in by_deed.most_common():
        print(f"  {deed:28} {count:5} ({sum(trial.deed == deed for trial in tally.failed)})")
    print("\nfailing runs by class of the first cause: with proven advice, of all")
    for cause, count in tally.failing.most_common():
        print(f"  {cause:28} {tally.helped[cause]:5} of {count:5}")
    times = sorted(tally.seconds)
    if times:
        late = times[min(len(times) - 1, round(0.99 * len(times)))]
        print(
            f"\ndiagnosis with proof, a failing run: median {statistics.median(times) * 1000:.0f} ms, ",
            end="",
        )
        print(f"99th percentile {late * 1000:.0f} ms")
    for trial in tally.failed:
        print(f"  failed: {trial}")


def main(quick: bool = False) -> int:
    """Print all; 1 where a trial failed."""
    tally = measure(60 if quick else TRIALS)
    show(tally)
    return 1 if tally.failed else 0
