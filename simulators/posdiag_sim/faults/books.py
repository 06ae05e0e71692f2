"""Faults of who keeps books: a sale booked twice, forgotten, of another amount, or shown late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from posdiag_sim.faults.base import Fault


@dataclass(slots=True)
class SendsTwice(Fault):
    """The terminal (without one, the VAN) passes a sale on twice, and the POS hears of one."""

    name: ClassVar[str] = "sends-twice"

    def sends_twice(self, request: int) -> bool:
        return self.fires(request)


@dataclass(slots=True)
class HostForgets(Fault):
    """The VAN approves and keeps no record, so that nobody can cancel, undo or ask about the sale."""

    name: ClassVar[str] = "host-forgets"

    def forgets(self, request: int) -> bool:
        return self.fires(request)


@dataclass(slots=True)
class AmountOff(Fault):
    """The VAN takes the amount of a sale, or of a cancel, for `won` more."""

    name: ClassVar[str] = "amount-off"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"to": ("approve", "cancel")}

    won: int = 1000
    to: str = "approve"

    def amount_off(self, request: int, kind: str) -> int:
        return self.won if kind == self.to and self.fires(request) else 0


@dataclass(slots=True)
class BalanceLag(Fault):
    """Balances are told as they were at the start: in balance inquiries, on the statement, or in both."""

    name: ClassVar[str] = "balance-lag"
    built_in: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"where": ("both", "inquiry", "statement")}

    where: str = "both"

    def lags(self, where: str) -> bool:
        return self.where in ("both", where)
