"""Two causes at once, by chance: nothing raises, a seed plays the same again, the money is the ledger's."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings

from bench.reenact import link_of, play_of, reenactments
from bench.stage import Play, plays
from posdiag.reenact.enact import Enacted, enact, fits
from posdiag.reenact.way import Breadth, Way
from posdiag.replay.variant import Variant

SEED = 20251127
#: A hundred of them; `make thorough` plays more.
PAIRS = settings().max_examples * 5 // 2
#: In how many tests they are played, so that a failure names a few.
SHARES = 10


def enacted(
    way: Way, variant: Variant, link: str, faults: tuple[str, ...], rng: random.Random
) -> Enacted | None:
    """The way on a case, where it fits it and changes it."""
    if not fits(way, variant, link):
        return None
    return enact(way, way.draw(rng, Breadth.WIDE), variant, faults)


def pair(rng: random.Random, cast: tuple[Play, ...], ways: tuple[Way, ...]) -> tuple[Enacted, Enacted]:
    """A random play with one way on it, and the same with a second one of another cause."""
    while True:
        play = rng.choice(cast)
        variant, link = Variant(play.scenario, play.release), link_of(play)
        first = enacted(rng.choice(ways), variant, link, play.scenario.faults, rng)
        if first is None:
            continue
        second = enacted(rng.choice(ways), first.variant, link, first.faults, rng)
        if second is not None and second.way.cause != first.way.cause:
            return first, second


@pytest.mark.parametrize("share", range(SHARES))
def test_two_causes_at_once_are_played_and_judged(share: int) -> None:
    rng = random.Random(f"{SEED} {share}")
    ways = reenactments().ways()
    for seed in range(PAIRS // SHARES):
        first, both = pair(rng, plays(), ways)
        named = f"{first} and {both} on {both.variant.release.label} {both.variant.scenario.id}"
        assert both.faults[: len(first.faults)] == first.faults, named
        played, again = play_of(both, seed), play_of(both, seed)
        assert played.money_right, f"{named}: {played.examined.case.money} but booked {played.ledger}"
        assert played.examined.case.transcript == again.examined.case.transcript, named
        assert (played.examined.findings, played.causes) == (again.examined.findings, again.causes), named
