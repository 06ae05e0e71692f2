"""The sales that the VAN remembers, and how a cancel, a 망취소 or an inquiry finds the one it means."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag_sim.issuer import Decision

#: Sales one world remembers.
MAX_SALES = 10_000

CANCELLED, REVERSED, REVERSED_BEFORE = "cancelled", "reversed", "reversed-before"


@dataclass(slots=True)
class BookedSale:
    """A sale and what became of it: `undone` is empty, CANCELLED, REVERSED or REVERSED_BEFORE it came."""

    tid: str
    stan: str
    decision: Decision
    merchant: str = ""
    unique_no: str = ""
    undone: str = ""

    @property
    def approved(self) -> bool:
        return bool(self.decision.parts)


class Sales:
    """All sales of one world, oldest first."""

    def __init__(self, pg_tid: str) -> None:
        self._pg_tid = pg_tid
        self._sales: list[BookedSale] = []

    def __len__(self) -> int:
        return len(self._sales)

    def keep(self, sale: BookedSale) -> None:
        if len(self._sales) < MAX_SALES:
            self._sales.append(sale)

    def to_cancel(self, approval: str, stan: str) -> BookedSale | None:
        """The approved sale of that approval number or, where none is given, of that trace number."""
        for sale in reversed(self._sales):
            meant = sale.decision.approval == approval if approval else stan != "" and sale.stan == stan
            if meant and sale.approved:
                return sale
        return None

    def by_stan(self, tid: str, stan: str) -> BookedSale | None:
        """The last sale of that terminal and trace number; without a number, its last one.

        Where one trace number was tried on the gateway and the VAN, the approved one is meant.
        """
        found = [
            sale
            for sale in reversed(self._sales)
            if sale.tid in (tid, self._pg_tid) and (not stan or sale.stan == stan)
        ]
        approved = (sale for sale in found if stan and sale.approved)
        return next(approved, found[0] if found else None)

    def undone_before(self, stan: str) -> bool:
        """Whether a sale of that trace number was reversed before it came."""
        return any(sale.stan == stan and sale.undone == REVERSED_BEFORE for sale in self._sales)
