"""Sales booked twice, forgotten or of another amount, and balances that lag."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import PREPAID, charges, till

ALONE = {"card": "9400001200004047"}


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_a_sale_goes_on_twice_and_the_pos_hears_of_one(rig: str) -> None:
    pos = till(rig, ["sends-twice"], instrument=PREPAID)
    assert pos.ask("approve", amount="4000", **ALONE)["result"] == "00"
    assert charges(pos.collect()) == [("charge", "coupon", 4000)] * 2


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_a_forgotten_sale_stays_charged_and_cannot_be_cancelled(rig: str) -> None:
    pos = till(rig, ["host-forgets"], instrument=PREPAID)
    sale = pos.ask("approve", amount="4000", **ALONE)
    words = {"orig_approval": sale["approval"], "orig_amount": "4000", "amount": "4000"}
    assert pos.ask("cancel", **words, **ALONE)["result"] == "25"
    assert charges(pos.collect()) == [("charge", "coupon", 4000)]


def test_a_sale_is_booked_for_another_amount_and_says_so() -> None:
    pos = till("host-iso", ["amount-off:won=500"], instrument=PREPAID)
    assert pos.ask("approve", amount="4000", **ALONE)["approved_amount"] == "4500"
    assert charges(pos.collect()) == [("charge", "coupon", 4500)]


def test_a_cancel_of_another_amount_is_refused() -> None:
    pos = till("host-iso", ["amount-off:won=500,to=cancel"], instrument=PREPAID)
    sale = pos.ask("approve", amount="4000", **ALONE)
    words = {"orig_approval": sale["approval"], "orig_amount": "4000", "amount": "4000"}
    assert pos.ask("cancel", **words, **ALONE)["result"] == "13"


@pytest.mark.parametrize(("where", "told", "closing"), [("inquiry", 10000, 6000), ("statement", 6000, 10000)])
def test_a_balance_lags_where_it_should(where: str, told: int, closing: int) -> None:
    pos = till("host-iso", [f"balance-lag:where={where}"], instrument=PREPAID)
    pos.ask("approve", amount="4000", **ALONE)
    assert int(pos.ask("balance", **ALONE)["balance"]) == told
    assert pos.collect()["statement"]["balances"] == {"coupon": closing}
