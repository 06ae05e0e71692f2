"""Statements made by a seed, with what is odd about them known: for the figures of the statement's reader.

Ordinary life is in all of them: the same coffee every day, two coffees an hour apart, a cancel that is given
back, a payment split between coupon and card because the coupon ran short. One thing is planted, or nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SHOPS = ("행복김밥", "별다방", "동네정육점", "한빛문구", "우리약국", "큰길마트", "엄마반찬", "청춘치킨")
HOME, FAR = "수원시", "부산 해운대구"
HEADINGS = "거래일시,가맹점명,지역,금액,결제수단,승인번호,구분,쿠폰잔액"

#: What may be planted -> the cause that should be found; nothing for ordinary life.
PLANTED = {
    "double charge": "txn.duplicate",
    "cancel without restoring": "txn.reversal_failed",
    "not from the coupon": "coupon.not_applied",
    "balance behind": "txn.balance_lag",
    "unlike the holder": "fraud.suspected",
    "nothing": "",
}


@dataclass(slots=True)
class _Sheet:
    """A statement as it grows."""

    dice: random.Random
    at: datetime
    balance: int = 900_000
    number: int = 30_000_000
    rows: list[str] = field(default_factory=list)

    def pay(
        self,
        shop: str,
        krw: int,
        *,
        purse: str = "소비쿠폰",
        kind: str = "승인",
        approval: int = 0,
        place: str = HOME,
        moves: int | None = None,
    ) -> int:
        """One row; `moves` is what the coupon's balance changes by, by default what the row says."""
        self.number += self.dice.randrange(1, 900)
        spent = krw if kind == "승인" else -krw
        self.balance -= (spent if purse == "소비쿠폰" else 0) if moves is None else moves
        number = approval or self.number
        self.rows.append(
            f"{self.at:%Y-%m-%d %H:%M:%S},{shop},{place},{krw},{purse},{number},{kind},{self.balance}"
        )
        return number

    def later(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


def statement(planted: str, seed: int) -> str:
    """A CSV of about twenty payments of three weeks in which one thing is planted."""
    dice = random.Random(f"{planted}/{seed}")
    sheet = _Sheet(dice, datetime(2025, 8, 1, 11, 30))
    _ordinary(sheet, dice.randrange(6, 12))
    _PLANT[planted](sheet)
    sheet.at = (sheet.at + timedelta(days=1)).replace(hour=12, minute=dice.randrange(60))
    _ordinary(sheet, dice.randrange(4, 8))
    return "\n".join([HEADINGS, *sheet.rows]) + "\n"


def _ordinary(sheet: _Sheet, days: int) -> None:
    dice = sheet.dice
    for _ in range(days):
        krw = dice.randrange(30, 140) * 100
        number = sheet.pay(shop := dice.choice(SHOPS), krw)
        match dice.randrange(8):
            case 0:  # the same once more for a colleague, an hour later
                sheet.later(dice.randrange(55, 200))
                sheet.pay(shop, krw)
            case 1:  # paid wrongly, cancelled, given back
                sheet.later(dice.randrange(3, 20))
                sheet.pay(shop, krw, kind="취소", approval=number)
            case 2:
                sheet.later(dice.randrange(30, 90))
                sheet.pay(dice.choice([one for one in SHOPS if one != shop]), dice.randrange(20, 90) * 100)
        day = sheet.at + timedelta(days=1)
        sheet.at = day.replace(hour=dice.randrange(10, 20), minute=dice.randrange(60))


def _double(sheet: _Sheet) -> None:
    krw = sheet.dice.randrange(30, 300) * 100
    sheet.pay(shop := sheet.dice.choice(SHOPS), krw)
    sheet.later(sheet.dice.uniform(0.3, 4.0))
    sheet.pay(shop, krw)


def _unrestored(sheet: _Sheet) -> None:
    krw = sheet.dice.randrange(30, 300) * 100
    number = sheet.pay(shop := sheet.dice.choice(SHOPS), krw)
    sheet.later(sheet.dice.randrange(2, 90))
    sheet.pay(shop, krw, kind="취소", approval=number, moves=0)


def _by_card(sheet: _Sheet) -> None:
    sheet.pay(sheet.dice.choice(SHOPS), sheet.dice.randrange(30, 300) * 100, purse="일반 신용")


def _behind(sheet: _Sheet) -> None:
    krw = sheet.dice.randrange(30, 200) * 100
    sheet.pay(sheet.dice.choice(SHOPS), krw, moves=0)
    sheet.later(sheet.dice.randrange(20, 90))
    other = sheet.dice.randrange(30, 200) * 100
    sheet.pay(sheet.dice.choice(SHOPS), other, moves=krw + other)


def _stranger(sheet: _Sheet) -> None:
    sheet.pay(sheet.dice.choice(SHOPS), 6_500)
    sheet.later(sheet.dice.randrange(15, 40))
    for _ in range(sheet.dice.randrange(2, 4)):
        sheet.pay("바다편의점", sheet.dice.randrange(800, 1_000) * 100, place=FAR)
        sheet.later(sheet.dice.uniform(1, 4))


_PLANT: dict[str, Callable[[_Sheet], None]] = {
    "double charge": _double,
    "cancel without restoring": _unrestored,
    "not from the coupon": _by_card,
    "balance behind": _behind,
    "unlike the holder": _stranger,
    "nothing": lambda _sheet: None,
}
