"""A coupon programme as data: dated rules, each with its source, its grade, and what disagrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How good a source is, as the field notes grade them."""

    OFFICIAL = "A"  # a government notice, the press, or a vendor's own document
    CODE = "B"  # public integration code
    BLOG = "C"  # a lead, not a fact
    INFERRED = "I"  # our inference, to be tested


class RuleKind(StrEnum):
    """What a rule is about. The first eight decide whether a sale is allowed; the rest inform."""

    PERIOD = "period"  # usable from `since` until `until`
    REGION = "region"  # the shop must lie in the instrument's region
    SALES_CAP = "sales-cap"  # annual sales of the shop at most `krw`
    SECTORS_OUT = "sectors-out"  # shops of these sectors are out
    SECTORS_ONLY = "sectors-only"  # only shops of these sectors
    ITEMS_OUT = "items-out"  # a basket with one of these is refused
    ENROLMENT = "enrolment"  # the shop must be registered with the programme
    ROUTES_OUT = "routes-out"  # payments over these routes are out
    CANCEL = "cancel"  # what a cancel gives back, and until when
    REFUND = "refund"
    DRAW = "draw"  # which purse is drawn first, and what a short balance does


#: Kinds that say something without deciding whether a sale is allowed.
INFORMING = frozenset({RuleKind.CANCEL, RuleKind.REFUND, RuleKind.DRAW})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule, or what disagrees with it, was read."""

    text: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Conflict:
    """A source that says otherwise."""

    says: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. It holds on days from `since` to `until` (ISO dates, both included; empty: open).

    `instruments` and `purses` narrow it to some; empty means all. `firm` is False where the source
    itself says "may": breaking the rule then gives "depends".
    """

    id: str
    kind: RuleKind
    text: Mapping[str, str]
    source: Source
    since: str = ""
    until: str = ""
    krw: int = 0
    names: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    purses: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # regions whose coupons it is about
    firm: bool = True
    conflicts: tuple[Conflict, ...] = ()
    place: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether the rule is in force on an ISO date. A period rule is always in force."""
        if self.kind is RuleKind.PERIOD:
            return True
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class Programme:
    """A coupon programme with all its rules."""

    id: str
    name: Mapping[str, str]
    kind: str  # documented or reference
    source: str
    rules: tuple[Rule, ...]
    place: str = ""
