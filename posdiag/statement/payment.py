"""One payment of a statement, as far as it could be read, and what could not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a row tells of."""

    APPROVED = "approved"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    ADDED = "added"  # money was given or charged into the purse


class Purse(StrEnum):
    """Where the money came from, as the row says; `unknown` where it does not."""

    COUPON = "coupon"
    CARD = "card"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Payment:
    """A row. `line` counts from 1 and names the row; amounts are won, never negative.

    `at` is to the minute, or to the second where `seconds`; without `clock` only its day is known. A year
    that the row does not tell is taken from its neighbours. `balance_krw` is the purse's after the row.
    """

    line: int
    kind: Kind
    amount_krw: int
    at: datetime | None = None
    clock: bool = False
    seconds: bool = False
    shop: str = ""
    place: str = ""
    purse: Purse = Purse.UNKNOWN
    approval: str = ""
    original: str = ""  # the approval number that a cancel names
    balance_krw: int | None = None
    total_krw: int | None = None  # spent so far, as messages of card companies tell


@dataclass(frozen=True, slots=True)
class Unread:
    """A row, or a part of one, that could not be read; its text is masked. It takes `lines` lines."""

    line: int
    column: int
    what: Mapping[str, str]
    text: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """All payments in the order of time, and everything that is none. `columns` maps fields to headings.
    `lines` counts those that are neither blank nor `aside`.
    """

    payments: tuple[Payment, ...]
    unread: tuple[Unread, ...] = ()
    read_as: str = "utf-8"
    form: str = "messages"  # or table
    aside: tuple[int, ...] = ()  # lines that are no payments: titles, totals, headings
    columns: Mapping[str, str] = field(default_factory=dict)
    lines: int = 0
