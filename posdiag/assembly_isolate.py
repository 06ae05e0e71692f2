"""The assembly of isolation: replays at one terminal, and what the simulated world knows of its faults
and of a terminal's firmware.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from posdiag import assembly
from posdiag.diagnose.channels import channels_of
from posdiag.diagnose.rank import rank
from posdiag.engine import examine
from posdiag.errors import InputError, Problem
from posdiag.isolate.outcome import Outcome, outcome_of
from posdiag.isolate.traits_changed import TraitChange
from posdiag.link.address import SimAddress, parse_address
from posdiag.link.bench import LineBench
from posdiag.link.station import Station
from posdiag.link.virtual import VirtualLink
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from posdiag.worded import worded
from posdiag_sim.faults.registry import FAULTS
from posdiag_sim.rig import Rig, RigError, find_rig, load_rig
from posdiag_sim.rig_yaml import read_rig_file
from posdiag_sim.world import World

#: Fields of a fault that count or keep something, or that every fault has.
_NOT_SETTINGS = ("start", "left", "attempts", "until_ms")


@dataclass(slots=True)
class Stage:
    """Plays variants at a terminal, which is opened once; without one, at each release's own rig."""

    terminal: str | None = None
    _stations: dict[str, Station] = field(default_factory=dict)

    def play(self, variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        """One replay, judged as `diagnose` judges it before it looks for guidance.

        InputError for what the user must mend, LinkError where the terminal is gone.
        """
        address = self.address_of(variant.release)
        if address not in self._stations:
            self._stations[address] = assembly.station(address)
        return _played(variant, self._stations[address], faults, seed)

    def address_of(self, release: PosRelease) -> str:
        return self.terminal or f"sim:{release.rig}"

    def close(self) -> None:
        for station in self._stations.values():
            station.bench.close()


@contextmanager
def stage(terminal: str | None) -> Iterator[Stage]:
    """A stage that lets go of its terminals at the end."""
    opened = Stage(terminal)
    try:
        yield opened
    finally:
        opened.close()


def fault_defaults(name: str) -> Mapping[str, int]:
    """The whole numbers of a fault with the value each has unless told; `count` is 0 where none is.

    A fault that is there from the first byte has no `count`; an unknown one has nothing.
    """
    kind = FAULTS.get(name)
    if kind is None:
        return {}
    own = {
        one.name: one.default
        for one in fields(kind)
        if one.default is not MISSING and type(one.default) is int and one.name not in _NOT_SETTINGS
    }
    return own if kind.built_in else {**own, "count": 0}


def _played(variant: Variant, station: Station, faults: tuple[str, ...], seed: int) -> Outcome:
    house = assembly.house()
    seen = examine(variant, station, faults, seed, house)
    return outcome_of(seen, rank(seen.findings, house.causes, channels_of(seen.case)))


# -- firmware --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FirmwareVersions:
    """The firmware releases of a rig's terminal, in the order in which its file lists them."""

    rigs: tuple[Rig, ...]
    places: Mapping[str, str]  # `VERSION` or `VERSION TRAIT` -> file:line
    release: PosRelease
    scenario: Scenario
    faults: tuple[str, ...] = ()
    seed: int = 0

    @property
    def subject(self) -> str:
        return f"sim:{self.rigs[0].name}"

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(rig.firmware.version for rig in self.rigs)

    def play(self, number: int) -> Outcome:
        return self._play(self.rigs[number])

    def lacks(self, number: int) -> tuple[str, ...]:
        """Nothing: what a scenario needs, it needs of the POS."""
        return ()

    def place(self, number: int) -> str:
        return self.places[self.labels[number]]

    def changes(self, before: int, after: int) -> tuple[TraitChange, ...]:
        one, other = self.rigs[before].firmware, self.rigs[after].firmware
        return tuple(
            TraitChange(
                trait.name,
                getattr(one, trait.name),
                getattr(other, trait.name),
                self._origin(after, trait.name),
            )
            for trait in fields(one)
            if trait.name != "version" and getattr(one, trait.name) != getattr(other, trait.name)
        )

    def play_changed(self, number: int, changes: Sequence[TraitChange]) -> Outcome:
        rig = self.rigs[number]
        values: dict[str, Any] = {change.path: change.after for change in changes}
        return self._play(replace(rig, firmware=replace(rig.firmware, **values)))

    def _origin(self, number: int, trait: str) -> str:
        version = self.labels[number]
        return self.places.get(f"{version} {trait}", self.places[version])

    def _play(self, rig: Rig) -> Outcome:
        world = World(rig)
        station = Station(self.subject, LineBench(world.ask, self.subject), lambda: VirtualLink(world))
        return _played(Variant(self.scenario, self.release), station, self.faults, self.seed)


def firmware_versions(
    url: str, release: PosRelease, scenario: Scenario, faults: tuple[str, ...], seed: int
) -> FirmwareVersions:
    """The history of a rig's firmware; InputError where `url` is no rig, or one without firmware."""
    place = f"--firmware {url}"
    address = parse_address(url, place)
    if not isinstance(address, SimAddress) or address.firmware:
        raise InputError(
            Problem(
                place, worded("not a simulated rig"), worded("write --firmware sim:RIG, without a release")
            )
        )
    try:
        names = load_rig(address.rig).releases
        rigs = tuple(load_rig(f"{address.rig}@{name}") for name in names if name)
    except RigError as error:
        raise InputError(
            [Problem(place if at == address.rig else at, what, remedy) for at, what, remedy in error.faults]
        ) from error
    if not rigs:
        raise InputError(
            Problem(place, worded("the rig has no firmware releases"), worded("take a rig of kind terminal"))
        )
    return FirmwareVersions(rigs, _places(address.rig), release, scenario, faults, seed)


def _places(name: str) -> Mapping[str, str]:
    """Where each firmware release of a rig's file, and each of its traits, is written."""
    path = find_rig(name)
    document = read_rig_file(path, f"rigs/{path.name}" if path.stem == name else name, [])
    places: dict[str, str] = {}
    members = document.mapping("firmware").members() if document is not None else {}
    for version, node in members.items():
        places[version] = node.place
        places |= {f"{version} {trait}": value.place for trait, value in node.members().items()}
    return places
