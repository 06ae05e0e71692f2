"""What one rule says of one case: kept, broken, or a fact that would decide is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from posdiag.entitle.question import Question
from posdiag.entitle.rulebook import Rulebook
from posdiag.entitle.vocabulary import Sort
from posdiag.payment.programme import Rule, RuleKind

#: (whether the rule is kept, or None; the fact that is missing then)
Kept = tuple[bool | None, str]
_KEPT: Kept = (True, "")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the book it is answered from."""

    asked: Question
    book: Rulebook

    def is_one_of(self, sort: Sort, value: str | None, names: Iterable[str]) -> bool | None:
        """Whether a known value is one of these names; None where it is not known or may turn out so."""
        return None if value is None else self.book.words.term(sort, value).is_one_of(names)


def concerns(rule: Rule, case: Case) -> Kept:
    """Whether a rule is about this case at all; None with the fact that decides it."""
    asked, told = case.asked, []
    if not rule.holds_on(asked.date):
        return False, ""
    narrowed = (
        (Sort.INSTRUMENT, asked.instrument, rule.instruments, "instrument"),
        (Sort.PURSE, asked.purse, rule.purses, "purse"),
        (Sort.ROUTE, asked.route, rule.routes, "route"),
        (Sort.SECTOR, asked.sector, rule.sectors, "sector"),
    )
    for sort, value, names, fact in narrowed:
        if names:
            told.append((case.is_one_of(sort, value, names), fact))
    if rule.regions:
        held = asked.holder_region
        told.append(
            (None if held is None else case.book.regions.is_one_of(held, rule.regions), "holder_region")
        )
    if any(about is False for about, _ in told):
        return False, ""
    unknown = next((one for one in told if one[0] is None), _KEPT)
    if unknown[0] is None and rule.kind is RuleKind.PERIOD:
        return False, ""  # the period of some purse says nothing of a purse that nobody named
    return unknown


def kept(rule: Rule, case: Case) -> Kept:
    """Whether the case keeps a rule that decides about sales."""
    return CHECKS[rule.kind](rule, case)


def _period(rule: Rule, case: Case) -> Kept:
    day = case.asked.date
    return (not rule.since or rule.since <= day) and (not rule.until or day[:10] <= rule.until), ""


def _region(rule: Rule, case: Case) -> Kept:
    shop, holder = case.asked.shop_region, case.asked.holder_region
    if shop is None:
        return None, "shop_region"
    if holder is None:
        return None, "holder_region"
    same = case.book.regions.same(shop, holder, rule.level)
    if same is not None:
        return same, ""
    vague = case.book.regions.find(holder)
    return None, "shop_region" if any(city for _, city in vague) else "holder_region"


def _sales_cap(rule: Rule, case: Case) -> Kept:
    sales = case.asked.annual_sales_krw
    return (None, "annual_sales_krw") if sales is None else (sales <= rule.krw, "")


def _sectors_out(rule: Rule, case: Case) -> Kept:
    out = case.is_one_of(Sort.SECTOR, case.asked.sector, rule.names)
    return (None, "sector") if out is None else (not out, "")


def _sectors_only(rule: Rule, case: Case) -> Kept:
    among = case.is_one_of(Sort.SECTOR, case.asked.sector, rule.names)
    return among, "" if among is not None else "sector"


def _direct_out(rule: Rule, case: Case) -> Kept:
    direct = _direct(case)
    return (None, "direct_store") if direct is None else (not direct, "")


def _direct_at_hq(rule: Rule, case: Case) -> Kept:
    direct = _direct(case)
    if direct is False:
        return _KEPT
    seat, holder = case.asked.hq_region, case.asked.holder_region
    if seat is not None and holder is not None:
        same = case.book.regions.same(seat, holder, rule.level)
        if same or direct:
            return same, "" if same is not None else "hq_region"
    if direct is None:
        return None, "direct_store"
    return None, "hq_region" if seat is None else "holder_region"


def _direct(case: Case) -> bool | None:
    sector = case.asked.sector
    if case.asked.direct_store is None and sector is not None:
        return None if case.book.words.term(Sort.SECTOR, sector).chain else False
    return case.asked.direct_store


def _items(case: Case) -> tuple[frozenset[str] | None, str]:
    return case.asked.items, "items"


def _items_out(rule: Rule, case: Case) -> Kept:
    items, fact = _items(case)
    if items is None:
        return None, fact
    return not any(case.is_one_of(Sort.ITEM, item, rule.names) for item in items), ""


def _items_only(rule: Rule, case: Case) -> Kept:
    items, fact = _items(case)
    if not items:
        return None, fact
    return all(case.is_one_of(Sort.ITEM, item, rule.names) for item in items), ""


def _enrolment(rule: Rule, case: Case) -> Kept:
    return case.asked.enrolled, "" if case.asked.enrolled is not None else "enrolled"


def _listed(rule: Rule, case: Case) -> Kept:
    return case.asked.listed, "" if case.asked.listed is not None else "listed"


def _routes_out(rule: Rule, case: Case) -> Kept:
    route = case.asked.route
    out = case.is_one_of(Sort.ROUTE, route, rule.names)
    if out is None:
        return None, "route" if route is None else "device_route"
    return not out, ""


def _minimum(rule: Rule, case: Case) -> Kept:
    amount = case.asked.amount_krw
    return _KEPT if amount is None else (amount >= rule.krw, "")


CHECKS: Mapping[RuleKind, Callable[[Rule, Case], Kept]] = {
    RuleKind.PERIOD: _period,
    RuleKind.REGION: _region,
    RuleKind.SALES_CAP: _sales_cap,
    RuleKind.SECTORS_OUT: _sectors_out,
    RuleKind.SECTORS_ONLY: _sectors_only,
    RuleKind.DIRECT_OUT: _direct_out,
    RuleKind.DIRECT_AT_HQ: _direct_at_hq,
    RuleKind.ITEMS_OUT: _items_out,
    RuleKind.ITEMS_ONLY: _items_only,
    RuleKind.ENROLMENT: _enrolment,
    RuleKind.LISTED: _listed,
    RuleKind.ROUTES_OUT: _routes_out,
    RuleKind.MINIMUM: _minimum,
}
