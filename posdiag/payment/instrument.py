"""What a customer pays with: kinds, purses, and the three things that happen when the balance is too small.

This is the engine's own expectation; the simulated issuer has its own, written apart (law 1).
Source of the three behaviours: DOMAIN F06.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

#: Purses in the order in which an issuer draws them: coupons by age, then money of one's own.
PURSES = ("coupon", "coupon1", "coupon2", "policy", "charged", "card", "account")

#: Purses that hold a coupon or voucher.
COUPON_PURSES = ("coupon", "coupon1", "coupon2", "policy", "charged")

#: Kinds of money that a stand-alone prepaid card never adds up.
SEPARATE = (("coupon", "coupon1", "coupon2"), ("policy",), ("charged",))


class Short(StrEnum):
    """What happens when the coupon holds less than is asked."""

    REST_ON_CARD = "rest-on-card"  # coupon first, the rest charged to the card, automatically
    ALL_ON_CARD = "all-on-card"  # the whole amount to the linked card, nothing of the voucher
    DECLINED = "declined"  # refused, or approved in part where the issuer can


#: Kinds of instruments, with what a short balance does to them.
KINDS: Mapping[str, Short] = MappingProxyType(
    {
        "coupon-credit": Short.REST_ON_CARD,
        "coupon-check": Short.REST_ON_CARD,
        "voucher-linked": Short.ALL_ON_CARD,
        "prepaid": Short.DECLINED,
        "voucher-qr": Short.DECLINED,
        "voucher-barcode": Short.DECLINED,
        "card": Short.REST_ON_CARD,
    }
)

#: The purse of one's own money behind a kind that has one.
BEHIND: Mapping[str, str] = MappingProxyType(
    {"coupon-credit": "card", "coupon-check": "account", "voucher-linked": "card", "card": "card"}
)


@dataclass(frozen=True, slots=True)
class Draw:
    """What a sale takes. `from_purse` in won by purse, `remainder_krw` is asked but not approved."""

    approved: bool
    from_purse: Mapping[str, int]
    remainder_krw: int = 0

    @property
    def approved_krw(self) -> int:
        return sum(self.from_purse.values())


def coupon_balance(balances: Mapping[str, int]) -> int:
    """What the coupon purses hold together, won."""
    return sum(balances.get(purse, 0) for purse in COUPON_PURSES)


def draw(kind: str, balances: Mapping[str, int], amount_krw: int, partial: bool = False) -> Draw:
    """What a sound issuer draws for a sale of `amount_krw`.

    `partial`: a prepaid issuer that approves the part it has (response code 10) instead of refusing.
    A card purse that `balances` does not name has no limit. A kind that nobody knows raises ValueError.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of instrument is called {kind!r}")
    if amount_krw <= 0:
        return Draw(False, {}, max(0, amount_krw))
    if KINDS[kind] is Short.DECLINED:
        return _stand_alone(balances, amount_krw, partial)
    coupon = {} if kind == "card" else _take(balances, COUPON_PURSES, amount_krw)
    missing = amount_krw - sum(coupon.values())
    if not missing:
        return Draw(True, coupon)
    if KINDS[kind] is Short.ALL_ON_CARD:
        return _with_card(kind, balances, {}, amount_krw)
    return _with_card(kind, balances, coupon, missing)


def _stand_alone(balances: Mapping[str, int], amount_krw: int, partial: bool) -> Draw:
    """One kind of money must suffice: the total shown may not be what can be spent (DOMAIN F06)."""
    parts = [_take(balances, purses, amount_krw) for purses in SEPARATE]
    whole = next((part for part in parts if sum(part.values()) == amount_krw), None)
    if whole is not None:
        return Draw(True, whole)
    first = next((part for part in parts if part), None)
    if partial and first is not None:
        return Draw(True, first, amount_krw - sum(first.values()))
    return Draw(False, {}, amount_krw)


def _take(balances: Mapping[str, int], purses: Iterable[str], amount_krw: int) -> dict[str, int]:
    """As much of the amount as these purses hold, in their order."""
    taken: dict[str, int] = {}
    for purse in purses:
        part = min(balances.get(purse, 0), amount_krw - sum(taken.values()))
        if part > 0:
            taken[purse] = part
    return taken


def _with_card(kind: str, balances: Mapping[str, int], coupon: Mapping[str, int], missing_krw: int) -> Draw:
    """The coupon's part and the rest from one's own money; nothing at all where that is short."""
    purse = BEHIND[kind]
    if balances.get(purse, missing_krw) < missing_krw:
        return Draw(False, {}, missing_krw + sum(coupon.values()))
    return Draw(True, {**coupon, purse: missing_krw})
