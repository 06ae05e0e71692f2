"""The stage of the replay benches: shipped releases against simulated worlds whose books the bench may read.

The engine learns nothing from here: it gets a station like any other. Only the bench keeps the world
beside it, to hold the engine's account of the money against the ledger itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from posdiag import assembly
from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.diagnose.rank import rank
from posdiag.engine import Examined, examine
from posdiag.link.bench import LineBench
from posdiag.link.station import Station
from posdiag.link.virtual import VirtualLink
from posdiag.profile.abilities import supports
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from posdiag_sim.rig import load_rig
from posdiag_sim.world import World


@dataclass(frozen=True, slots=True)
class Play:
    """One scenario on one release against its own rig."""

    scenario: Scenario
    release: PosRelease

    @property
    def name(self) -> str:
        return f"{self.release.label} {self.scenario.id}"


@dataclass(frozen=True, slots=True)
class Played:
    """What one replay came to, and what the world's ledger holds after it."""

    play: Play
    seed: int
    faults: tuple[str, ...]
    examined: Examined
    causes: tuple[CauseShare, ...]
    ledger: tuple[int, int, Mapping[str, int]]  # charges, won, won by purse

    @property
    def first(self) -> str:
        """The cause that ranks first, or nothing."""
        return self.causes[0].cause if self.causes else ""

    @property
    def bad(self) -> tuple[Finding, ...]:
        """Findings of error or above."""
        return tuple(f for f in self.examined.findings if f.severity.rank <= Severity.ERROR.rank)

    @property
    def money_right(self) -> bool:
        """Whether the record tells the charges, their sum and their purses as the ledger has them."""
        money = self.examined.case.money
        return (money.charges, money.charged_krw, dict(money.from_purse)) == self.ledger

    def __str__(self) -> str:
        words = [self.play.name, f"--seed {self.seed}", *(f"--fault {fault}" for fault in self.faults)]
        return " ".join(words)


@lru_cache(maxsize=1)
def releases() -> tuple[PosRelease, ...]:
    """Every shipped release whose terminal is simulated, oldest first within its product."""
    rigs = assembly.rig_names()
    products = assembly.library().products.values()
    return tuple(one for product in products for one in product.releases if one.rig in rigs)


@lru_cache(maxsize=1)
def plays() -> tuple[Play, ...]:
    """Every scenario without faults of its own on every release that lacks nothing for it."""
    sound = [scenario for scenario in assembly.scenarios().values() if not scenario.faults]
    return tuple(
        Play(scenario, release)
        for release in releases()
        for scenario in sound
        if not supports(release, scenario)
    )


@lru_cache(maxsize=32)
def world_of(rig: str) -> World:
    """The world of a rig; each replay sets it up afresh."""
    return World(load_rig(rig))


def perform(play: Play, seed: int, faults: tuple[str, ...] = ()) -> Played:
    """Replay, judge and rank, as `posdiag diagnose` does before it looks for guidance."""
    world = world_of(play.release.rig)
    address = f"sim:{play.release.rig}"
    station = Station(address, LineBench(world.ask, address), lambda: VirtualLink(world), simulated=True)
    house = assembly.house()
    examined = examine(Variant(play.scenario, play.release), station, faults, seed, house)
    return Played(play, seed, faults, examined, rank(examined.findings, house.causes), booked(world))


def booked(world: World) -> tuple[int, int, Mapping[str, int]]:
    """Live charges, their sum and their purses, from the rows of the issuer's ledger.

    A sale may take from several purses under one approval number; it is live while any of it is.
    """
    by_approval: dict[str, int] = {}
    by_purse: dict[str, int] = {}
    for row in world.issuer.ledger.rows:
        amount = row.amount_krw if row.kind == "charge" else -row.amount_krw
        by_approval[row.approval] = by_approval.get(row.approval, 0) + amount
        by_purse[row.purse] = by_purse.get(row.purse, 0) + amount
    live = [amount for amount in by_approval.values() if amount]
    return len(live), sum(live), {purse: amount for purse, amount in by_purse.items() if amount}
