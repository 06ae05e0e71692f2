"""Only synthetic numbers stand in data: check digits and ranges are held to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.payment.numbers import luhn_digit, luhn_holds, number_fault


def test_a_known_number_has_its_check_digit() -> None:
    assert luhn_digit("7992739871") == "3"
    assert luhn_holds("79927398713")
    assert not luhn_holds("79927398710")


@given(st.text("0123456789", min_size=1, max_size=30))
def test_a_number_with_its_check_digit_holds_and_no_other_does(body: str) -> None:
    right = luhn_digit(body)
    assert [digit for digit in "0123456789" if luhn_holds(body + digit)] == [right]


@pytest.mark.parametrize(
    ("kind", "number", "fault"),
    [
        ("prepaid", "9400001200004047", ""),
        ("prepaid", "9400001200004048", "should be 7"),
        ("prepaid", "4000000000000000", "outside the synthetic range"),
        ("card", "940000", "other than 16 digits"),
        ("card", "９４０００４０００００００５０５１"[:16], "other than 16 digits"),
        ("voucher-barcode", "251234567890123456", ""),
        ("voucher-barcode", "991234567890123456", "from 10 to 45"),
        ("voucher-qr", "KRCPM1123", ""),
        ("voucher-qr", "https://pay.example", "neither"),
        ("unheard-of", "x", ""),
    ],
)
def test_a_number_fits_its_kind(kind: str, number: str, fault: str) -> None:
    assert fault in number_fault(kind, number)
    assert bool(fault) == bool(number_fault(kind, number))


@given(st.sampled_from(["prepaid", "voucher-barcode", "voucher-qr", "card"]), st.text(max_size=20))
def test_any_text_is_judged(kind: str, number: str) -> None:
    assert isinstance(number_fault(kind, number), str)
