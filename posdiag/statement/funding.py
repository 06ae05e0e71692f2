"""Approvals that were not paid by the coupon although it could have paid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from posdiag.statement.finding import NOT_APPLIED, SHORT, Odd
from posdiag.statement.pairs import Undone, bare_shop, same_shop
from posdiag.statement.payment import Kind, Payment, Purse

#: More rows than this without further evidence are told together: most are ordinary shopping.
_MOST_ALONE = 5
_SPLIT = timedelta(minutes=3)

_DO = {
    "ko": "쿠폰으로 낼 결제였다면 같은 단말기에서 당일 취소하고, 카운터의 VAN 단말기에서 다시 결제하세요.",
    "en": (
        "If the coupon was meant: cancel it the same day on the "
        "same terminal, and pay at the VAN terminal of the counter."
    ),
}
_TOP_UP = {
    "ko": "카드 연결형은 1원만 모자라도 전액이 카드로 나갑니다. 충전하고 취소한 뒤 다시 결제하세요.",
    "en": "A voucher linked to a card pays nothing when one won short: top up, cancel and pay again.",
}


def not_from_coupon(
    payments: Sequence[Payment], undone: Undone, paired: dict[int, int], expected: bool = False
) -> Iterator[Odd]:
    """Rows paid by the card. `expected`: the caller says that the coupon was meant to pay."""
    by_coupon = [p for p in payments if p.purse is Purse.COUPON and p.kind is Kind.APPROVED and p.at]
    times = [p.at for p in by_coupon if p.at is not None]
    if not by_coupon and not expected and not any(p.balance_krw is not None for p in payments):
        return
    weak: list[Payment] = []
    covered = set(paired.values())
    shops = frozenset(bare_shop(p.shop) for p in by_coupon) - {""}
    held: int | None = None
    for row in payments:
        before = held
        held = row.balance_krw if row.balance_krw is not None else held
        if row.kind is not Kind.APPROVED or not undone.is_open(row) or row.line in covered:
            continue
        if row.purse is not Purse.CARD and not (expected and row.purse is Purse.UNKNOWN):
            continue
        if any(_is_split(row, other) for other in _near(by_coupon, times, row)):
            continue
        shown = row.balance_krw if row.balance_krw is not None else before
        odd = _judged(row, shown, bare_shop(row.shop) in shops, expected)
        if odd is None:
            weak.append(row)
        elif odd.probability > 0:
            yield odd
    yield from _together(weak)


def _near(by_coupon: Sequence[Payment], times: Sequence[datetime], row: Payment) -> Sequence[Payment]:
    """The coupon payments of the same moment."""
    if row.at is None:
        return ()
    return by_coupon[bisect_left(times, row.at - _SPLIT) : bisect_right(times, row.at + _SPLIT)]


def _is_split(row: Payment, coupon: Payment) -> bool:
    """The rest of a coupon payment, charged to the card at the same moment."""
    if row.at is None or coupon.at is None or same_shop(row.shop, coupon.shop) is False:
        return False
    return abs(row.at - coupon.at) <= _SPLIT and row.amount_krw != coupon.amount_krw


def _judged(row: Payment, held: int | None, known: bool, expected: bool) -> Odd | None:
    """A finding; one of probability 0 where all is well; None where nothing more is known."""
    lines = (row.line,)
    if held == 0:
        return Odd("", NOT_APPLIED, "note", 0.0, lines, {})
    if held is not None and held < row.amount_krw:
        text = {
            "ko": (
                f"{row.line}행: 쿠폰 잔액 {held:,}원이 "
                f"{row.amount_krw:,}원보다 적어 전액이 카드로 결제되었습니다."
            ),
            "en": (
                f"Line {row.line}: the coupon held {held:,} won, less "
                f"than {row.amount_krw:,}, and the card paid all."
            ),
        }
        return Odd("short-all-on-card", SHORT, "warning", 0.6, lines, text, (), (_TOP_UP,))
    why = []
    chance = 0.45
    if held is not None:
        chance = 0.8
        why.append(
            {
                "ko": f"쿠폰 잔액 {held:,}원으로 낼 수 있었음",
                "en": f"the coupon held {held:,} won, enough to pay",
            }
        )
    if known:
        chance = max(chance, 0.7) + 0.05
        why.append(
            {
                "ko": "같은 매장에서 쿠폰으로 결제한 적 있음",
                "en": "the coupon paid at this shop at another time",
            }
        )
    if expected:
        chance = max(chance, 0.75)
    if not why and not expected:
        return None
    text = {
        "ko": f"{row.line}행: {row.amount_krw:,}원이 쿠폰이 아니라 일반 카드로 승인되었습니다.",
        "en": (
            f"Line {row.line}: {row.amount_krw:,} won were approved on the ordinary card, not by the coupon."
        ),
    }
    return Odd("not-from-coupon", NOT_APPLIED, "warning", round(chance, 2), lines, text, tuple(why), (_DO,))


def _together(rows: Sequence[Payment]) -> Iterator[Odd]:
    """Rows without further evidence: one by one where they are few."""
    if not rows:
        return
    groups = [rows] if len(rows) > _MOST_ALONE else [[row] for row in rows]
    for group in groups:
        lines = tuple(row.line for row in group)
        shown = ", ".join(str(line) for line in lines[:8]) + ("…" if len(lines) > 8 else "")
        text = {
            "ko": (
                f"{shown}행은 쿠폰이 아니라 일반 카드로 결제되었습니다. 쿠폰을 쓰려던 결제였는지 확인하세요."
            ),
            "en": f"Lines {shown} were paid on the ordinary card. Ask whether the coupon was meant to pay.",
        }
        severity = "note" if len(group) > 1 else "warning"
        chance = 0.3 if len(group) > 1 else 0.45
        yield Odd("not-from-coupon", NOT_APPLIED, severity, chance, lines, text, (), (_DO,))
