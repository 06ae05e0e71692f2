"""Each way of re-enacting a cause, played on cases that it fits: `python -m bench reenact`.

For every way some seeds draw a play and parameters from the whole plausible range. Counted are the runs in
which the way shows itself at all (its sound twin was not the same, see `bench.faults.is_harmless`), and of
those the ones in which its class, and its very cause, rank first.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bench.faults import class_of, shape_of
from bench.stage import Play, Played, perform, plays
from posdiag import assembly
from posdiag.reenact.enact import Enacted, enact, fits
from posdiag.reenact.load import Reenactments, load_reenactments
from posdiag.reenact.way import Breadth, Way
from posdiag.replay.variant import Variant
from posdiag_sim.rig import load_rig

SEEDS, QUICK_SEEDS = 20, 3
#: Plays tried for one seed until one changes by the way.
TRIES = 12


@dataclass(slots=True)
class Score:
    """What the runs of one way came to. `named` counts the causes that ranked first."""

    way: Way
    runs: int = 0
    shown: int = 0
    class_first: int = 0
    cause_first: int = 0
    named: Counter[str] = field(default_factory=Counter)
    wrong_money: list[Played] = field(default_factory=list)


@lru_cache(maxsize=1)
def reenactments() -> Reenactments:
    """The shipped re-enactments."""
    return load_reenactments(assembly.library().roots)


def link_of(play: Play) -> str:
    """The kind of link that a play's POS has: ecr, host or agent."""
    speech = load_rig(play.release.rig).speech
    return "ecr" if speech == "terminal" else speech


@lru_cache(maxsize=1)
def _cast() -> tuple[tuple[Play, str], ...]:
    return tuple((play, link_of(play)) for play in plays())


def cast_of(way: Way) -> Sequence[Play]:
    """The plays that a way fits."""
    return [play for play, link in _cast() if fits(way, Variant(play.scenario, play.release), link)]


def drawn(way: Way, cast: Sequence[Play], seed: int, breadth: Breadth) -> Enacted | None:
    """A play of the cast with the way enacted on it; None where nothing changes by it."""
    rng = random.Random(f"{way.name} {seed}")
    for _ in range(TRIES if cast else 0):
        play = rng.choice(cast)
        found = enact(way, way.draw(rng, breadth), Variant(play.scenario, play.release), play.scenario.faults)
        if found is not None:
            return found
    return None


def score(way: Way, seeds: Sequence[int], breadth: Breadth = Breadth.WIDE) -> Score:
    """Play one way with every seed."""
    found, cast = Score(way), cast_of(way)
    for seed in seeds:
        enacted = drawn(way, cast, seed, breadth)
        if enacted is None:
            continue
        played = play_of(enacted, seed)
        found.runs += 1
        if not played.money_right:
            found.wrong_money.append(played)
        if not played.causes and is_like_sound(enacted, played):
            continue
        found.shown += 1
        found.named[played.first or "nothing"] += 1
        found.class_first += class_of(played.first) == class_of(way.cause)
        found.cause_first += played.first == way.cause
    return found


def play_of(enacted: Enacted, seed: int) -> Played:
    """Replay an enacted case."""
    return perform(Play(enacted.variant.scenario, enacted.variant.release), seed, enacted.faults)


def is_like_sound(enacted: Enacted, played: Played) -> bool:
    """The case without the cause says and shows the same, in the same order.

    Where faults make the cause, the case without them is one too: other steps alone are no cause.
    """
    if enacted.way.faults and is_harmless_twin(played, replace(enacted, faults=())):
        return True
    names = (enacted.variant.scenario.id, enacted.variant.release.label)
    play = next(one for one, _ in _cast() if (one.scenario.id, one.release.label) == names)
    twin = perform(play, played.seed)
    return shape_of(played.examined.case) == shape_of(twin.examined.case) and played.ledger == twin.ledger


def is_harmless_twin(played: Played, without: Enacted) -> bool:
    """The same steps without the faults came to the same."""
    twin = play_of(without, played.seed)
    same = shape_of(played.examined.case) == shape_of(twin.examined.case)
    return same and played.ledger == twin.ledger


def measure(seeds: int, causes: Sequence[str] = ()) -> list[Score]:
    """The scores of all ways, or of those of the causes that begin with one of these."""
    ways = (way for way in reenactments().ways() if not causes or way.cause.startswith(tuple(causes)))
    return [score(way, range(seeds)) for way in ways]


def show(scores: Sequence[Score], seeds: int) -> None:
    """A row for each way, the weak ones with what ranked first instead."""
    print(
        f"every way on fitting plays, seeds 0 to {seeds - 1}: shown at all, its class first, the cause first"
    )
    for each in scores:
        wrong = ", ".join(
            f"{name} {count}" for name, count in each.named.most_common(4) if name != each.way.cause
        )
        money = f" money wrong {len(each.wrong_money)}" if each.wrong_money else ""
        print(
            f"{each.way.name:62} {each.runs:3} {each.shown:3} {each.class_first:3} {each.cause_first:3}"
            f"{money}  {wrong}"
        )
    runs, shown = sum(each.runs for each in scores), sum(each.shown for each in scores)
    classes, causes = sum(each.class_first for each in scores), sum(each.cause_first for each in scores)
    print(f"{'all':62} {runs:3} {shown:3} {classes:3} {causes:3}")
    print(f"class first {classes / max(shown, 1):.1%}, cause first {causes / max(shown, 1):.1%}")


def main(quick: bool = False, causes: Sequence[str] = ()) -> int:
    """Print the table; 1 where an account of the money is not the ledger's."""
    seeds = QUICK_SEEDS if quick else SEEDS
    scores = measure(seeds, causes)
    show(scores, seeds)
    return 1 if any(each.wrong_money for each in scores) else 0


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv, [word for word in sys.argv[1:] if not word.startswith("--")]))
