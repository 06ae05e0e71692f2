"""A simulated terminal for a test: served while the test runs, with its bench and its issuer at hand."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from posdiag import assembly
from posdiag.assembly_audit import AuditedRig
from posdiag.audit.line import AuditedLine
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.link.address import AgentAddress, SerialAddress, TcpAddress, parse_address
from posdiag.link.bench import Bench, Collected
from posdiag.marked import Faults
from posdiag.payment.numbers import number_fault
from posdiag.profile.trait_types import ENTRY_WORDS
from posdiag.profile.traits import Entry
from posdiag.replay.load_instruments import load_instruments
from posdiag.replay.scenario import DEFAULT_DATE, Instrument
from posdiag.transcript import StatementRow
from posdiag.worded import worded

#: Real seconds in which a terminal must have begun to listen, and end.
_READY_S = 20.0
#: What the terminal does by itself is over by then; in its own milliseconds.
SETTLE_MS = 60_000
_AGENTS = ("http", "ws")


@dataclass
class ServedTerminal:
    """A rig on TCP, a pty, or as a VAN agent. `speed` is how fast its time runs: 10 makes 30 s three.

    Until `setup` or `issuer.give` is called, a coupon card lies on it, and every fault of `faults` is there.
    """

    rig: str
    listen: str = "tcp://127.0.0.1:0"
    speed: float = 1.0
    faults: Sequence[str] = ()
    seed: int = 0
    address: str = field(default="", init=False)
    _cards: dict[str, Instrument] = field(default_factory=dict, init=False, repr=False)
    _audited: AuditedRig | None = field(default=None, init=False, repr=False)
    _agent: _AgentThread | None = field(default=None, init=False, repr=False)

    # -- life --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Begin to serve; InputError for a rig, an address or a fault that there is not."""
        if self.listen.partition("://")[0] in _AGENTS:
            self._agent = _AgentThread(self.rig, self.listen, self.speed, self.seed)
            self.address = self._agent.start()
            self._bench = assembly.station(self.address).bench
        else:
            self._audited = AuditedRig(self.rig, self.listen, self.speed, self.seed)
            self._audited.__enter__()
            self.address, self._bench = self._audited.address, self._audited.bench
        self.setup()

    def close(self) -> None:
        """End it; never raises."""
        if self._audited is not None:
            self._audited.__exit__(None, None, None)
            self._audited = None
        if self._agent is not None:
            self._bench.close()
            self._agent.end()
            self._agent = None

    # -- where the tested program connects ------------------------------------------------------------

    @property
    def host(self) -> str:
        parsed = parse_address(self.address)
        assert isinstance(parsed, TcpAddress | AgentAddress), "a pty has a device, and no host"
        return parsed.host

    @property
    def port(self) -> int:
        parsed = parse_address(self.address)
        assert isinstance(parsed, TcpAddress | AgentAddress), "a pty has a device, and no port"
        return parsed.port

    @property
    def device(self) -> str:
        """The serial device of a pty."""
        parsed = parse_address(self.address)
        assert isinstance(parsed, SerialAddress), "only listen='pty' has a device"
        return parsed.device

    # -- the bench ---------------------------------------------------------------------------------

    @property
    def bench(self) -> Bench:
        return self._bench

    @property
    def line(self) -> AuditedLine | None:
        """The noted line; None of an agent."""
        return self._audited.line if self._audited is not None else None

    @property
    def issuer(self) -> Issuer:
        """The issuer of the cards that are presented here."""
        return Issuer(self)

    def setup(
        self,
        *,
        faults: Sequence[str] | None = None,
        date: str = DEFAULT_DATE,
        shop: Mapping[str, str] | None = None,
    ) -> None:
        """Begin afresh: no bookings, the cards full again. `faults` replace those of before."""
        if faults is not None:
            self.faults = tuple(faults)
        cards = self._cards or {"main": shared_instrument("coupon-credit")}
        self._bench.setup(date, self.seed, tuple(self.faults), dict(shop or {}), cards)
        self.present(next(iter(cards)))

    def inject(self, *faults: str) -> None:
        """Begin afresh with these faults on top, as --fault spells them: `host-slow:ms=40000`."""
        self.setup(faults=(*self.faults, *faults))

    def present(self, card: str = "main", entry: str = "chip") -> None:
        """Lay a card on the terminal, by chip, stripe, contactless, qr, barcode or keyed."""
        if entry not in ENTRY_WORDS:
            known = ", ".join(ENTRY_WORDS)
            raise InputError(
                Problem(
                    f"present(entry={entry!r})",
                    worded("no way of reading"),
                    worded("one of: {known}", known=known),
                )
            )
        chosen: Entry = ENTRY_WORDS[entry]
        self._bench.present(card, chosen.value)

    def collect(self, settle_ms: int = SETTLE_MS) -> Collected:
        """Let things come to rest, and hand over receipts, screens, host frames and the statement."""
        return self._bench.collect(settle_ms)

    @property
    def receipts(self) -> list[str]:
        """Every receipt that was printed."""
        return [sight.text for sight in self.collect().receipts]


@dataclass(frozen=True)
class Issuer:
    """Whoever stands behind the cards: gives them, and tells what was booked on them."""

    terminal: ServedTerminal

    def give(
        self, name: str = "main", like: str = "prepaid", *, present: str = "chip", **changes: Any
    ) -> Instrument:
        """A card or code with balances, laid on the terminal; begins afresh.

        `like` is an instrument of profiles/instruments.yaml; `changes` are its fields: `balances`, `kind`,
        `programme`, `number`, `media`, `state`.
        """
        card = replace(shared_instrument(like), **changes)
        fault = number_fault(card.kind, card.number)
        if fault:
            raise InputError(Problem("give(number=…)", fault, worded("only synthetic numbers are taken")))
        self.terminal._cards[name] = card
        self.terminal.setup()
        self.terminal.present(name, present)
        return card

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """Every booking, charges and cancels."""
        statement = self.terminal.collect().statement
        return statement.rows if statement is not None else ()

    @property
    def charged_krw(self) -> int:
        """What the customer was charged in all, cancels taken off."""
        return sum(row.amount_krw if row.kind == "charge" else -row.amount_krw for row in self.rows)

    @property
    def charges(self) -> int:
        """How many charges stand: charges less cancels, each counted by its approval number."""
        open_: dict[str, int] = {}
        for row in self.rows:
            sign = 1 if row.kind == "charge" else -1
            open_[row.approval] = open_.get(row.approval, 0) + sign * row.amount_krw
        return sum(amount > 0 for amount in open_.values())

    @property
    def balances(self) -> dict[str, int]:
        """Won left, by purse."""
        statement = self.terminal.collect().statement
        return dict(statement.balances) if statement is not None else {}


def shared_instrument(name: str) -> Instrument:
    """An instrument of profiles/instruments.yaml; InputError where there is none of that name."""
    known = load_instruments(assembly.library().roots, Faults()).instruments
    if name not in known:
        raise InputError(
            Problem(
                f"like={name!r}",
                worded("no such instrument"),
                worded("one of: {known}", known=", ".join(known)),
            )
        )
    return known[name]


class _AgentThread:
    """Serves an agent from a thread of its own."""

    def __init__(self, rig: str, listen: str, speed: float, seed: int) -> None:
        self._over = threading.Event()
        self._ready = threading.Event()
        self._address = ""
        self._error: PosdiagError | None = None
        self._thread = threading.Thread(
            target=self._serve, args=(rig, listen, speed, seed), name="posdiag agent", daemon=True
        )

    def start(self) -> str:
        self._thread.start()
        self._ready.wait(_READY_S)
        if self._error is not None:
            raise self._error
        return self._address

    def end(self) -> None:
        self._over.set()
        with suppress(RuntimeError):
            self._thread.join(_READY_S)

    def _serve(self, rig: str, listen: str, speed: float, seed: int) -> None:
        try:
            assembly.serve_rig(rig, listen, speed, seed, [], self._listens, self._over.is_set)
        except PosdiagError as error:
            self._error = error
        finally:
            self._ready.set()

    def _listens(self, address: str) -> None:
        self._address = address
        self._ready.set()
