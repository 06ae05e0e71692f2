"""The issuer's books: what is in each purse, and every charge and cancel. Money is never lost in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posdiag_sim.instrument import Instrument

#: Bookings one world may make.
MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One booking; amounts are won and always positive."""

    t_ms: int
    kind: str  # charge or cancel
    amount_krw: int
    purse: str
    approval: str
    merchant: str
    stan: str
    note: str
    instrument: str


class Ledger:
    """Purses by instrument. A purse that was not opened is the customer's bank account or card line."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.rows: list[Row] = []
        self.opening: dict[str, dict[str, int]] = {item.name: dict(item.balances) for item in instruments}
        self._left: dict[str, dict[str, int]] = {name: dict(held) for name, held in self.opening.items()}

    def left(self, instrument: str, purse: str) -> int | None:
        """Won in a purse, or None where it has no bottom here (a credit line, a bank account)."""
        return self._left.get(instrument, {}).get(purse)

    def purses(self, instrument: str) -> Mapping[str, int]:
        return self._left.get(instrument, {})

    def charge(self, row: Row) -> None:
        """Take the row's amount from its purse."""
        self._move(row, -row.amount_krw)

    def restore(self, row: Row) -> None:
        """Give the row's amount back to its purse."""
        self._move(row, row.amount_krw)

    def refill(self) -> None:
        """Give every purse its opening balance again, as customers do who pay in; no row tells of it."""
        for name, held in self.opening.items():
            self._left[name].update(held)

    def _move(self, row: Row, change: int) -> None:
        held = self._left.setdefault(row.instrument, {})
        if row.purse in held:
            held[row.purse] += change
        self.rows.append(row)

    def charged_on(self, instrument: str, from_ms: int) -> int:
        """Won charged and not given back since `from_ms`."""
        return sum(
            row.amount_krw * (1 if row.kind == "charge" else -1)
            for row in self.rows
            if row.instrument == instrument and row.t_ms >= from_ms
        )

    def total(self, closing: bool) -> dict[str, int]:
        """Won by purse over all instruments, at the start or now."""
        totals: dict[str, int] = {}
        for held in (self._left if closing else self.opening).values():
            for purse, amount in held.items():
                totals[purse] = totals.get(purse, 0) + amount
        return totals
