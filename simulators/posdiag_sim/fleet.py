"""Many terminals of one rig: each is a world of its own, begun when a POS first comes to it.

Times here are those of the fleet, in simulated milliseconds since it began; each world counts from its
own beginning. A terminal keeps its world from one connection to the next, so that a POS whose line broke
may ask what became of its sale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from heapq import heappop, heappush

from posdiag_sim.faults.registry import parse_fault
from posdiag_sim.heap import MAX_TIME_MS
from posdiag_sim.rig import Rig
from posdiag_sim.world import Setup, World

MAX_TERMINALS = 10_000
#: Events after which a terminal that has nothing to do gets a fresh world, which remembers no sale: about
#: 180 sales. What 1,000 worlds remember of so many takes some 400 MB.
MAX_EVENTS = 2_000
#: Simulated time after which it gets one. A world ends after a day.
MAX_AGE_MS = MAX_TIME_MS // 2

_NOTHING = (b"", "")


def seed_of(seed: int, number: int, life: int = 0) -> int:
    """The seed of the terminal of that number, and of each further world that it gets."""
    text = f"{seed}/{number}" + (f"/{life}" if life else "")
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


class FleetTerminal:
    """One terminal. Its wallet is paid into while it is not busy, so that no sale fails for want of money."""

    __slots__ = (
        "_began_ms", "_faults", "_life", "_opening", "_rig", "_seed", "_world", "connected", "number",
    )  # fmt: skip

    def __init__(self, rig: Rig, number: int, seed: int, faults: Sequence[str], at_ms: int) -> None:
        """Its first POS has come in."""
        self.number = number
        self.connected = True
        self._rig, self._seed, self._faults = rig, seed, tuple(faults)
        self._life = 0
        self._opening = sum(sum(item.balances.values()) for item in rig.wallet.values())
        self._begin(at_ms)

    def _begin(self, at_ms: int) -> None:
        self._began_ms = at_ms
        seed = seed_of(self._seed, self.number, self._life)
        self._world = World(self._rig, Setup(seed=seed, faults=self._faults, kept=0))
        self._life += 1

    # -- the POS ---------------------------------------------------------------------------------

    def connect(self, at_ms: int) -> None:
        """The next POS has come in; where a fault refuses it, `speak` says so."""
        self.connected = True
        if self._is_old(at_ms):
            self._begin(at_ms)
        else:
            self._world.advance(at_ms - self._began_ms)
            self._world.reopen()

    def part(self) -> None:
        """The POS has gone; the terminal works on."""
        self.connected = False
        self._world.disconnect()

    def hear(self, stream: bytes, at_ms: int) -> tuple[bytes, str]:
        """Take bytes of the POS. What was said before they came is told as `speak` does."""
        if self._world.next_due() is None:
            if self._is_old(at_ms):
                self._begin(at_ms)
            self._pay_in()
        said = self.speak(at_ms)
        self._world.write(stream)
        return said

    def speak(self, at_ms: int) -> tuple[bytes, str]:
        """What the POS is told up to that time, and why its line ends then: nothing where it does not.

        The reasons are those of `World.read_until`.
        """
        world, until_ms = self._world, at_ms - self._began_ms
        if not self.connected:
            world.advance(until_ms)
            return _NOTHING
        what, said, _ = world.read_until(until_ms)
        if what == "silence":
            return _NOTHING
        while what == "heard":
            what, content, _ = world.read_until(until_ms)
            said += content
        return said, "" if what == "silence" else what

    def next_due(self) -> int | None:
        """When it will do something by itself, or None."""
        due_ms = self._world.next_due()
        return None if due_ms is None else self._began_ms + due_ms

    # -- what wears out --------------------------------------------------------------------------

    def _is_old(self, at_ms: int) -> bool:
        return self._world.heap.ran >= MAX_EVENTS or at_ms - self._began_ms >= MAX_AGE_MS

    def _pay_in(self) -> None:
        ledger = self._world.issuer.ledger
        if 2 * sum(ledger.purses("wallet").values()) < self._opening:
            ledger.refill()


class Fleet:
    """Up to `most` terminals. Whoever comes gets the free one with the lowest number."""

    def __init__(self, rig: Rig, most: int, seed: int = 0, faults: Sequence[str] = ()) -> None:
        """FaultError where a fault cannot be read."""
        for text in faults:
            parse_fault(text, "", rig.speech)
        self.most = most
        self._made: list[FleetTerminal] = []
        self._free: list[int] = []
        self._rig, self._seed, self._faults = rig, seed, tuple(faults)

    def take(self, at_ms: int) -> FleetTerminal | None:
        """A terminal for a POS that has come in; None where all are taken."""
        if self._free:
            terminal = self._made[heappop(self._free)]
            terminal.connect(at_ms)
            return terminal
        number = len(self._made)
        if number == self.most:
            return None
        self._made.append(FleetTerminal(self._rig, number, self._seed, self._faults, at_ms))
        return self._made[number]

    def give_back(self, terminal: FleetTerminal) -> None:
        """The POS has gone from it."""
        terminal.part()
        heappush(self._free, terminal.number)
