"""Which cancel undoes which approval, and whether two rows are of one shop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from posdiag.statement.payment import Kind, Payment, Purse

_CORPORATE = re.compile(r"\(주\)|주식회사|㈜|\(유\)|inc\.?|co\.?,?\s?ltd\.?|corp\.?", re.I)
_SIGNS = re.compile(r"[\W_]+")
#: Messages cut the names of shops; so much of one is enough to know it.
_ENOUGH = 3
#: A notice of coupon use comes so soon before or after the card's own message.
_NOTICE = timedelta(minutes=2)


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
    approved = [p for p in payments if p.kind is Kind.APPROVED]
    open_krw = {p.line: p.amount_krw for p in approved}
    by_number: dict[str, list[Payment]] = {}
    by_amount: dict[int, list[Payment]] = {}
    for payment in approved:
        by_number.setdefault(payment.approval, []).append(payment)
        by_amount.setdefault(payment.amount_krw, []).append(payment)
    for cancel in payments:
        if cancel.kind is not Kind.CANCELLED:
            continue
        named = [
            p for number in (cancel.original, cancel.approval) if number for p in by_number.get(number, ())
        ]
        original = _original(cancel, named, by_amount.get(cancel.amount_krw, ()), open_krw)
        if original is None:
            alone.append(cancel)
            continue
        found.setdefault(original.line, []).append(cancel)
        open_krw[original.line] -= cancel.amount_krw
    return Undone({line: tuple(ones) for line, ones in found.items()}, tuple(alone))


def _original(
    cancel: Payment, named: Sequence[Payment], alike: Sequence[Payment], open_krw: Mapping[int, int]
) -> Payment | None:
    known = [payment for payment in named if _before(payment, cancel)]
    if known:
        return known[-1]
    fitting = [p for p in alike if _before(p, cancel) and same_shop(p.shop, cancel.shop) is not False]
    for payment in reversed(fitting):
        if open_krw[payment.line] > 0:
            return payment
    return fitting[-1] if fitting and not cancel.original else None


def _before(payment: Payment, cancel: Payment) -> bool:
    """Whether an approval is no later than a minute after the cancel: clocks of lists differ by that much."""
    if payment.at is None or cancel.at is None:
        return True
    if not payment.clock and payment.at.date() > cancel.at.date():
        return False
    return payment.at <= cancel.at + timedelta(minutes=1)


def companions(payments: Iterable[Payment]) -> dict[int, int]:
    """Notices of coupon use by line -> the line of the card's own message about the same payment.

    A card company sends two messages for one payment; together they are one row.
    """
    listed = [p for p in payments if p.kind is Kind.APPROVED and p.at is not None]
    others = [p for p in listed if p.purse is Purse.UNKNOWN]
    taken: dict[int, int] = {}
    used: set[int] = set()
    first = 0
    for notice in listed:
        if notice.purse is not Purse.COUPON or notice.approval:
            continue
        while first < len(others) and _gap(others[first], notice) > _NOTICE:
            first += 1
        for other in others[first:]:
            if _gap(notice, other) > _NOTICE:
                break
            if other.line not in used and _together(notice, other):
                taken[notice.line] = other.line
                used.add(other.line)
                break
    return taken


def _gap(one: Payment, later: Payment) -> timedelta:
    """From one row to a later one; negative where it is the other way round."""
    return later.at - one.at if one.at is not None and later.at is not None else timedelta.max


def _together(one: Payment, other: Payment) -> bool:
    return same_shop(one.shop, other.shop) is not False and one.amount_krw <= other.amount_krw
