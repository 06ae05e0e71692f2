"""Questions about programmes, answered as their sources answer them on that day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from posdiag.entitle.decide import may_use
from posdiag.entitle.question import Do, May, Question, Ruling
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.errors import InputError
from posdiag.payment.programme import Grade
from posdiag.profile.roots import Roots
from posdiag.replay.load_scenario import load_scenarios

COUPON = "consumption-coupon-2025"
SMALL: dict[str, Any] = {
    "instrument": "prepaid",
    "route": "counter",
    "sector": "restaurant",
    "annual_sales_krw": 1_000_000_000,
    "shop_region": "서울 강남구",
    "holder_region": "서울",
    "direct_store": False,
}


@lru_cache
def book() -> Rulebook:
    return load_rulebook(Roots.of())


def ask(programme: str, date: str, **facts: Any) -> Ruling:
    return may_use(book(), Question(programme, date, **facts))


def facts_of(ruling: Ruling) -> list[str]:
    return [missing.fact for missing in ruling.on]


def rules_of(ruling: Ruling) -> list[str]:
    return [said.rule.id for said in ruling.because]


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2025-07-20", May.NO),
        ("2025-07-21", May.YES),
        ("2025-11-30", May.YES),
        ("2025-11-30T23:59", May.YES),
        ("2025-12-01", May.NO),
    ],
)
def test_the_coupon_of_2025_is_usable_in_its_period(day: str, answer: May) -> None:
    assert ask(COUPON, day, **SMALL).may is answer


def test_the_second_round_cannot_be_spent_before_it_began() -> None:
    assert ask(COUPON, "2025-09-21", **SMALL, purse="coupon2").may is May.NO
    assert ask(COUPON, "2025-09-22", **SMALL, purse="coupon2").may is May.YES


def test_the_same_shop_is_no_for_a_card_and_yes_for_local_currency() -> None:
    big = {**SMALL, "annual_sales_krw": 3_000_000_001}
    assert rules_of(ask(COUPON, "2025-09-10", **big)) == ["sales-cap"]
    form = {**big, "instrument": "voucher-qr", "enrolled": True}
    assert ask(COUPON, "2025-09-10", **form).may is May.YES
    assert ask(COUPON, "2025-09-10", **{**form, "enrolled": False}).may is May.NO


def test_a_fact_that_a_rule_needs_is_asked_for() -> None:
    for fact in ("route", "sector", "annual_sales_krw", "shop_region", "holder_region", "direct_store"):
        ruling = ask(COUPON, "2025-08-01", **{**SMALL, fact: None})
        assert ruling.may is May.DEPENDS, fact
        assert facts_of(ruling) == [fact]
        assert all(ruling.on[0].ask[lang] for lang in ("ko", "en"))


def test_without_any_fact_everything_is_asked_the_route_first() -> None:
    assert facts_of(ask(COUPON, "2025-08-01"))[:2] == ["route", "instrument"]


def test_a_kiosk_depends_on_what_it_pays_by() -> None:
    assert facts_of(ask(COUPON, "2025-08-01", **{**SMALL, "route": "kiosk"})) == ["device_route"]
    assert ask(COUPON, "2025-08-01", **{**SMALL, "route": "kiosk-van"}).may is May.YES


def test_at_a_gateway_the_official_word_is_may_and_the_paper_that_said_cannot_is_shown() -> None:
    ruling = ask(COUPON, "2025-08-01", **{**SMALL, "route": "kiosk-pg"})
    assert (ruling.may, facts_of(ruling)) == (May.DEPENDS, ["gateway"])
    assert len(ruling.conflicts) == 1


@pytest.mark.parametrize("route", ["delivery-app", "online", "mall-pos"])
def test_routes_that_are_out_are_out(route: str) -> None:
    assert ask(COUPON, "2025-08-01", **{**SMALL, "route": route}).may is May.NO


def test_a_rider_with_the_shops_terminal_is_in() -> None:
    assert ask(COUPON, "2025-08-01", **{**SMALL, "route": "rider"}).may is May.YES


def test_fuel_stations_are_left_open_since_sources_disagree() -> None:
    ruling = ask(COUPON, "2025-08-01", **{**SMALL, "sector": "fuel"})
    assert (ruling.may, facts_of(ruling)) == (May.DEPENDS, ["sources-disagree"])


def test_hanaro_marts_changed_in_august_2025() -> None:
    mart = {**SMALL, "sector": "hanaro", "direct_store": None}
    assert facts_of(ask(COUPON, "2025-08-21", **mart)) == ["listed"]
    assert ask(COUPON, "2025-08-21", **mart, listed=True).may is May.YES
    assert ask(COUPON, "2025-08-21", **mart, listed=False).may is May.NO
    assert ask(COUPON, "2025-08-22", **mart, listed=True).may is May.DEPENDS  # a blog says: not by card
    by_qr = {**mart, "instrument": "voucher-qr", "enrolled": True, "listed": True}
    assert ask(COUPON, "2025-08-22", **by_qr).may is May.YES


def test_a_name_that_may_mean_a_hypermarket_is_asked_about() -> None:
    assert facts_of(ask(COUPON, "2025-08-01", **{**SMALL, "sector": "mart"})) == ["sector"]


def test_in_a_province_the_city_counts_and_in_a_metropolitan_city_the_whole() -> None:
    def at(shop: str, holder: str) -> May:
        return ask(COUPON, "2025-08-01", **{**SMALL, "shop_region": shop, "holder_region": holder}).may

    assert at("서울 마포구", "서울특별시 강남구") is May.YES
    assert at("경기 수원시", "suwon") is May.YES
    assert at("경기 수원시", "경기 성남시") is May.NO
    assert at("경기 수원시", "경기") is May.DEPENDS


def test_a_direct_store_was_judged_otherwise_in_2020_and_in_2021() -> None:
    seoul = {"holder_region": "서울", "shop_region": "서울", "sector": "cafe", "direct_store": True}
    assert ask("emergency-relief-2020", "2020-06-01", **seoul, hq_region="서울").may is May.YES
    busan = {**seoul, "holder_region": "부산", "shop_region": "부산"}
    assert ask("emergency-relief-2020", "2020-06-01", **busan, hq_region="서울").may is May.NO
    there = {**seoul, "route": "counter", "enrolled": True}
    assert ask("coexistence-relief-2021", "2021-10-01", **there, hq_region="서울").may is May.NO


def test_the_end_of_the_fund_of_2020_is_not_claimed() -> None:
    seoul = {"holder_region": "서울", "shop_region": "서울", "sector": "cafe", "direct_store": False}
    assert facts_of(ask("emergency-relief-2020", "2020-09-01", **seoul)) == ["end"]


def test_a_cut_shop_still_takes_policy_money() -> None:
    muan = {
        "shop_region": "전남 무안군",
        "holder_region": "무안",
        "enrolled": True,
        "annual_sales_krw": 4 * 10**9,
    }
    assert ask("local-currency", "2023-07-02", **muan, purse="policy").may is May.YES
    assert ask("local-currency", "2023-07-02", **muan, purse="charged").may is May.NO
    assert facts_of(ask("local-currency", "2023-07-02", **muan)) == ["purse"]
    assert ask("local-currency", "2023-06-30", **muan, purse="charged").may is May.YES


def test_chungju_cut_its_shops_off_at_eleven_in_the_evening() -> None:
    shop = {"shop_region": "충주", "holder_region": "충주", "enrolled": True, "annual_sales_krw": 4 * 10**9}
    assert ask("local-currency", "2023-06-30T22:59", **shop, purse="charged").may is May.YES
    assert ask("local-currency", "2023-06-30T23:00", **shop, purse="charged").may is May.NO


def test_a_programme_without_rules_says_that_no_source_was_found() -> None:
    ruling = ask("fuel-relief-2026", "2026-05-01", **SMALL)
    assert (ruling.may, facts_of(ruling), ruling.sourced) == (May.DEPENDS, ["source"], False)
    assert ruling.grade is None
    assert [note.id for note in ruling.notes if note.id == "announced"]


@pytest.mark.parametrize(
    ("programme", "day", "do", "answer"),
    [
        (COUPON, "2025-09-01", Do.CANCEL, May.YES),
        (COUPON, "2025-12-01", Do.CANCEL, May.DEPENDS),
        (COUPON, "2025-09-01", Do.PARTIAL_CANCEL, May.DEPENDS),
        (COUPON, "2025-09-01", Do.REFUND, May.NO),
        ("first-meeting", "2025-09-01", Do.PARTIAL_CANCEL, May.NO),
        ("first-meeting", "2025-09-01", Do.CANCEL, May.YES),
        ("onnuri", "2025-09-01", Do.REFUND, May.DEPENDS),
    ],
)
def test_undoing_a_payment_is_answered_or_honestly_not(programme: str, day: str, do: Do, answer: May) -> None:
    ruling = ask(programme, day, do=do)
    assert ruling.may is answer
    if answer is May.DEPENDS:
        assert facts_of(ruling) == ["source"]


def test_a_terminal_cancels_up_to_ninety_days_back() -> None:
    assert ask(COUPON, "2025-10-20", do=Do.CANCEL, paid_on="2025-07-22").may is May.YES
    late = ask(COUPON, "2025-10-21", do=Do.CANCEL, paid_on="2025-07-22")
    assert (late.may, facts_of(late)) == (May.DEPENDS, ["terminal-cancel"])


def test_the_weakest_source_of_an_answer_is_told() -> None:
    assert ask(COUPON, "2025-12-01", **SMALL).grade is Grade.OFFICIAL
    assert ask(COUPON, "2025-09-10", **{**SMALL, "annual_sales_krw": 4 * 10**9}).grade is Grade.BLOG


def test_an_unknown_programme_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="consumption-coupon-2025"):
        ask("consumption-coupon", "2025-08-01")


RULED_BY = {"54": "period", "P1": "region", "P2": "sectors or cap", "P3": "items"}


def test_the_reference_programme_and_the_scenarios_tell_the_same_story() -> None:
    told = set()
    for scenario in load_scenarios().values():
        main, shop = scenario.instruments["main"], scenario.shop
        if main.programme != "reference-coupon":
            continue
        ruling = ask(
            "reference-coupon",
            scenario.date,
            instrument=main.kind,
            route="van",
            shop_region=shop.get("region", "seoul"),
            holder_region=main.state.get("region"),
            sector=shop.get("sector", "restaurant"),
            annual_sales_krw=int(shop.get("annual_sales_krw", "300000000")),
            enrolled=True,
            items=frozenset(tag for step in scenario.steps[:1] for item in step.items for tag in item.tags),
        )
        broken = [code for code in scenario.expect.reply if code in RULED_BY]
        assert (ruling.may is May.NO) == bool(broken), scenario.id
        told |= set(broken)
    assert told == set(RULED_BY)
