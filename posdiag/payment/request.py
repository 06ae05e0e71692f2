"""A coupon payment request, its tenders, and how a sale is split where the coupon is too small."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the basket. `tags` are what item rules name, such as `alcohol`."""

    name: str
    amount_krw: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tender:
    """A part of a payment on one instrument. `entry` is the letter on the wire."""

    instrument: str
    amount_krw: int
    entry: str = "C"
    instalment: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What the shop wants paid, and how. Amounts are won; tax is within the total."""

    total_krw: int
    tenders: tuple[Tender, ...]
    tax_krw: int = 0
    items: tuple[Item, ...] = ()

    def faults(self) -> tuple[str, ...]:
        """What makes no sense in it: empty for a request that can be sent."""
        found = []
        if self.total_krw <= 0:
            found.append("the total is not above zero")
        if not 0 <= self.tax_krw <= max(0, self.total_krw):
            found.append("the tax is not within the total")
        if any(tender.amount_krw <= 0 for tender in self.tenders):
            found.append("a tender is not above zero")
        if sum(tender.amount_krw for tender in self.tenders) != self.total_krw:
            found.append("the tenders do not add up to the total")
        if self.items and sum(item.amount_krw for item in self.items) != self.total_krw:
            found.append("the items do not add up to the total")
        return tuple(found)

    def split(self, balance_krw: int, rest: str) -> Request:
        """The same request with its first tender held to a balance, and `rest` paying what is left.

        A split tender is two transactions, each with its own approval and its own cancel (DOMAIN F06).
        """
        if not self.tenders:
            return self
        first, *others = self.tenders
        parts = split_by_balance(first.amount_krw, balance_krw)
        if len(parts) == 1 and balance_krw >= first.amount_krw:
            return self
        if len(parts) == 1:
            return Request(
                self.total_krw, (Tender(rest, first.amount_krw), *others), self.tax_krw, self.items
            )
        held = Tender(first.instrument, parts[0], first.entry, first.instalment)
        return Request(self.total_krw, (held, Tender(rest, parts[1]), *others), self.tax_krw, self.items)


def split_by_balance(amount_krw: int, balance_krw: int) -> tuple[int, ...]:
    """The amounts to ask: one where the balance covers all or nothing, else the balance and the rest."""
    if amount_krw <= 0:
        return ()
    if balance_krw <= 0 or balance_krw >= amount_krw:
        return (amount_krw,)
    return (balance_krw, amount_krw - balance_krw)


def tax_within(total_krw: int) -> int:
    """Value-added tax of 10 % within a total, rounded down to the won."""
    return max(0, total_krw) // 11
