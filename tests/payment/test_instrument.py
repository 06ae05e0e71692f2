"""The three behaviours of a balance too small, and the purses they draw from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.payment.instrument import KINDS, PURSES, Draw, coupon_balance, draw


@pytest.mark.parametrize(
    ("kind", "balances", "expected"),
    [
        ("coupon-credit", {"coupon": 10_000}, {"coupon": 10_000, "card": 2_300}),
        ("coupon-check", {"coupon": 10_000, "account": 5_000}, {"coupon": 10_000, "account": 2_300}),
        ("voucher-linked", {"coupon": 10_000}, {"card": 12_300}),
        ("voucher-linked", {"coupon": 12_299}, {"card": 12_300}),
        ("voucher-linked", {"coupon": 12_300}, {"coupon": 12_300}),
        ("prepaid", {"coupon": 12_300}, {"coupon": 12_300}),
        ("prepaid", {"coupon1": 300, "coupon2": 12_000}, {"coupon1": 300, "coupon2": 12_000}),
        ("prepaid", {"policy": 5_000, "charged": 12_300}, {"charged": 12_300}),
        ("card", {"coupon": 99_999}, {"card": 12_300}),
    ],
)
def test_a_sale_draws_as_its_instrument_does(
    kind: str, balances: dict[str, int], expected: dict[str, int]
) -> None:
    assert draw(kind, balances, 12_300) == Draw(True, expected)


@pytest.mark.parametrize("kind", ["prepaid", "voucher-qr", "voucher-barcode"])
def test_a_stand_alone_voucher_is_refused_or_approved_in_part(kind: str) -> None:
    assert draw(kind, {"coupon": 10_000}, 12_300) == Draw(False, {}, 12_300)
    assert draw(kind, {"coupon": 10_000}, 12_300, partial=True) == Draw(True, {"coupon": 10_000}, 2_300)
    assert draw(kind, {}, 12_300, partial=True) == Draw(False, {}, 12_300)


def test_policy_money_and_charged_money_are_never_added_up() -> None:
    balances = {"policy": 6_000, "charged": 5_000}
    assert coupon_balance(balances) == 11_000
    assert not draw("prepaid", balances, 8_800).approved
    assert draw("prepaid", balances, 8_800, partial=True) == Draw(True, {"policy": 6_000}, 2_800)


def test_an_empty_account_refuses_the_rest_and_the_whole() -> None:
    assert draw("coupon-check", {"coupon": 10_000, "account": 2_000}, 12_300) == Draw(False, {}, 12_300)


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_is_drawn_for_no_amount(amount: int) -> None:
    assert draw("prepaid", {"coupon": 100}, amount) == Draw(False, {})


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="bus-pass"):
        draw("bus-pass", {}, 1)


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.sampled_from(PURSES), st.integers(0, 50_000)),
    st.integers(1, 100_000),
    st.booleans(),
)
def test_no_purse_is_overdrawn_and_every_won_is_accounted_for(
    kind: str, balances: dict[str, int], amount: int, partial: bool
) -> None:
    drawn = draw(kind, balances, amount, partial)
    assert drawn.approved_krw + drawn.remainder_krw == amount
    assert drawn.approved == bool(drawn.from_purse)
    own = {"card", "account"}
    assert all(
        0 < won <= balances.get(purse, amount if purse in own else 0)
        for purse, won in drawn.from_purse.items()
    )
