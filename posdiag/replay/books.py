"""The POS's own books: every sale it tried, what it believes of it and what it booked."""

from __future__ import annotations

from dataclasses import dataclass, field

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do


@dataclass(slots=True)
class Sale:
    """One sale or cancel as the POS knows it. Amounts are won."""

    step: int  # number of the scenario's step, from 1
    do: Do
    stan: str
    amount_krw: int
    entry: Entry
    card: str = ""  # number the POS read or scanned, empty where the terminal reads the card
    sent_at: str = ""  # as written in the request, YYYYMMDDhhmmss
    belief: Belief = Belief.UNKNOWN
    booked_krw: int = 0
    approval: str = ""  # as the POS kept it, which may be shorter than what it got
    unique_no: str = ""  # the terminal's or host's number of it
    result: str = ""  # last response code
    reversed: bool = False  # the POS got a network cancel through
    left_krw: int = 0  # asked but not approved, after a part approval


@dataclass(slots=True)
class Books:
    """All sales of one replay, in order."""

    sales: list[Sale] = field(default_factory=list)

    def booked_krw(self) -> int:
        """What the POS counts as taken: approved sales less approved cancels."""
        return sum(sale.booked_krw for sale in self.sales)

    def of_step(self, step: int) -> Sale | None:
        """The last sale that belongs to a step."""
        return next((sale for sale in reversed(self.sales) if sale.step == step), None)

    def by_stan(self, stan: str) -> Sale | None:
        return next((sale for sale in self.sales if sale.stan == stan), None)

    def belief(self) -> Belief:
        """What the POS believes of the last thing it asked for."""
        return self.sales[-1].belief if self.sales else Belief.UNKNOWN
