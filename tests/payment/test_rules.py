"""May the coupon be used? The answer follows the dated rules, and says what it rests on."""

from __future__ import annotations

import pytest

from posdiag.payment.programme import Conflict, Grade, Programme, Rule, RuleKind, Source
from posdiag.payment.rules import _CHECKS, _UNKNOWN, Held, May, Shop, may_use

SOURCE = Source("somewhere", Grade.OFFICIAL)
SHOP = Shop("seoul", "restaurant", 300_000_000, frozenset({"p"}))
HELD = Held("prepaid", "coupon", "seoul")


def rule(kind: RuleKind, **values: object) -> Rule:
    return Rule(kind.value, kind, {}, SOURCE, **values)  # type: ignore[arg-type]


def ask(
    *rules: Rule, shop: Shop = SHOP, held: Held = HELD, day: str = "2025-09-10", route: str = "van"
) -> May:
    return may_use(
        Programme("p", {}, "reference", "s", rules), shop, held, day, route, frozenset({"food"})
    ).may


PERIOD = rule(RuleKind.PERIOD, since="2025-07-21", until="2025-11-30")
CAP = rule(RuleKind.SALES_CAP, krw=3_000_000_000)


@pytest.mark.parametrize(
    ("broken", "fits"),
    [
        (rule(RuleKind.PERIOD, until="2025-09-09"), rule(RuleKind.PERIOD, until="2025-09-10")),
        (rule(RuleKind.SALES_CAP, krw=299_999_999), rule(RuleKind.SALES_CAP, krw=300_000_000)),
        (rule(RuleKind.SECTORS_OUT, names=("restaurant",)), rule(RuleKind.SECTORS_OUT, names=("bar",))),
        (rule(RuleKind.SECTORS_ONLY, names=("bar",)), rule(RuleKind.SECTORS_ONLY, names=("restaurant",))),
        (rule(RuleKind.ITEMS_OUT, names=("food",)), rule(RuleKind.ITEMS_OUT, names=("alcohol",))),
        (rule(RuleKind.ROUTES_OUT, names=("van",)), rule(RuleKind.ROUTES_OUT, names=("pg",))),
    ],
)
def test_a_broken_rule_says_no_and_a_kept_one_yes(broken: Rule, fits: Rule) -> None:
    assert ask(fits) is May.YES
    assert ask(broken) is May.NO


def test_region_and_enrolment_are_compared() -> None:
    assert ask(rule(RuleKind.REGION)) is May.YES
    assert ask(rule(RuleKind.REGION), held=Held("prepaid", "coupon", "busan")) is May.NO
    assert ask(rule(RuleKind.ENROLMENT)) is May.YES
    assert ask(rule(RuleKind.ENROLMENT), shop=Shop(enrolled=frozenset())) is May.NO


@pytest.mark.parametrize(
    "kind", [RuleKind.REGION, RuleKind.SALES_CAP, RuleKind.SECTORS_OUT, RuleKind.ENROLMENT]
)
def test_an_unknown_fact_leaves_it_open_and_is_named(kind: RuleKind) -> None:
    answer = may_use(
        Programme("p", {}, "reference", "s", (rule(kind),)), Shop(), Held("prepaid"), "2025-09-10"
    )
    assert answer.may is May.DEPENDS
    assert answer.reasons[0].unknown == _UNKNOWN[kind]


def test_sources_that_disagree_or_say_may_leave_it_open() -> None:
    conflict = (Conflict({}, SOURCE),)
    assert ask(rule(RuleKind.SECTORS_OUT, names=("restaurant",), conflicts=conflict)) is May.DEPENDS
    assert ask(rule(RuleKind.ROUTES_OUT, names=("pg",), firm=False), route="pg") is May.DEPENDS


def test_one_no_outweighs_every_open_question_but_hides_none() -> None:
    rules = (PERIOD, rule(RuleKind.REGION), rule(RuleKind.SECTORS_OUT, names=("bar",)))
    answer = may_use(Programme("p", {}, "reference", "s", rules), Shop(sector="bar"), HELD, "2025-09-10")
    assert answer.may is May.NO
    assert [reason.rule.kind for reason in answer.reasons] == [RuleKind.SECTORS_OUT, RuleKind.REGION]


def test_a_rule_concerns_its_instruments_purses_regions_and_days() -> None:
    over = Shop("seoul", "restaurant", 4_000_000_000)
    assert ask(CAP, shop=over) is May.NO
    assert ask(rule(RuleKind.SALES_CAP, krw=1, instruments=("voucher-qr",)), shop=over) is May.YES
    assert ask(rule(RuleKind.SALES_CAP, krw=1, purses=("charged",)), shop=over) is May.YES
    assert ask(rule(RuleKind.SALES_CAP, krw=1, regions=("muan",)), shop=over) is May.YES
    assert ask(rule(RuleKind.SALES_CAP, krw=1, since="2025-10-01"), shop=over) is May.YES


def test_a_yes_lists_every_rule_that_was_asked() -> None:
    answer = may_use(Programme("p", {}, "reference", "s", (PERIOD, CAP)), SHOP, HELD, "2025-09-10T12:30:00")
    assert [reason.rule.kind for reason in answer.reasons] == [RuleKind.PERIOD, RuleKind.SALES_CAP]


def test_every_deciding_kind_has_a_check() -> None:
    assert set(_CHECKS) == set(_UNKNOWN)
