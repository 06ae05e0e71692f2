"""The assembly of isolation: replays at one terminal, and what the simulated world knows of faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, field, fields

from posdiag import assembly
from posdiag.diagnose.causes import rank
from posdiag.engine import examine
from posdiag.isolate.outcome import Outcome, outcome_of
from posdiag.link.station import Station
from posdiag.replay.variant import Variant


@dataclass(slots=True)
class Stage:
    """Plays variants at a terminal, which is opened once; without one, at each release's own rig."""

    terminal: str | None = None
    _stations: dict[str, Station] = field(default_factory=dict)

    def play(self, variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        """One replay, judged as `diagnose` judges it before it looks for guidance.

        InputError for what the user must mend, LinkError where the terminal is gone.
        """
        address = self.address_of(variant)
        if address not in self._stations:
            self._stations[address] = assembly.station(address)
        house = assembly.house()
        seen = examine(variant, self._stations[address], faults, seed, house)
        return outcome_of(seen, rank(seen.findings, house.causes))

    def address_of(self, variant: Variant) -> str:
        return self.terminal or f"sim:{variant.release.rig}"

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
    from posdiag_sim.faults.registry import FAULTS

    kind = FAULTS.get(name)
    if kind is None:
        return {}
    own = {
        one.name: one.default
        for one in fields(kind)
        if one.default is not MISSING and type(one.default) is int and one.name not in _NOT_SETTINGS
    }
    return own if kind.built_in else {**own, "count": 0}


#: Fields of a fault that count or keep something, or that every fault has.
_NOT_SETTINGS = ("start", "left", "attempts", "until_ms")
