"""One rule against one case: kept, broken, or a fact is missing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from posdiag.entitle.asks import ASKS
from posdiag.entitle.checks import CHECKS, Case, concerns, kept
from posdiag.entitle.question import Question
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.payment.programme import INFORMING, Grade, Rule, RuleKind, Source
from posdiag.profile.roots import Roots

SOURCE = Source("somewhere", Grade.OFFICIAL)


@lru_cache
def book() -> Rulebook:
    return load_rulebook(Roots.of())


def rule(kind: RuleKind, **values: Any) -> Rule:
    return Rule(kind.value, kind, {}, SOURCE, **values)


def case(**facts: Any) -> Case:
    return Case(Question("reference-coupon", "2025-09-10", **facts), book())


#: kind, the rule's values, facts that keep it, facts that break it, the fact that is missing without any
ROWS: list[tuple[RuleKind, dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
    (
        RuleKind.REGION,
        {},
        {"shop_region": "seoul", "holder_region": "서울"},
        {"shop_region": "seoul", "holder_region": "busan"},
        "shop_region",
    ),
    (RuleKind.SALES_CAP, {"krw": 5}, {"annual_sales_krw": 5}, {"annual_sales_krw": 6}, "annual_sales_krw"),
    (RuleKind.SECTORS_OUT, {"names": ("bar",)}, {"sector": "cafe"}, {"sector": "bar"}, "sector"),
    (RuleKind.SECTORS_ONLY, {"names": ("bar",)}, {"sector": "bar"}, {"sector": "cafe"}, "sector"),
    (RuleKind.DIRECT_OUT, {}, {"direct_store": False}, {"direct_store": True}, "direct_store"),
    (
        RuleKind.DIRECT_AT_HQ,
        {},
        {"direct_store": True, "hq_region": "seoul", "holder_region": "seoul"},
        {"direct_store": True, "hq_region": "seoul", "holder_region": "busan"},
        "direct_store",
    ),
    (
        RuleKind.ITEMS_OUT,
        {"names": ("alcohol",)},
        {"items": frozenset({"meal"})},
        {"items": frozenset({"meal", "alcohol"})},
        "items",
    ),
    (
        RuleKind.ITEMS_ONLY,
        {"names": ("meal",)},
        {"items": frozenset({"meal"})},
        {"items": frozenset({"meal", "alcohol"})},
        "items",
    ),
    (RuleKind.ENROLMENT, {}, {"enrolled": True}, {"enrolled": False}, "enrolled"),
    (RuleKind.LISTED, {}, {"listed": True}, {"listed": False}, "listed"),
    (RuleKind.ROUTES_OUT, {"names": ("pg",)}, {"route": "counter"}, {"route": "kiosk-pg"}, "route"),
]


@pytest.mark.parametrize(("kind", "values", "keeps", "breaks", "missing"), ROWS, ids=[r[0] for r in ROWS])
def test_a_rule_is_kept_broken_or_lacks_a_fact(
    kind: RuleKind, values: dict[str, Any], keeps: dict[str, Any], breaks: dict[str, Any], missing: str
) -> None:
    one = rule(kind, **values)
    assert kept(one, case(**keeps)) == (True, "")
    assert kept(one, case(**breaks)) == (False, "")
    assert kept(one, case()) == (None, missing)
    assert missing in ASKS


def test_every_deciding_kind_has_a_check() -> None:
    assert set(CHECKS) == set(RuleKind) - INFORMING


def test_a_minimum_is_broken_only_by_an_amount_that_is_known() -> None:
    least = rule(RuleKind.MINIMUM, krw=1000)
    assert kept(least, case(amount_krw=999)) == (False, "")
    assert kept(least, case(amount_krw=1000)) == (True, "")
    assert kept(least, case()) == (True, "")


def test_a_shop_that_no_company_runs_is_no_direct_store() -> None:
    assert kept(rule(RuleKind.DIRECT_OUT), case(sector="pharmacy")) == (True, "")
    assert kept(rule(RuleKind.DIRECT_OUT), case(sector="cafe")) == (None, "direct_store")


def test_a_region_too_wide_is_the_fact_that_is_missing() -> None:
    from posdiag.payment.programme import Level

    area = rule(RuleKind.REGION, level=Level.CITY_OR_COUNTY)
    assert kept(area, case(shop_region="경기", holder_region="수원")) == (None, "shop_region")
    assert kept(area, case(shop_region="수원", holder_region="경기")) == (None, "holder_region")


@pytest.mark.parametrize(
    ("narrow", "facts", "missing"),
    [
        ({"instruments": ("prepaid",)}, {"instrument": "card"}, "instrument"),
        ({"purses": ("policy",)}, {"purse": "charged"}, "purse"),
        ({"routes": ("pg",)}, {"route": "counter"}, "route"),
        ({"sectors": ("fuel",)}, {"sector": "cafe"}, "sector"),
        ({"regions": ("muan",)}, {"holder_region": "seoul"}, "holder_region"),
    ],
)
def test_a_rule_that_is_narrowed_concerns_others_not_at_all(
    narrow: dict[str, Any], facts: dict[str, Any], missing: str
) -> None:
    one = rule(RuleKind.SALES_CAP, krw=1, **narrow)
    assert concerns(one, case(**facts)) == (False, "")
    assert concerns(one, case()) == (None, missing)


def test_a_rule_concerns_its_days_alone() -> None:
    assert concerns(rule(RuleKind.LISTED, since="2025-09-11"), case()) == (False, "")
    assert concerns(rule(RuleKind.LISTED, until="2025-09-09"), case()) == (False, "")
    assert concerns(rule(RuleKind.LISTED, since="2025-09-10", until="2025-09-10"), case()) == (True, "")
