"""What a terminal remembers of its day."""

from __future__ import annotations

from posdiag_sim.journal import MAX_KEPT, Journal
from posdiag_sim.memory import Asked


def sale(amount: int, approval: str = "11111111", card: str = "94") -> Asked:
    asked = Asked("approve", {"stan": "1", "card": card}, 1)
    asked.reply = {"result": "00", "approved_amount": str(amount), "approval": approval}
    return asked


def test_sales_are_numbered_over_closes() -> None:
    journal = Journal()
    assert journal.keep(sale(100)).number == 1
    journal.close()
    assert journal.last is None
    assert journal.keep(sale(200)).number == 2
    assert journal.numbered("1") is None


def test_a_sale_is_found_by_its_number_with_or_without_zeros() -> None:
    journal = Journal()
    entry = journal.keep(sale(100))
    assert journal.numbered("000001") is journal.numbered("1") is entry
    assert [journal.numbered(text) for text in ("", "x", "2", "9" * 40)] == [None] * 4


def test_a_refunded_sale_stands_no_more() -> None:
    journal = Journal()
    journal.keep(sale(100, "11111111"))
    journal.keep(sale(200, "22222222"))
    journal.undo("11111111")
    assert [entry.amount for entry in journal.standing] == [200]
    assert [entry.undone for entry in journal] == [True, False]


def test_the_last_sale_of_an_amount_and_card_is_found_once() -> None:
    journal = Journal()
    first, last = journal.keep(sale(100, "11111111")), journal.keep(sale(100, "22222222"))
    assert journal.alike("100", "94") is last
    journal.undo("22222222")
    assert journal.alike("100", "94") is first
    assert journal.alike("100", "95") is journal.alike("101", "94") is None


def test_only_so_many_are_kept() -> None:
    journal = Journal()
    for number in range(MAX_KEPT + 5):
        journal.keep(sale(number))
    assert len(list(journal)) == MAX_KEPT
    assert journal.numbered("5") is None
