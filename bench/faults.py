"""Each fault alone must be named: `python -m bench faults`.

For each fault 100 seeds draw parameters, release and scenario. The first cause must be of a class that
the table counts as right, and the account of the money that of the ledger. A drawn fault that changes
nothing that can be seen is harmless: then nothing found is right, and the run is counted apart.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bench.fault_table import TABLE, Row
from bench.stage import Play, Played, perform, plays
from posdiag.diagnose import finding
from posdiag.diagnose.case import Case
from posdiag.diagnose.reading import Reading
from posdiag.profile.traits import Traits
from posdiag.transcript import Observation, Seen
from posdiag_sim.rig import load_rig

SEEDS = 100
#: Right in at least this share of the runs in which the fault did anything.
NEEDED = 0.97
NOTHING = "nothing"


@dataclass(slots=True)
class Score:
    """What the runs of one fault came to. `named` counts the class that ranked first."""

    row: Row
    right: int = 0
    harmless: int = 0
    named: Counter[str] = field(default_factory=Counter)
    wrong: list[Played] = field(default_factory=list)
    wrong_money: list[Played] = field(default_factory=list)

    @property
    def counted(self) -> int:
        return self.right + len(self.wrong)

    @property
    def rate(self) -> float:
        return self.right / self.counted if self.counted else 1.0

    @property
    def most_wrong(self) -> str:
        wrong = Counter(class_of(played.first) for played in self.wrong)
        return ", ".join(f"{name} {count}" for name, count in wrong.most_common(1))


#: Rigs of public protocols, measured apart: `python -m bench faults` is about what can be told.
TERSE = frozenset({"transbank", "telium"})
#: Rigs of local agents: half of the faults mean nothing over TCP and are refused there. What remains is
#: held by tests/whole/test_agents.py.
AGENTS = frozenset({"agent-form", "agent-jsonp", "agent-ws"})


def class_of(cause: str) -> str:
    """`family.class` of a cause; `nothing` where none was named."""
    return finding.class_of(cause) or NOTHING


@lru_cache(maxsize=4)
def cast_of(reader: str) -> Sequence[Play]:
    """The newest release of each product with every scenario it supports; its reader as asked for.

    Without the public protocols: their terminals say neither why they refused a frame nor why a sale, and
    have fewer questions to be asked, so that several faults leave the same evidence there.
    """
    newest = {play.release.id: play.release for play in plays()}  # the last of each product is its newest
    return tuple(
        Play(play.scenario, replace(play.release, traits=_reading(play.release.traits, reader)))
        for play in plays()
        if play.release is newest[play.release.id] and play.release.rig not in TERSE | AGENTS
    )


def _reading(traits: Traits, reader: str) -> Traits:
    return traits if reader == "stream" else replace(traits, segment=reader)


def score(row: Row, seeds: Sequence[int]) -> Score:
    """Play one fault with every seed."""
    found = Score(row)
    cast = [play for play in cast_of(row.reader) if not (row.ecr_only and on_host(play))]
    for seed in seeds:
        rng = random.Random(f"{row.fault} {seed}")
        play = rng.choice(cast)
        parameters = row.draw(rng, on_host(play))
        played = perform(play, seed, (f"{row.fault}:{parameters}" if parameters else row.fault,))
        _count(played, found)
    return found


def on_host(play: Play) -> bool:
    """Whether the POS of a play speaks to the host itself."""
    return load_rig(play.release.rig).kind == "host"


def _count(played: Played, found: Score) -> None:
    if not played.money_right:
        found.wrong_money.append(played)
    noted = any(finding.code.startswith("route.") for finding in played.examined.findings)
    if not played.causes and (noted or is_harmless(played)):  # a route that costs nobody anything is noted
        found.harmless += 1
        return
    found.named[class_of(played.first)] += 1
    if class_of(played.first) in found.row.right:
        found.right += 1
    else:
        found.wrong.append(played)


def is_harmless(played: Played) -> bool:
    """Each party said the same as without the fault, in the same order, and nothing else was seen."""
    twin = perform(played.play, played.seed)
    return shape_of(played.examined.case) == shape_of(twin.examined.case) and played.ledger == twin.ledger


def shape_of(case: Case) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Every frame and every observation by who said it, without times.

    Left out is what has no effect: frames that nobody asked for or acknowledges (`card in`), and EOT.
    """
    shape: dict[str, list[tuple[str, ...]]] = {}
    for reading in case.readings:
        counts = reading.message is not None or reading.control not in (None, "EOT") or reading.broken
        if counts:
            shape.setdefault(f"{reading.frame.link} {reading.frame.sender}", []).append(_said(reading))
    for seen in case.transcript.observations:
        shape.setdefault(f"{seen.by} {seen.kind}", []).append(_shape(seen))
    return shape


def _said(reading: Reading) -> tuple[str, ...]:
    kind = "" if reading.message is None else reading.message.kind.value
    return reading.frame.note, reading.control or "", kind, reading.get("result"), reading.get("tid")


def _shape(seen: Observation) -> tuple[str, ...]:
    text = "" if seen.kind is Seen.RECEIPT else seen.text  # a receipt is printed with the time
    return seen.kind.value, text


def measure(seeds: int = SEEDS, faults: Sequence[str] = ()) -> list[Score]:
    """The scores of all faults, or of the named ones."""
    return [score(row, range(seeds)) for row in TABLE if not faults or row.fault in faults]


def show(scores: Sequence[Score], seeds: int) -> None:
    """The table, the confusion matrix, and every run that went wrong."""
    print(
        f"each fault alone, seeds 0 to {seeds - 1}; right class first, of the runs in which it did anything"
    )
    print(
        f"{'fault':16} {'right':>5} {'of':>4} {'rate':>7} {'harmless':>9} {'money':>6}  most frequent wrong"
    )
    for each in scores:
        money = "right" if not each.wrong_money else f"{len(each.wrong_money)}!"
        print(
            f"{each.row.fault:16} {each.right:5} {each.counted:4} {each.rate:7.1%} {each.harmless:9} "
            f"{money:>6}  {each.most_wrong}"
        )
    right, counted = sum(each.right for each in scores), sum(each.counted for each in scores)
    print(f"{'all':16} {right:5} {counted:4} {right / max(1, counted):7.1%}")
    print("\nnamed first, by fault (classes that count as right in brackets)")
    for each in scores:
        named = (
            f"[{name}] {count}" if name in each.row.right else f"{name} {count}"
            for name, count in each.named.most_common()
        )
        print(f"{each.row.fault:16} {', '.join(named)}")
    for each in scores:
        for played in each.wrong:
            print(f"  {each.row.fault}: {class_of(played.first)}: {played}")
        for played in each.wrong_money:
            print(f"  {each.row.fault}: money {played.examined.case.money}, booked {played.ledger}: {played}")


def main(quick: bool = False) -> int:
    """Print all; 1 where a rate or an account falls short."""
    seeds = 10 if quick else SEEDS
    scores = measure(seeds)
    show(scores, seeds)
    right, counted = sum(each.right for each in scores), sum(each.counted for each in scores)
    short = right < NEEDED * counted or any(each.rate < NEEDED or each.wrong_money for each in scores)
    return 1 if short else 0
