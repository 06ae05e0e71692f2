"""Programmes as shipped answer as their sources do, and faulty files are placed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posdiag.payment.rules import Held, May, Shop, may_use
from posdiag.profile.library import Library
from posdiag.replay.load_scenario import load_scenarios
from posdiag.replay.scenario import Scenario
from tests.profile.conftest import Write

PROGRAMMES = Library.load().programmes
RULED_BY = {"54": "period", "P1": "region", "P2": "sectors or cap", "P3": "items"}


def test_the_programmes_of_the_issue_are_shipped() -> None:
    assert set(PROGRAMMES) >= {"consumption-coupon-2025", "local-currency", "onnuri", "reference-coupon"}


def test_the_same_shop_is_yes_for_one_form_and_no_for_another() -> None:
    shop = Shop("seoul", "restaurant", 4_000_000_000, frozenset({"consumption-coupon-2025"}))
    coupon = PROGRAMMES["consumption-coupon-2025"]
    assert may_use(coupon, shop, Held("prepaid", region="seoul"), "2025-09-10").may is May.NO
    assert may_use(coupon, shop, Held("voucher-qr", region="seoul"), "2025-09-10").may is May.YES


def test_rules_change_with_the_date() -> None:
    coupon = PROGRAMMES["consumption-coupon-2025"]
    shop = Shop("seoul", "restaurant", 100, frozenset())
    held = Held("prepaid", region="seoul")
    days = ("2025-07-20", "2025-07-21", "2025-11-30", "2025-12-01")
    assert [may_use(coupon, shop, held, day).may for day in days] == [May.NO, May.YES, May.YES, May.NO]


def test_official_wording_on_kiosks_is_may_and_not_cannot() -> None:
    shop = Shop("seoul", "restaurant", 100, frozenset())
    answer = may_use(
        PROGRAMMES["consumption-coupon-2025"], shop, Held("prepaid", region="seoul"), "2025-09-10", "pg"
    )
    assert answer.may is May.DEPENDS
    assert answer.reasons[0].rule.conflicts


def test_eligibility_of_local_currency_depends_on_the_purse() -> None:
    local = PROGRAMMES["local-currency"]
    shop = Shop("muan", "mart", 4_000_000_000, frozenset({"local-currency"}))
    answers = {
        purse: may_use(local, shop, Held("prepaid", purse, "muan"), "2023-07-02").may
        for purse in ("policy", "charged")
    }
    assert answers == {"policy": May.YES, "charged": May.NO}
    assert may_use(local, shop, Held("prepaid", "charged", "muan"), "2023-06-29").may is May.YES


def case_of(scenario: Scenario) -> tuple[Shop, Held, frozenset[str]]:
    main, shop = scenario.instruments["main"], scenario.shop
    known = Shop(
        shop.get("region", "seoul"),
        shop.get("sector", "restaurant"),
        int(shop.get("annual_sales_krw", "300000000")),
        frozenset({"reference-coupon"}),
    )
    items = frozenset(tag for step in scenario.steps[:1] for item in step.items for tag in item.tags)
    return known, Held(main.kind, region=main.state.get("region")), items


def test_the_reference_programme_and_the_scenarios_tell_the_same_story() -> None:
    told = set()
    for scenario in load_scenarios().values():
        main = scenario.instruments["main"]
        if main.programme != "reference-coupon":
            continue
        shop, held, items = case_of(scenario)
        answer = may_use(PROGRAMMES["reference-coupon"], shop, held, scenario.date, "van", items)
        broken = [code for code in scenario.expect.reply if code in RULED_BY]
        assert (answer.may is May.NO) == bool(broken), scenario.id
        told |= set(broken)
    assert told == set(RULED_BY)


HEAD = "id: mine\nkind: reference\nsource: made up\nname: {ko: 가, en: a}\n"
RULE = "rules:\n  - {id: r, kind: region, text: {ko: 가, en: a}, source: s, grade: A}\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD, 1, "`rules` is missing"),
        (HEAD + "rules: []\n", 1, "no rules"),
        (HEAD + RULE.replace("kind: region", "kind: mood"), 6, "one of: period"),
        (HEAD + RULE.replace("grade: A", "grade: Z"), 6, "one of: A, B, C, I"),
        (HEAD + RULE.replace("source: s", "source: ''"), 6, "`source` is empty"),
        (HEAD + RULE.replace("kind: region", "kind: period"), 6, "without `since` or `until`"),
        (HEAD + RULE.replace("kind: region", "kind: sales-cap"), 6, "without `krw`"),
        (HEAD + RULE.replace("kind: region", "kind: sectors-out"), 6, "without `names`"),
        (HEAD + RULE.replace("grade: A", "grade: A, since: 2025-02-30"), 6, "write YYYY-MM-DD"),
        (
            HEAD + RULE.replace("grade: A", "grade: A, since: 2025-03-01, until: 2025-02-01"),
            6,
            "after `until`",
        ),
        (HEAD + RULE.replace("grade: A", "grade: A, purses: [sock]"), 6, "one of: coupon"),
        (HEAD + RULE.replace("grade: A", "grade: A, odd: 1"), 6, "unknown key `odd`"),
        (HEAD + RULE + RULE.removeprefix("rules:\n"), 1, "rule `r` stands at"),
        ("- a\n", 1, "must be a mapping"),
    ],
)
def test_a_faulty_file_is_a_fault(
    write: Write, faults: Callable[[], list[str]], text: str, line: int, message: str
) -> None:
    write("programmes/mine", text)
    found = [fault for fault in faults() if message in fault]
    assert len(found) == 1
    assert found[0].startswith(f"profiles/programmes/mine.yaml:{line}: ")
