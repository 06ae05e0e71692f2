"""Draws cases whose cause is known: a sound play, a way to re-enact a cause, and values for its parameters.

Fitting and judging never share a seed: both the draw and the replay go by the purpose's own numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bench.stage import Play, booked, plays, world_of
from posdiag import assembly
from posdiag.diagnose.features import accuses
from posdiag.engine import Examined, examine
from posdiag.errors import InputError
from posdiag.link.bench import LineBench
from posdiag.link.station import Station
from posdiag.link.virtual import VirtualLink
from posdiag.record import Verdict
from posdiag.reenact.enact import Enacted, enact, fits
from posdiag.reenact.likeness import differ
from posdiag.reenact.load import Reenactments, load_reenactments
from posdiag.reenact.way import Breadth, Way
from posdiag.replay.variant import Variant
from posdiag_sim.rig import load_rig

#: So often a case is drawn anew where a way does nothing on the play that was drawn.
TRIES = 40


class Purpose(Enum):
    """What cases are drawn for: name, first seed, breadth of the parameters."""

    FIT = ("fit", 0, Breadth.USUAL)
    TUNE = ("tune", 3_000_000, Breadth.USUAL)
    JUDGE = ("judge", 7_000_000, Breadth.WIDE)

    @property
    def first_seed(self) -> int:
        return int(self.value[1])

    @property
    def breadth(self) -> Breadth:
        return Breadth(self.value[2])


@dataclass(frozen=True, slots=True)
class Scene:
    """One case: the sound play, what was enacted on it, and what the full evidence shows."""

    play: Play
    enacted: tuple[Enacted, ...]
    seed: int
    faults: tuple[str, ...]
    variant: Variant
    seen: Examined
    twin: Examined  # the same play and seed without the cause
    ledger: tuple[int, int, dict[str, int]]
    alone: tuple[Examined, ...] = ()  # of two causes: the same play and seed with each of them alone

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes that were enacted, first of all, and those that their ways set off beside them."""
        own = (one.way.cause for one in self.enacted)
        return tuple(dict.fromkeys([*own, *(other for one in self.enacted for other in one.way.also)]))

    def __str__(self) -> str:
        return f"{self.play.name} seed {self.seed}: {' and '.join(map(str, self.enacted))}"


@lru_cache(maxsize=1)
def reenactments() -> Reenactments:
    return load_reenactments(assembly.library().roots)


@lru_cache(maxsize=64)
def link_of(rig: str) -> str:
    """`ecr`, `host` or `agent`: what stands between the POS and the world of a rig."""
    return {"terminal": "ecr"}.get(load_rig(rig).speech, load_rig(rig).speech)


_FITTING: dict[str, tuple[int, ...]] = {}


def fitting(way: Way) -> Sequence[int]:
    """The numbers of the sound plays on which a way makes sense."""
    if way.name not in _FITTING:
        _FITTING[way.name] = tuple(
            number
            for number, play in enumerate(plays())
            if fits(way, Variant(play.scenario, play.release), link_of(play.release.rig))
        )
    return _FITTING[way.name]


def look(variant: Variant, seed: int, faults: tuple[str, ...]) -> Examined:
    """Replay against the release's own rig and examine all that was seen."""
    world = world_of(variant.release.rig)
    address = f"sim:{variant.release.rig}"
    station = Station(address, LineBench(world.ask, address), lambda: VirtualLink(world))
    return examine(variant, station, faults, seed, assembly.house())


def draw(purpose: Purpose, causes: Sequence[str], number: int) -> Scene | None:
    """The case of these causes with this number; None where none could be drawn that does anything."""
    rng = random.Random(f"{purpose.value[0]} {' '.join(causes)} {number}")
    seed = purpose.first_seed + number
    for _ in range(TRIES):
        scene = _try(purpose, causes, seed, rng)
        if scene is not None:
            return scene
    return None


def _try(purpose: Purpose, causes: Sequence[str], seed: int, rng: random.Random) -> Scene | None:
    ways = [rng.choice(reenactments().ways(cause)) for cause in causes]
    choices = sorted(set(fitting(ways[0])).intersection(*map(fitting, ways[1:])))
    if not choices:
        return None
    play = plays()[rng.choice(choices)]
    variant = Variant(play.scenario, play.release)
    enacted: list[Enacted] = []
    faults: tuple[str, ...] = ()
    for way in ways:
        one = enact(way, way.draw(rng, purpose.breadth), variant, faults)
        if one is None:
            return None
        enacted.append(one)
        variant, faults = one.variant, one.faults
    try:
        seen = look(variant, seed, faults)
        ledger = booked(world_of(variant.release.rig))
        twin = look(Variant(play.scenario, play.release), seed, ())
    except InputError:  # the rig has no such fault, or the dialect no such option
        return None
    scene = Scene(play, tuple(enacted), seed, faults, variant, seen, twin, (*ledger[:2], dict(ledger[2])))
    if not differ(seen.case, twin.case) or _did_no_harm(seen) or _richer_alone(scene):
        return None
    return _with_each_alone(scene) if len(ways) > 1 else scene


def _did_no_harm(seen: Examined) -> bool:
    """The payment ended just as the scenario has it, with nothing to remark on all the way."""
    return seen.verdict is Verdict.COMPATIBLE and not accuses(seen.findings)


def _richer_alone(scene: Scene) -> bool:
    """Nothing but the balances that a way needs makes it end otherwise: the cause itself did nothing."""
    richer = Variant(scene.play.scenario, scene.play.release)
    for one in scene.enacted:
        bare = Way(one.way.id, one.way.cause, balances=one.way.balances)
        found = enact(bare, one.values, richer) if one.way.balances else None
        richer = richer if found is None else found.variant
    if richer.scenario is scene.play.scenario or (richer == scene.variant and not scene.faults):
        return False  # no way needs another balance, or that is the cause itself
    return not differ(scene.seen.case, look(richer, scene.seed, ()).case)


def _with_each_alone(scene: Scene) -> Scene | None:
    """The scene with the runs of each cause alone; None where one changes nothing beside the other."""
    runs = []
    for one in scene.enacted:
        base = Variant(scene.play.scenario, scene.play.release)
        alone = enact(one.way, one.values, base)
        if alone is None:
            return None
        try:
            seen = look(alone.variant, scene.seed, alone.faults)
        except InputError:
            return None
        if not differ(seen.case, scene.seen.case) or not differ(seen.case, scene.twin.case):
            return None
        runs.append(seen)
    return replace(scene, alone=tuple(runs))


def cases(purpose: Purpose, causes: Sequence[str], count: int, first: int = 0) -> Iterator[Scene]:
    """`count` cases of one cause (or of causes together), fewer where it cannot be enacted so often."""
    for number in range(first, first + count):
        scene = draw(purpose, causes, number)
        if scene is not None:
            yield scene
