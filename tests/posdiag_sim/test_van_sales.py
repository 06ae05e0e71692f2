"""How the VAN finds the sale that is meant."""

from __future__ import annotations

import pytest

from posdiag_sim import van_sales
from posdiag_sim.issuer import Decision
from posdiag_sim.van_sales import REVERSED_BEFORE, BookedSale, Sales

APPROVED = Decision("00", (("coupon", 8000),), approval="12345678")
REFUSED = Decision("51")


def sales(*kept: BookedSale) -> Sales:
    found = Sales("19000001")
    for sale in kept:
        found.keep(sale)
    return found


def test_a_cancel_finds_its_sale_by_the_whole_approval_number_only() -> None:
    sale = BookedSale("10000001", "000001", APPROVED)
    known = sales(sale)
    assert known.to_cancel("12345678", "") is sale
    assert known.to_cancel("123456", "000001") is None
    assert known.to_cancel("", "000001") is sale
    assert known.to_cancel("", "") is None


def test_refused_sales_cannot_be_cancelled() -> None:
    assert sales(BookedSale("10000001", "000001", REFUSED)).to_cancel("", "000001") is None


def test_an_approval_at_the_gateway_counts_before_a_refusal_of_the_same_number() -> None:
    first = BookedSale("19000001", "000001", APPROVED)
    known = sales(first, BookedSale("10000001", "000001", REFUSED))
    assert known.by_stan("10000001", "000001") is first


def test_without_a_number_the_last_sale_of_the_terminal_is_meant() -> None:
    last = BookedSale("10000001", "000002", REFUSED)
    known = sales(
        BookedSale("10000001", "000001", APPROVED), last, BookedSale("20000002", "000003", APPROVED)
    )
    assert known.by_stan("10000001", "") is last
    assert known.by_stan("30000003", "") is None


def test_a_reversal_that_came_first_is_remembered() -> None:
    known = sales(BookedSale("10000001", "000005", Decision("25"), undone=REVERSED_BEFORE))
    assert known.undone_before("000005")
    assert not known.undone_before("000006")


def test_only_so_many_sales_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(van_sales, "MAX_SALES", 1)
    assert len(sales(BookedSale("1", "1", REFUSED), BookedSale("1", "2", REFUSED))) == 1
