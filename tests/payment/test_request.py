"""A request holds together, and a sale above the balance splits into two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.payment.request import Item, Request, Tender, split_by_balance, tax_within

SOUND = Request(12_300, (Tender("main", 12_300),), 1_118, (Item("점심", 12_300),))


def test_a_sound_request_has_no_fault() -> None:
    assert SOUND.faults() == ()


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (Request(0, ()), "the total is not above zero"),
        (Request(100, (Tender("main", 100),), 101), "the tax is not within the total"),
        (Request(100, (Tender("main", 99),)), "the tenders do not add up to the total"),
        (Request(100, (Tender("main", 100), Tender("rest", 0))), "a tender is not above zero"),
        (Request(100, (Tender("main", 100),), 0, (Item("a", 1),)), "the items do not add up to the total"),
    ],
)
def test_each_contradiction_is_named(request_: Request, fault: str) -> None:
    assert fault in request_.faults()


def test_a_split_holds_the_first_tender_to_the_balance() -> None:
    split = SOUND.split(10_000, "rest")
    assert [(tender.instrument, tender.amount_krw) for tender in split.tenders] == [
        ("main", 10_000),
        ("rest", 2_300),
    ]
    assert split.faults() == ()


def test_a_balance_that_suffices_splits_nothing() -> None:
    assert SOUND.split(12_300, "rest") is SOUND
    assert Request(0, ()).split(5, "rest") == Request(0, ())


def test_an_empty_balance_leaves_the_whole_to_the_other_instrument() -> None:
    assert [tender.instrument for tender in SOUND.split(0, "rest").tenders] == ["rest"]


@pytest.mark.parametrize(
    ("amount", "balance", "parts"),
    [(12_300, 10_000, (10_000, 2_300)), (100, 100, (100,)), (100, 0, (100,)), (100, -1, (100,)), (0, 5, ())],
)
def test_amounts_split_at_the_balance(amount: int, balance: int, parts: tuple[int, ...]) -> None:
    assert split_by_balance(amount, balance) == parts


@given(st.integers(1, 10**9), st.integers(-10, 10**9))
def test_parts_add_up_and_none_is_empty(amount: int, balance: int) -> None:
    parts = split_by_balance(amount, balance)
    assert sum(parts) == amount
    assert all(part > 0 for part in parts)
    assert SOUND.split(balance, "rest").faults() == ()


@given(st.integers(-5, 10**9))
def test_tax_is_a_tenth_of_the_supply(total: int) -> None:
    tax = tax_within(total)
    assert tax >= 0
    assert 11 * tax <= max(0, total) < 11 * (tax + 1)
