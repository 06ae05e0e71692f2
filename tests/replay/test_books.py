"""The POS's books."""

from __future__ import annotations

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry
from posdiag.replay.books import Books, Sale
from posdiag.replay.scenario import Do


def test_books_sum_sales_and_cancels() -> None:
    sale = Sale(1, Do.PAY, "000001", 900, Entry.CHIP, belief=Belief.APPROVED, booked_krw=900)
    undone = Sale(2, Do.CANCEL, "000002", 900, Entry.CHIP, belief=Belief.DECLINED)
    books = Books([sale, undone])
    assert books.booked_krw() == 900
    assert books.belief() is Belief.DECLINED
    assert books.of_step(1) is sale
    assert books.by_stan("000002") is undone
    undone.booked_krw = -900
    assert books.booked_krw() == 0


def test_empty_books_believe_nothing() -> None:
    assert Books().belief() is Belief.UNKNOWN
    assert Books().of_step(1) is None
