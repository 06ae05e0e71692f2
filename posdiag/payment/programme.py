"""A coupon programme as data: dated rules, each with its source, its grade, and what disagrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.payment.instrument import KINDS

#: How a programme's money may be held: the kinds of instruments, and two forms that no till reads as such.
FORMS = (*KINDS, "local-currency", "app-points")


class Grade(StrEnum):
    """How good a source is, as the field notes grade them, the best first."""

    OFFICIAL = "A"  # a government notice, the press, or a vendor's own document
    CODE = "B"  # public integration code
    BLOG = "C"  # a lead, not a fact
    INFERRED = "I"  # our inference, to be tested


class RuleKind(StrEnum):
    """What a rule is about. Those of `INFORMING` decide nothing about a sale."""

    PERIOD = "period"  # usable from `since` until `until`
    REGION = "region"  # the shop must lie in the instrument's region
    SALES_CAP = "sales-cap"  # annual sales of the shop at most `krw`
    SECTORS_OUT = "sectors-out"  # shops of these sectors are out
    SECTORS_ONLY = "sectors-only"  # only shops of these sectors
    DIRECT_OUT = "direct-out"  # stores that a company runs itself are out
    DIRECT_AT_HQ = "direct-at-hq"  # such stores take it only in the region of the company's seat
    ITEMS_OUT = "items-out"  # a basket with one of these is refused
    ITEMS_ONLY = "items-only"  # only these may be bought
    ENROLMENT = "enrolment"  # the shop must be registered with the programme
    LISTED = "listed"  # the shop must be on a published list of exceptions
    ROUTES_OUT = "routes-out"  # payments over these routes are out
    MINIMUM = "minimum"  # the amount must be at least `krw`
    CANCEL = "cancel"  # what a cancel gives back, and until when
    PARTIAL_CANCEL = "partial-cancel"  # whether part of a sale can be taken back
    REFUND = "refund"  # whether the coupon's money may be paid out
    DRAW = "draw"  # which purse is drawn first, and what a short balance does
    APPLY = "apply"  # when it could be applied for, and how much it gave
    NOTE = "note"  # anything else worth saying


#: Kinds that say something without deciding whether a sale is allowed.
INFORMING = frozenset(
    {
        RuleKind.CANCEL,
        RuleKind.PARTIAL_CANCEL,
        RuleKind.REFUND,
        RuleKind.DRAW,
        RuleKind.APPLY,
        RuleKind.NOTE,
    }
)
#: Kinds about undoing a payment, which `allows` answers.
UNDOING = frozenset({RuleKind.CANCEL, RuleKind.PARTIAL_CANCEL, RuleKind.REFUND})


class Level(StrEnum):
    """How wide the area of a region rule is."""

    SAME = "same"  # the regions must be the same
    CITY_OR_COUNTY = "city-or-county"  # a metropolitan city whole; in a province the city or county
    PROVINCE = "province"  # the metropolitan city or province whole


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule, or what disagrees with it, was read."""

    text: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Conflict:
    """A source that says otherwise. `disputes`: which verdict of the rule, its no or its yes."""

    says: Mapping[str, str]
    source: Source
    disputes: str = "no"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. It holds from `since` to `until` (ISO dates, both included; empty: open).

    `since` may carry a time (`2023-06-30T23:00`). `instruments`, `purses`, `routes`, `sectors` narrow it to
    some; empty means all. `firm` is False where the source itself says "may": breaking the rule then
    gives "depends", and `ask` is what to find out. `allows` is the answer of a rule about undoing a
    payment, within `days` of it (0: no limit known). A rule that is not `found` says that no
    authoritative source was found.
    """

    id: str
    kind: RuleKind
    text: Mapping[str, str]
    source: Source
    since: str = ""
    until: str = ""
    krw: int = 0
    days: int = 0
    names: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    purses: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # regions whose coupons it is about
    routes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    level: Level = Level.SAME
    firm: bool = True
    allows: bool = True
    found: bool = True
    ask: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    place: str = ""

    def in_force(self, moment: str) -> bool:
        """Whether the day or minute lies within the rule's dates, a period's too."""
        return (not self.since or self.since <= moment) and (not self.until or moment[:10] <= self.until)

    def holds_on(self, moment: str) -> bool:
        """Whether the rule is in force on an ISO date, or at a time of it. A period is always in force."""
        if self.kind in (RuleKind.PERIOD, RuleKind.APPLY):
            return True
        return self.in_force(moment)


@dataclass(frozen=True, slots=True)
class Programme:
    """A coupon programme with all its rules. `words` are what people call it.

    The rules of one that is `for_all` hold for every payment by card or code, whatever the programme.
    """

    id: str
    name: Mapping[str, str]
    kind: str  # documented or reference
    source: str
    rules: tuple[Rule, ...]
    words: tuple[str, ...] = ()
    for_all: bool = False
    place: str = ""
