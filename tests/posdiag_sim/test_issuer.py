"""The issuer's rules, the three behaviours of a balance too small, and money conserved in all of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.instrument import KINDS, Instrument, Shop, instrument_from
from posdiag_sim.issuer import Issuer, Sale

NUMBER = "9400001200004047"


def issuer(kind: str = "prepaid", shop: Shop | None = None, partial: bool = False, **keys: object) -> Issuer:
    given = {"kind": kind, "number": NUMBER, "balances": {"coupon": 10000}, "programme": "ref"} | keys
    instruments = {"main": instrument_from("main", given)}
    start = datetime(2025, 9, 10, 12, 30)
    return Issuer(instruments, shop or Shop(), start, random.Random(1), partial, "main")


def sale(amount: int, **keys: object) -> Sale:
    return replace(Sale(NUMBER, amount, "C"), **keys)  # type: ignore[arg-type]


def parts(kind: str, amount: int, **keys: object) -> tuple[str, dict[str, int]]:
    decision = issuer(kind, **keys).decide(sale(amount), 0)  # type: ignore[arg-type]
    return decision.result, dict(decision.parts)


@pytest.mark.parametrize("kind", sorted(KINDS - {"card"}))
def test_a_sale_within_the_balance_is_paid_from_the_coupon(kind: str) -> None:
    assert parts(kind, 8000) == ("00", {"coupon": 8000})


@pytest.mark.parametrize("kind", sorted(KINDS - {"card"}))
def test_a_sale_of_just_the_balance_empties_the_coupon(kind: str) -> None:
    assert parts(kind, 10000) == ("00", {"coupon": 10000})


def test_a_coupon_on_a_card_leaves_the_rest_to_the_card() -> None:
    assert parts("coupon-credit", 12300) == ("00", {"coupon": 10000, "card": 2300})
    assert parts("coupon-check", 12300) == ("00", {"coupon": 10000, "account": 2300})


def test_a_linked_voucher_that_is_one_won_short_is_not_used_at_all() -> None:
    assert parts("voucher-linked", 10001) == ("00", {"card": 10001})


@pytest.mark.parametrize("kind", ["prepaid", "voucher-qr", "voucher-barcode"])
def test_a_prepaid_balance_too_small_is_refused_or_approved_in_part(kind: str) -> None:
    assert parts(kind, 10001) == ("51", {})
    assert parts(kind, 10001, partial=True) == ("10", {"coupon": 10000})
    assert parts(kind, 10001, state={"partial": "yes"}) == ("10", {"coupon": 10000})
    assert parts(kind, 10001, partial=True, balances={"coupon": 0}) == ("51", {})


def test_two_coupons_go_together_but_policy_and_charged_money_do_not() -> None:
    two = {"coupon1": 6000, "coupon2": 6000}
    assert parts("prepaid", 9000, balances=two) == ("00", {"coupon1": 6000, "coupon2": 3000})
    purses = {"policy": 5000, "charged": 10000}
    assert parts("prepaid", 5000, balances=purses) == ("00", {"policy": 5000})
    assert parts("prepaid", 9000, balances=purses) == ("00", {"charged": 9000})
    assert parts("prepaid", 12000, balances=purses) == ("51", {})


def test_above_the_sales_cap_only_policy_money_counts() -> None:
    big = Shop(annual_sales_krw=4_500_000_000)
    state = {"max_sales_krw": "3000000000"}
    purses = {"policy": 5000, "charged": 10000}
    assert parts("prepaid", 5000, balances=purses, state=state, shop=big) == ("00", {"policy": 5000})
    assert parts("prepaid", 9000, balances=purses, state=state, shop=big) == ("51", {})


RULES = [
    ("54", {"valid_until": "2025-09-09"}, {}, {}),
    ("P4", {"valid_from": "2025-09-22"}, {}, {}),
    ("P4", {"active": "no"}, {}, {}),
    ("P5", {"used": "yes"}, {}, {}),
    ("P1", {"region": "busan"}, {}, {}),
    ("P2", {"excluded_sectors": "bar,restaurant"}, {}, {}),
    ("P2", {"max_sales_krw": "100000000"}, {}, {}),
    ("P3", {"excluded_items": "alcohol"}, {}, {"items": frozenset({"food", "alcohol"})}),
    ("03", {}, {"enrolled": False}, {}),
    ("03", {"registered_only": "yes"}, {}, {}),
    ("61", {"per_use_limit_krw": "7000"}, {}, {}),
    ("61", {"daily_limit_krw": "7000"}, {}, {}),
    ("13", {"min_amount_krw": "9000"}, {}, {}),
    ("P7", {}, {}, {"route": "pg"}),
]


@pytest.mark.parametrize(("code", "state", "shop", "asked"), RULES)
def test_a_rule_refuses_a_prepaid_card_and_turns_a_coupon_on_a_card_into_an_ordinary_payment(
    code: str, state: dict[str, str], shop: dict[str, object], asked: dict[str, object]
) -> None:
    place = replace(Shop(), **shop)  # type: ignore[arg-type]
    alone = issuer("prepaid", place, state=state).decide(sale(8000, **asked), 0)
    assert (alone.result, alone.parts) == (code, ())
    on_card = issuer("coupon-credit", place, state=state).decide(sale(8000, **asked), 0)
    assert (on_card.result, dict(on_card.parts)) == ("00", {"card": 8000})
    assert "쿠폰 미적용" in on_card.note


def test_rules_of_the_card_itself_refuse_every_kind() -> None:
    for kind in sorted(KINDS):
        assert parts(kind, 8000, state={"stopped": "yes"})[0] == "62"
        assert parts(kind, 8000, state={"card_expiry": "2508"})[0] == "33"
        assert parts(kind, 8000, state={"unknown": "yes"})[0] == "14"
        assert parts(kind, 0)[0] == "13"


def test_an_unknown_code_is_an_invalid_coupon() -> None:
    assert issuer().decide(sale(8000, number="999", entry="Q"), 0).result == "P6"


def test_a_voucher_that_needs_a_special_instalment_code_takes_no_other() -> None:
    care = issuer(state={"needs_instalment": "38"})
    assert care.decide(sale(8000, instalment="00"), 0).result == "P9"
    assert care.decide(sale(8000, instalment="38"), 0).result == "00"
    assert issuer().decide(sale(8000, instalment="38"), 0).result == "P9"


def test_the_daily_limit_counts_earlier_sales_of_the_day() -> None:
    daily = issuer(state={"daily_limit_krw": "9000"})
    assert daily.decide(sale(6000), 1000).result == "00"
    assert daily.decide(sale(4000), 2000).result == "61"
    assert daily.decide(sale(4000), 24 * 3600 * 1000).result == "00"


def test_while_the_platform_is_down_cards_pay_and_the_rest_gets_no_answer() -> None:
    on_card = issuer("coupon-credit").decide(sale(8000), 0, outage=True)
    assert dict(on_card.parts) == {"card": 8000}
    alone = issuer("voucher-qr").decide(sale(8000), 0, outage=True)
    assert (alone.result, alone.answers) == ("91", False)
    asked = issuer("coupon-credit").balance(NUMBER, "C", outage=True)
    assert (asked.result, asked.answers) == ("91", False)


def test_a_shop_code_is_paid_by_the_phone_on_the_bench() -> None:
    assert issuer("voucher-qr").decide(sale(8000, number="000201…", entry="M"), 0).result == "00"


def test_a_balance_is_told_for_vouchers_and_not_for_ordinary_cards() -> None:
    assert issuer().balance(NUMBER, "C").balance == 10000
    assert issuer("card", balances={}).balance(NUMBER, "C").result == "57"
    assert issuer("coupon-credit").decide(sale(8000), 0).balance is None
    assert issuer("prepaid").decide(sale(8000), 0).balance == 2000


def test_the_money_behind_a_card_may_be_too_little_as_well() -> None:
    poor = issuer("coupon-check", balances={"coupon": 10000, "account": 1000})
    assert poor.decide(sale(12000), 0).result == "51"
    assert poor.ledger.rows == []


asked_sales = st.lists(st.tuples(st.integers(0, 15000), st.booleans(), st.booleans()), max_size=12)


@given(st.sampled_from(sorted(KINDS)), asked_sales, st.booleans())
def test_purses_plus_charges_never_change(
    kind: str, sales: list[tuple[int, bool, bool]], partial: bool
) -> None:
    house = issuer(kind, partial=partial, balances={"coupon": 10000, "policy": 3000, "card": 20000})
    before = sum(house.ledger.total(closing=False).values())
    for now_ms, (amount, outage, undo) in enumerate(sales):
        decision = house.decide(sale(amount), now_ms, outage)
        assert decision.approved_krw <= amount
        assert (decision.result in ("00", "10")) == bool(decision.parts)
        if undo and decision.approval:
            house.undo(decision.approval, now_ms, "")
        assert sum(house.ledger.total(closing=True).values()) + house.ledger.charged_on("main", 0) == before
        assert min(house.ledger.total(closing=True).values()) >= 0


def test_an_instrument_is_found_by_its_number_only() -> None:
    house = issuer()
    assert isinstance(house.find(NUMBER, "C"), Instrument)
    assert house.find("", "C") is None
