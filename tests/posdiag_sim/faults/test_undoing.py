"""A cancel that is approved and gives nothing back, or gives it to the wrong purse."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import charges, till


@pytest.mark.parametrize(
    ("fault", "rows"),
    [
        ("cancel-unrestored", [("charge", "coupon", 8000)]),
        ("cancel-unrestored:to=card", [("charge", "coupon", 8000), ("cancel", "card", 8000)]),
        ("cancel-unrestored:of=reversal", [("charge", "coupon", 8000), ("cancel", "coupon", 8000)]),
    ],
)
def test_a_cancel_is_approved_whatever_the_books_do(fault: str, rows: list[tuple[str, str, int]]) -> None:
    pos = till(faults=[fault])
    sale = pos.ask("approve", amount="8000")
    assert pos.ask("cancel", orig_approval=sale["approval"], orig_amount="8000")["result"] == "00"
    assert charges(pos.collect()) == rows


@pytest.mark.parametrize(("of", "left"), [("reversal", 1), ("both", 1), ("cancel", 2)])
def test_a_network_cancel_may_be_confirmed_and_not_land(of: str, left: int) -> None:
    pos = till(faults=[f"cancel-unrestored:of={of}"])
    pos.ask("approve", amount="8000", stan="000077")
    assert pos.ask("reverse", orig_stan="000077")["result"] == "00"
    assert len(charges(pos.collect())) == left
