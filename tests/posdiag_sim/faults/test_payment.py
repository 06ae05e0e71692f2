"""Faults of the payment: outage of the platform, the gateway first, frames refused for ever."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import PREPAID, charges, till

CARD = {"card": "9400010000001012"}
ALONE = {"card": "9400001200004047"}


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_while_the_platform_is_down_a_coupon_on_a_card_is_an_ordinary_payment(rig: str) -> None:
    pos = till(rig, ["platform-outage"])
    assert pos.ask("approve", amount="8000", **CARD)["result"] == "00"
    assert charges(pos.collect()) == [("charge", "card", 8000)]


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_while_the_platform_is_down_a_prepaid_card_and_a_balance_get_91(rig: str) -> None:
    pos = till(rig, ["platform-outage"], instrument=PREPAID)
    assert pos.ask("approve", amount="8000", **ALONE)["result"] == "91"
    assert pos.ask("balance", **ALONE)["result"] == "91"
    assert charges(pos.collect()) == []


def test_an_outage_may_begin_later_and_end() -> None:
    pos = till("host-iso", ["platform-outage:from=2,count=1"], instrument=PREPAID)
    results = [pos.ask("approve", amount="1000", **ALONE)["result"] for _ in range(3)]
    assert results == ["00", "91", "00"]


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_with_the_gateway_first_a_coupon_on_a_card_is_silently_not_used(rig: str) -> None:
    pos = till(rig, ["pg-first"])
    assert pos.ask("approve", amount="8000", **CARD)["merchant"] == "000099900099990"
    collected = pos.collect()
    assert charges(collected) == [("charge", "card", 8000)]
    assert collected["statement"]["rows"][0]["merchant"] == "000099900099990"


@pytest.mark.parametrize(("rig", "frames"), [("counter-fs", 4), ("host-iso", 0)])
def test_with_the_gateway_first_a_prepaid_card_is_paid_at_the_second_try(rig: str, frames: int) -> None:
    pos = till(rig, ["pg-first"], instrument=PREPAID)
    assert pos.ask("approve", amount="8000", **ALONE)["merchant"] == "000012300456780"
    collected = pos.collect()
    assert charges(collected) == [("charge", "coupon", 8000)]
    assert len(collected["host"]) == frames


def test_a_sale_at_the_gateway_can_be_cancelled_and_undone() -> None:
    pos = till(faults=["pg-first"])
    sale = pos.ask("approve", amount="8000")
    assert pos.ask("cancel", orig_approval=sale["approval"], orig_amount="8000")["result"] == "00"
    pos.ask("approve", amount="8000", stan="000077")
    assert pos.ask("reverse", orig_stan="000077")["result"] == "00"


@pytest.mark.parametrize("rig", ["counter-fs", "counter-enq", "counter-ack3"])
def test_a_nak_storm_refuses_every_frame_and_says_no_more(rig: str) -> None:
    pos = till(rig, ["nak-storm"])
    assert pos.ask("approve", amount="8000") == {}
    assert pos.naks == 3
    collected = pos.collect()
    assert (collected["screens"], charges(collected)) == ([], [])
