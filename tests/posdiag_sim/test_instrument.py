"""Instruments and shops as the bench gives them."""

from __future__ import annotations

import pytest

from posdiag_sim.instrument import instrument_from, shop_from, with_check_digit, won


def test_an_instrument_without_a_number_gets_a_synthetic_one_that_passes_the_check_digit() -> None:
    first, second = instrument_from("a", {}, 0), instrument_from("b", {}, 1)
    assert first.number.startswith("940000")
    assert first.number != second.number
    assert with_check_digit(first.number) == first.number
    assert with_check_digit("9400010000001010") == "9400010000001012"


def test_flags_may_be_given_as_json_or_as_words() -> None:
    instrument = instrument_from(
        "a", {"state": {"chip_broken": True, "used": "no", "min_amount_krw": "1_000"}}
    )
    assert instrument.says("chip_broken")
    assert not instrument.says("used")
    assert instrument.amount("min_amount_krw") == 1000
    assert instrument.amount("daily_limit_krw") is None


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"kind": "cheque"}, "cheque"),
        ({"purse": {}}, "purse"),
        ({"state": {"stoped": "yes"}}, "stoped"),
        ({"balances": {"coupon": -1}}, "balances.coupon"),
        ({"balances": {"coupon": True}}, "balances.coupon"),
        ({"balances": []}, "mappings"),
    ],
)
def test_what_makes_no_sense_is_named(given: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        instrument_from("a", given)


def test_a_shop_has_lists_amounts_and_flags() -> None:
    shop = shop_from({"programmes": "a, b", "annual_sales_krw": "4500000000", "enrolled": "no"})
    assert shop.programmes == {"a", "b"}
    assert (shop.annual_sales_krw, shop.enrolled, shop.tid) == (4_500_000_000, False, "10000001")
    with pytest.raises(ValueError, match="regoin"):
        shop_from({"regoin": "seoul"})
    with pytest.raises(ValueError, match="annual_sales_krw"):
        shop_from({"annual_sales_krw": "much"})


def test_won_are_whole_and_bounded() -> None:
    assert won("1_000", "x") == 1000
    with pytest.raises(ValueError, match="x"):
        won("9" * 16, "x")
