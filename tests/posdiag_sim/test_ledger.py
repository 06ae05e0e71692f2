"""The ledger: charges and cancels move money, and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.instrument import Instrument
from posdiag_sim.ledger import Ledger, Row


def row(kind: str, amount: int, purse: str = "coupon", t_ms: int = 0) -> Row:
    return Row(t_ms, kind, amount, purse, "12345678", "M", "000001", "", "main")


def test_a_charge_and_its_cancel_leave_the_purse_as_it_was() -> None:
    ledger = Ledger([Instrument("main", balances={"coupon": 10000})])
    ledger.charge(row("charge", 4000))
    assert ledger.left("main", "coupon") == 6000
    ledger.restore(row("cancel", 4000))
    assert ledger.total(closing=True) == ledger.total(closing=False) == {"coupon": 10000}


def test_a_purse_that_was_not_opened_has_no_bottom() -> None:
    ledger = Ledger([Instrument("main")])
    ledger.charge(row("charge", 4000, "card"))
    assert ledger.left("main", "card") is None
    assert ledger.charged_on("main", 0) == 4000


def test_what_was_charged_counts_from_a_time_and_less_what_was_given_back() -> None:
    ledger = Ledger([Instrument("main", balances={"coupon": 10000})])
    ledger.charge(row("charge", 1000, t_ms=10))
    ledger.charge(row("charge", 2000, t_ms=20))
    ledger.restore(row("cancel", 500, t_ms=30))
    assert ledger.charged_on("main", 15) == 1500


def test_a_wallet_that_is_topped_up_is_as_full_as_at_first_and_keeps_its_bookings() -> None:
    ledger = Ledger([Instrument("main", balances={"coupon": 10000, "card": 5000})])
    ledger.charge(row("charge", 10000))
    ledger.charge(row("charge", 2000, "card"))
    ledger.refill()
    assert ledger.purses("main") == {"coupon": 10000, "card": 5000}
    assert [one.amount_krw for one in ledger.rows] == [10000, 2000]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9999))))
def test_purses_and_bookings_always_add_up(moves: list[tuple[bool, int]]) -> None:
    ledger = Ledger([Instrument("main", balances={"coupon": 10000})])
    for charged, amount in moves:
        (ledger.charge if charged else ledger.restore)(row("charge" if charged else "cancel", amount))
    assert (ledger.left("main", "coupon") or 0) + ledger.charged_on("main", 0) == 10000
