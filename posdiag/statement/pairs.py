"""Which cancel undoes which approval, and whether two rows are of one shop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from posdiag.statement.payment import Kind, Payment

_CORPORATE = re.compile(r"\(주\)|주식회사|㈜|\(유\)|inc\.?|co\.?,?\s?ltd\.?|corp\.?", re.I)
_SIGNS = re.compile(r"[\W_]+")
#: Messages cut the names of shops; so much of one is enough to know it.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Undone:
    """Cancels by the line of the approval that they undo, and those that undo nothing that is listed."""

    by_approval: Mapping[int, tuple[Payment, ...]]
    alone: tuple[Payment, ...]

    def left_krw(self, payment: Payment) -> int:
        """What remains charged of an approval, won."""
        return max(
            0, payment.amount_krw - sum(one.amount_krw for one in self.by_approval.get(payment.line, ()))
        )

    def is_open(self, payment: Payment) -> bool:
        return self.left_krw(payment) > 0


def bare_shop(name: str) -> str:
    """A shop's name without the signs and words that differ between lists."""
    return _SIGNS.sub("", _CORPORATE.sub("", name)).lower()


def same_shop(one: str, other: str) -> bool | None:
    """Whether two names are of one shop; None where one of them is missing."""
    a, b = bare_shop(one), bare_shop(other)
    if not a or not b:
        return None
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _ENOUGH and long.startswith(short))


def undone(payments: Sequence[Payment]) -> Undone:
    """Cancels put to their approvals: by number first, else the last open one of shop and amount."""
    found: dict[int, list[Payment]] = {}
    alone: list[Payment] = []
    open_krw = {p.line: p.amount_krw for p in payments if p.kind is Kind.APPROVED}
    for cancel in payments:
        if cancel.kind is not Kind.CANCELLED:
            continue
        approved = _original(cancel, payments, open_krw)
        if approved is None:
            alone.append(cancel)
            continue
        found.setdefault(approved.line, []).append(cancel)
        open_krw[approved.line] -= cancel.amount_krw
    return Undone({line: tuple(ones) for line, ones in found.items()}, tuple(alone))


def _original(cancel: Payment, payments: Sequence[Payment], open_krw: Mapping[int, int]) -> Payment | None:
    numbers = {number for number in (cancel.original, cancel.approval) if number}
    named = [p for p in _before(cancel, payments) if p.approval and p.approval in numbers]
    if named:
        return named[-1]
    for open_only in (True, False):
        for payment in reversed(_before(cancel, payments)):
            if payment.amount_krw != cancel.amount_krw or same_shop(payment.shop, cancel.shop) is False:
                continue
            if open_krw[payment.line] > 0 if open_only else not cancel.original:
                return payment
    return None


def _before(cancel: Payment, payments: Sequence[Payment]) -> list[Payment]:
    """Approvals up to a minute after the cancel: clocks of lists differ by that much."""
    return [
        p
        for p in payments
        if p.kind is Kind.APPROVED
        and (p.at is None or cancel.at is None or p.at <= cancel.at + timedelta(minutes=1))
        and (p.clock or cancel.at is None or p.at is None or p.at.date() <= cancel.at.date())
    ]


def companions(payments: Iterable[Payment]) -> dict[int, int]:
    """Notices of coupon use by line -> the line of the card's own message about the same payment.

    A card company sends two messages for one payment; together they are one row.
    """
    listed = [p for p in payments if p.kind is Kind.APPROVED]
    taken: dict[int, int] = {}
    for notice in listed:
        if notice.purse.value != "coupon" or notice.approval:
            continue
        for other in listed:
            if (
                other.purse.value == "unknown"
                and other.line not in taken.values()
                and _together(notice, other)
            ):
                taken[notice.line] = other.line
                break
    return taken


def _together(one: Payment, other: Payment) -> bool:
    if one.at is None or other.at is None or same_shop(one.shop, other.shop) is False:
        return False
    close = abs(one.at - other.at) <= timedelta(minutes=2)
    return close and one.amount_krw <= other.amount_krw
