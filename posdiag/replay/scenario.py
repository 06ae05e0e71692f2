"""A scenario: what the shop does, with which instrument, and what should come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.payment.request import Item as Item
from posdiag.profile.traits import Entry

#: When a scenario plays unless it says otherwise: a weekday within the first consumption coupon's use.
DEFAULT_DATE = "2025-09-10T12:30:00"


class Do(StrEnum):
    """What the shop does in one step."""

    PAY = "pay"
    CANCEL = "cancel"  # of an earlier step's sale, the same day
    INQUIRE = "inquire"  # last-transaction inquiry
    BALANCE = "balance"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the shop does."""

    do: Do
    amount_krw: int = 0
    tax_krw: int = 0
    entry: Entry = Entry.CHIP
    instalment: int = 0
    items: tuple[Item, ...] = ()
    of: int = 0  # for cancel: number of the step meant, from 1
    instrument: str = "main"  # which of the scenario's instruments
    wait_ms: int = 0  # the shop waits so long before it
    omit: tuple[str, ...] = ()  # fields of its request that are left out, by the words of FIELD_NAMES
    again_ms: int | None = None  # for pay: the cashier sees after so long whether to pay again (`again.py`)


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the customer shows. The engine knows what is printed on it; the rest goes to the bench.

    `kind`: coupon-credit, coupon-check, voucher-linked, prepaid, voucher-qr, voucher-barcode, card.
    """

    kind: str
    programme: str = ""
    number: str = ""  # synthetic PAN, barcode or QR text
    balances: Mapping[str, int] = field(default_factory=dict)  # purse -> won
    media: tuple[str, ...] = ("chip", "stripe", "contactless")
    state: Mapping[str, str] = field(
        default_factory=dict
    )  # valid_from, valid_until, region, limits, stopped…


@dataclass(frozen=True, slots=True)
class Money:
    """Money that should have moved. `from_purse` in won by purse."""

    charges: int
    charged_krw: int
    from_purse: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """What should come of it, with a POS that can do what is needed.

    `outcome` holds every acceptable belief of the POS after the last sale; `money` every acceptable
    account (any one of them), `reply` the response codes that an expected refusal may carry.
    """

    outcome: tuple[str, ...] = ("approved",)
    money: tuple[Money, ...] = ()
    reply: tuple[str, ...] = ()
    shows_balance: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario file."""

    id: str
    name: Mapping[str, str]
    steps: tuple[Step, ...]
    instruments: Mapping[str, Instrument]
    expect: Expect
    date: str = DEFAULT_DATE
    tags: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # abilities a POS release must have for the scenario to make sense
    shop: Mapping[str, str] = field(default_factory=dict)  # what differs from the rig's shop
    faults: tuple[str, ...] = ()  # faults that belong to the story, as --fault spells them
    source: str = ""  # where the pattern was met
    place: str = ""  # file:line
