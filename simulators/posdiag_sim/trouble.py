"""All faults of one world as its parties ask them: each hears every question, and the answers add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from posdiag_sim.faults.base import Fault
from posdiag_sim.firmware import Firmware

_Answer = TypeVar("_Answer")


class Trouble:
    """What terminal, VAN and issuer ask. `request` counts the requests on the asker's line from 1."""

    def __init__(self, faults: Sequence[Fault] = ()) -> None:
        self._faults = tuple(faults)

    # -- in the terminal -------------------------------------------------------------------------

    def firmware(self, firmware: Firmware) -> Firmware:
        """The firmware as the faults have set it."""
        for fault in self._faults:
            firmware = fault.firmware(firmware)
        return firmware

    def late_ms(self, request: int) -> int:
        """How long a finished reply lies about before it goes to the POS."""
        return sum(fault.late_ms(request) for fault in self._faults)

    def card_ms(self, request: int) -> int:
        """How much longer the customer takes to present the card."""
        return sum(fault.card_ms(request) for fault in self._faults)

    def taken(self, request: int, now_ms: int) -> bool:
        """Whether somebody else's request holds the terminal."""
        return sum(fault.taken(request, now_ms) for fault in self._faults) > 0

    def terminal_says(self, request: int, kind: str) -> str:
        """The code by which the terminal refuses a request without asking the host."""
        return _first(fault.terminal_says(request, kind) for fault in self._faults)

    # -- in the terminal or, where there is none, at the VAN -----------------------------------------

    def pg_first(self, request: int) -> bool:
        """Whether the payment gateway's merchant is tried before the shop's own."""
        return sum(fault.pg_first(request) for fault in self._faults) > 0

    def sends_twice(self, request: int) -> bool:
        """Whether a sale goes on a second time, as another sale."""
        return sum(fault.sends_twice(request) for fault in self._faults) > 0

    # -- at the VAN and behind it ----------------------------------------------------------------

    def hold_ms(self, request: int) -> int:
        """How much later than usual the VAN answers this request."""
        return sum(fault.hold_ms(request) for fault in self._faults)

    def outage(self, request: int) -> bool:
        """Whether the voucher platform is down for this request."""
        return sum(fault.outage(request) for fault in self._faults) > 0

    def host_says(self, request: int, kind: str) -> str:
        """The code by which the host refuses a request without doing anything."""
        return _first(fault.host_says(request, kind) for fault in self._faults)

    def forgets(self, request: int) -> bool:
        """Whether the VAN keeps no record of this sale."""
        return sum(fault.forgets(request) for fault in self._faults) > 0

    def amount_off(self, request: int, kind: str) -> int:
        """Won by which the VAN takes the amount for another one."""
        return sum(fault.amount_off(request, kind) for fault in self._faults)

    def gives_back(self, request: int, reversal: bool) -> str:
        """Where a cancel's money goes: empty for the purse it came from, `nothing`, or another purse."""
        return _first(fault.gives_back(request, reversal) for fault in self._faults)

    def clock_limit_s(self) -> int:
        """How far a request's time may be from the VAN's; 0 where it does not look."""
        return max((fault.clock_limit_s() for fault in self._faults), default=0)

    def lags(self, where: str) -> bool:
        """Whether balances are told as they were at the start: in an `inquiry` or on the `statement`."""
        return any(fault.lags(where) for fault in self._faults)


def _first(answers: Iterable[str]) -> str:
    """The first answer that says something; all are asked, since faults count how often they act."""
    return next(filter(None, list(answers)), "")
