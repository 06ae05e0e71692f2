"""How many checks until the cause is named: `python -m bench next`.

A true cause is drawn, answers are drawn from the likelihoods given it, and checks are asked until a cause
is likely to 0.9 or nothing tells more. The answers come from the model that the chooser itself uses, and from
one that it does not know: every likelihood times a log-normal factor (sigma 0.7), and one answer in ten is
`don't know`.

It starts from the priors, with causes drawn by the priors and uniformly; and from what the engine leaves of
failing replays that it cannot decide: every fault of the table on the terse rigs (transbank, telium), where
more than one class is above 0.05. There the truth is known: it is the fault that was injected.

Beside it stands the field's list: power and cable, router, retry and restart, call; then the other checks in
the order of the file, with the same answers and arithmetic; they pay when they like.

The bound: an answer tells no more bits than its check has capacity (Blahut and Arimoto), and no check is
asked twice. So the expected number of checks is at least the least number whose capacities, greatest first,
come to the entropy at the start less that left at the end (0.9 is no certainty). Nobody can be expected to do
better by steps; what is chosen for is minutes, so that several cheap checks may go before a dear one.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, quantiles

from bench.fault_table import TABLE
from bench.faults import TERSE, class_of
from bench.stage import perform, plays
from posdiag import assembly
from posdiag.checks.check import DONT_KNOW, Check, Checks, entropy
from posdiag.checks.choose import DECIDED, Posterior, update
from posdiag.checks.state import State, advance, begin, money_of
from posdiag.cli.asking import shipped_checks
from posdiag.errors import InputError
from posdiag.record import Verdict

SEED = 2026
RUNS, QUICK_RUNS = 400, 20
ENGINE_SEEDS, QUICK_ENGINE_SEEDS = 12, 1
SIGMA, UNKNOWING = 0.7, 0.1
#: Power and cable, router, retry and restart, call.
FIELD_LIST = ("cables", "internet", "again-later", "restart", "other-shops", "tid-state", "issuer-reason")
#: Of the causes named at least so many are right, where causes and answers are drawn as the chooser expects.
NEEDED = 0.9

Answers = Callable[[Check, str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Start:
    """A state to ask from. `truth` draws the answers; causes and classes in `right` are right."""

    state: State
    truth: str
    right: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """What the sessions of one row came to."""

    steps: list[int] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    left_bits: list[float] = field(default_factory=list)
    named: int = 0
    right: int = 0

    def row(self) -> str:
        count = len(self.steps)
        tenths = (_tenth(self.steps), _tenth(self.minutes))
        return (
            f"{count:5}  {median(self.steps):5.1f} {tenths[0]:5.0f}  {median(self.minutes):6.1f}"
            f" {tenths[1]:6.0f}  {self.named / count:6.1%} {self.right / max(self.named, 1):6.1%}"
        )


def _tenth(values: Sequence[float]) -> float:
    return quantiles(values, n=10)[-1] if len(values) > 1 else values[0]


# -- answers -------------------------------------------------------------------------------------


def as_modelled(check: Check, truth: str, rng: random.Random) -> str:
    """An answer by the chooser's own likelihoods."""
    return rng.choices([one.id for one in check.answers], check.likely[truth])[0]


def perturbed(seed: int) -> Answers:
    """Answers by likelihoods that the chooser does not know, the same throughout for one seed."""

    def answer(check: Check, truth: str, rng: random.Random) -> str:
        if rng.random() < UNKNOWING:
            return DONT_KNOW
        noise = random.Random(f"{seed} {check.id} {truth}")
        weights = [share * math.exp(noise.gauss(0, SIGMA)) for share in check.likely[truth]]
        return rng.choices([one.id for one in check.answers], weights)[0]

    return answer


# -- sessions ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Session:
    """What one asking came to."""

    posterior: Posterior
    steps: int
    minutes: float


Ask = Callable[[Start, Checks, Answers, random.Random], Session]


def by_posdiag(start: Start, checks: Checks, answers: Answers, rng: random.Random) -> Session:
    """Ask what posdiag chooses."""
    minutes = 0.0
    choice, state = advance(start.state, checks)
    while choice is not None:
        minutes += choice.check.minutes
        answer = answers(choice.check, start.truth, rng)
        choice, state = advance(state, checks, (choice.check.id, answer))
    return Session(state.posterior, len(state.steps), minutes)


def by_list(start: Start, checks: Checks, answers: Answers, rng: random.Random) -> Session:
    """Ask the field's list, then the other checks in the order of the file."""
    posterior, minutes, steps = start.state.posterior, 0.0, 0
    for id_ in (*FIELD_LIST, *(check.id for check in checks if check.id not in FIELD_LIST)):
        if max(posterior.values()) >= DECIDED:
            break
        posterior = update(posterior, checks[id_], answers(checks[id_], start.truth, rng))
        minutes += checks[id_].minutes
        steps += 1
    return Session(posterior, steps, minutes)


def play(starts: Sequence[Start], checks: Checks, ask: Ask, answers: Answers) -> Score:
    """One session for each start."""
    score = Score()
    for number, start in enumerate(starts):
        ended = ask(start, checks, answers, random.Random(f"{SEED} {number}"))
        score.steps.append(ended.steps)
        score.minutes.append(ended.minutes)
        score.left_bits.append(entropy(ended.posterior.values()))
        leading = max(ended.posterior, key=lambda cause: ended.posterior[cause])
        if ended.posterior[leading] >= DECIDED:
            score.named += 1
            score.right += leading in start.right or class_of(leading) in start.right
    return score


# -- starts --------------------------------------------------------------------------------------


def from_priors(count: int, uniformly: bool) -> list[Start]:
    """Starts with nothing known; the true causes drawn by the priors or uniformly."""
    causes = assembly.house().causes
    state = begin(causes)
    rng = random.Random(f"{SEED} {uniformly}")
    weights = [1.0 if uniformly else state.posterior[cause] for cause in causes.ids()]
    return [Start(state, truth, (truth,)) for truth in rng.choices(causes.ids(), weights, k=count)]


def from_engine(seeds: int) -> list[Start]:
    """Starts from failing replays on the terse rigs in which more than one class is above 0.05."""
    causes = assembly.house().causes
    cast = [one for one in plays() if one.release.rig in TERSE]
    starts = []
    for row in TABLE:
        for seed in range(seeds):
            rng = random.Random(f"{SEED} {row.fault} {seed}")
            one = rng.choice(cast)
            parameters = row.draw(rng, False)
            try:
                played = perform(one, seed, (f"{row.fault}:{parameters}" if parameters else row.fault,))
            except InputError:  # a fault that this rig does not know
                continue
            likely = {class_of(share.cause) for share in played.causes if share.probability > 0.05}
            if len(likely) < 2 or played.examined.verdict is Verdict.COMPATIBLE:
                continue
            state = begin(causes, played.causes, money_of(played.examined.case.money))
            truth = max(
                (cause for cause in causes.ids() if class_of(cause) in row.right),
                key=lambda cause: state.posterior[cause],
            )
            starts.append(Start(state, truth, row.right))
    return starts


# -- the bound -----------------------------------------------------------------------------------


def capacity(check: Check, rounds: int = 200) -> float:
    """The most bits that an answer can tell, whatever the posterior: an upper bound that closes in on it."""
    rows = list(dict.fromkeys(check.likely.values()))
    weights = [1 / len(rows)] * len(rows)
    most = math.inf
    for _ in range(rounds):
        mean = [sum(w * row[at] for w, row in zip(weights, rows, strict=True)) for at in range(len(rows[0]))]
        told = [sum(p * math.log2(p / q) for p, q in zip(row, mean, strict=True)) for row in rows]
        most = min(most, max(told))
        raised = [w * 2**bits for w, bits in zip(weights, told, strict=True)]
        weights = [w / sum(raised) for w in raised]
    return most


def least_steps(bits: float, capacities: Sequence[float]) -> float:
    """How many checks at least must be expected to tell so many bits, the greatest capacities first."""
    steps = 0.0
    for most in sorted(capacities, reverse=True):
        if bits <= most:
            return steps + max(bits, 0.0) / most
        bits -= most
        steps += 1
    return steps


def rows(runs: int, seeds: int) -> Iterator[tuple[str, str, str, Score, float]]:
    """Every row of the table: start, answers, who chooses, score, and mean steps to the bound."""
    checks = shipped_checks()
    capacities = [capacity(check) for check in checks]
    sets = {
        "priors, by prior": from_priors(runs, False),
        "priors, uniformly": from_priors(runs, True),
        "engine, terse rigs": from_engine(seeds),
    }
    for name, starts in sets.items():
        before = fmean(entropy(start.state.posterior.values()) for start in starts)
        for told, answers in (("own model", as_modelled), ("perturbed", perturbed(SEED))):
            for who, ask in (("posdiag", by_posdiag), ("field's list", by_list)):
                score = play(starts, checks, ask, answers)
                least = least_steps(before - fmean(score.left_bits), capacities)
                yield name, told, who, score, fmean(score.steps) / max(least, 1e-9)


def main(quick: bool = False) -> int:
    """Print the table; 1 where too few causes are named right by the chooser's own model."""
    print(f"seed {SEED}; answers: own model, or perturbed (sigma {SIGMA}, {UNKNOWING:.0%} don't know)")
    print(
        f"{'start':19} {'answers':10} {'chooser':13}  runs  steps   90%   min.    90%"
        f"   named  right  mean/bound"
    )
    missed = 0
    for name, told, who, score, ratio in rows(
        QUICK_RUNS if quick else RUNS, QUICK_ENGINE_SEEDS if quick else ENGINE_SEEDS
    ):
        print(f"{name:19} {told:10} {who:13} {score.row()}  {ratio:5.1f}", flush=True)
        if (name, told, who) == (
            "priors, by prior",
            "own model",
            "posdiag",
        ) and score.right < NEEDED * score.named:
            missed += 1
    return 1 if missed else 0
