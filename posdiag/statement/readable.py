"""How much of a statement was readable: whether it is one at all, and what to tell of the rest. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posdiag.statement.payment import Statement, Unread

#: More than this part of the lines unreadable: the file is hardly a list of payments.
REFUSED_ABOVE = 0.5
#: At least this part of the lines unreadable: it is told before anything else.
TOLD_FROM = 0.1


class Worth(StrEnum):
    """What to do with a statement as it was read."""

    EMPTY = "empty"  # no payment in it
    HARDLY = "hardly"  # most lines are unreadable: refused, unless the user wants what was read
    PARTLY = "partly"  # a sizeable part is unreadable: a warning
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Readable:
    """Of `lines` lines that are neither blank nor headings or totals, `read` belong to payments.
    `unread` are the stretches that belong to none, in their order.
    """

    lines: int
    read: int
    unread: tuple[Unread, ...]

    @property
    def worth(self) -> Worth:
        if not self.read:
            return Worth.EMPTY
        missing = (self.lines - self.read) / self.lines
        if missing > REFUSED_ABOVE:
            return Worth.HARDLY
        return Worth.PARTLY if missing >= TOLD_FROM else Worth.WELL


def readable(statement: Statement) -> Readable:
    """How much of it was read. A payment of which only the date is missing counts as read."""
    paid = {payment.line for payment in statement.payments}
    unread = tuple(one for one in sorted(statement.unread, key=_place) if one.line not in paid)
    missing = sum(one.lines for one in unread)
    lines = max(statement.lines, missing + (1 if paid else 0))
    return Readable(lines, lines - missing if paid else 0, unread)


def _place(one: Unread) -> tuple[int, int]:
    return one.line, one.column
