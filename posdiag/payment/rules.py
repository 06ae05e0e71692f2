"""May this coupon be used at this shop on this day? Yes, no or depends, with reasons and their sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from posdiag.payment.programme import INFORMING, Programme, Rule, RuleKind


class May(StrEnum):
    """The answer. `depends`: a fact is unknown, sources disagree, or the source itself says "may"."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Shop:
    """What is known of a shop; None where it is not. `enrolled` holds ids of programmes."""

    region: str | None = None
    sector: str | None = None
    annual_sales_krw: int | None = None
    enrolled: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of the instrument: its kind, the purse meant, and the region it is for."""

    kind: str
    purse: str = "coupon"
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule says of this case."""

    rule: Rule
    may: May
    unknown: str = ""  # the fact that is missing, where that is why


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, and every rule that speaks against it or leaves it open; for `yes`, all rules asked."""

    may: May
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    programme: Programme
    shop: Shop
    held: Held
    day: str
    route: str
    items: frozenset[str] | None


def may_use(
    programme: Programme,
    shop: Shop,
    instrument: Held,
    date: str,
    route: str = "van",
    items: frozenset[str] | None = frozenset(),
) -> Answer:
    """Whether the programme's rules allow a sale.

    `date` is an ISO day; `items` are the classes of goods in the basket, None where they are unknown.
    """
    case = _Case(programme, shop, instrument, date[:10], route, items)
    reasons = [_reason(rule, case) for rule in programme.rules if _concerns(rule, case)]
    for verdict in (May.NO, May.DEPENDS):
        against = tuple(reason for reason in reasons if reason.may is verdict)
        if against:
            open_too = tuple(r for r in reasons if r.may is May.DEPENDS) if verdict is May.NO else ()
            return Answer(verdict, against + open_too)
    return Answer(May.YES, tuple(reasons))


def _concerns(rule: Rule, case: _Case) -> bool:
    if rule.kind in INFORMING or not rule.holds_on(case.day):
        return False
    if rule.instruments and case.held.kind not in rule.instruments:
        return False
    if rule.regions and case.held.region is not None and case.held.region not in rule.regions:
        return False
    return not rule.purses or case.held.purse in rule.purses


def _reason(rule: Rule, case: _Case) -> Reason:
    fits = _CHECKS[rule.kind](rule, case)
    if fits is None:
        return Reason(rule, May.DEPENDS, _UNKNOWN[rule.kind])
    if fits:
        return Reason(rule, May.YES)
    return Reason(rule, May.NO if rule.firm and not rule.conflicts else May.DEPENDS)


def _period(rule: Rule, case: _Case) -> bool | None:
    return (not rule.since or rule.since <= case.day) and (not rule.until or case.day <= rule.until)


def _region(rule: Rule, case: _Case) -> bool | None:
    if case.shop.region is None or case.held.region is None:
        return None
    return case.shop.region == case.held.region


def _sales_cap(rule: Rule, case: _Case) -> bool | None:
    sales = case.shop.annual_sales_krw
    return None if sales is None else sales <= rule.krw


def _sectors_out(rule: Rule, case: _Case) -> bool | None:
    return None if case.shop.sector is None else case.shop.sector not in rule.names


def _sectors_only(rule: Rule, case: _Case) -> bool | None:
    return None if case.shop.sector is None else case.shop.sector in rule.names


def _items_out(rule: Rule, case: _Case) -> bool | None:
    return None if case.items is None else not case.items & set(rule.names)


def _enrolment(rule: Rule, case: _Case) -> bool | None:
    enrolled = case.shop.enrolled
    return None if enrolled is None else case.programme.id in enrolled


def _routes_out(rule: Rule, case: _Case) -> bool | None:
    return case.route not in rule.names


_CHECKS: Mapping[RuleKind, Callable[[Rule, _Case], bool | None]] = {
    RuleKind.PERIOD: _period,
    RuleKind.REGION: _region,
    RuleKind.SALES_CAP: _sales_cap,
    RuleKind.SECTORS_OUT: _sectors_out,
    RuleKind.SECTORS_ONLY: _sectors_only,
    RuleKind.ITEMS_OUT: _items_out,
    RuleKind.ENROLMENT: _enrolment,
    RuleKind.ROUTES_OUT: _routes_out,
}

_UNKNOWN: Mapping[RuleKind, str] = {
    RuleKind.PERIOD: "date",
    RuleKind.REGION: "region",
    RuleKind.SALES_CAP: "annual_sales_krw",
    RuleKind.SECTORS_OUT: "sector",
    RuleKind.SECTORS_ONLY: "sector",
    RuleKind.ITEMS_OUT: "items",
    RuleKind.ENROLMENT: "enrolled",
    RuleKind.ROUTES_OUT: "route",
}
