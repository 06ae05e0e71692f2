"""Approvals on the ordinary card that the coupon could have paid."""

from __future__ import annotations

from tests.statement.shapes import kinds, odd

HEAD = "일시,상호,금액,결제수단,승인번호,잔액\n"
COUPON = "2025-07-21 14:00,가나다,5000,쿠폰,30000001,{}\n"
CARD = "2025-07-22 14:00,라마바,8000,일반카드,30000002,\n"


def test_a_coupon_that_could_have_paid_makes_it_likely() -> None:
    found = odd(HEAD + COUPON.format(50000) + CARD)
    assert [(one.kind, one.cause, one.lines, one.strength) for one in found] == [
        ("not-from-coupon", "coupon.not_applied", (3,), "likely")
    ]


def test_an_empty_coupon_makes_it_ordinary() -> None:
    assert kinds(HEAD + COUPON.format(0) + CARD) == []


def test_a_coupon_too_small_is_told_as_such() -> None:
    found = odd(HEAD + COUPON.format(7999) + CARD)
    assert [(one.kind, one.cause) for one in found] == [("short-all-on-card", "coupon.insufficient_balance")]


def test_the_rest_of_a_split_payment_is_ordinary() -> None:
    text = HEAD + COUPON.format(0) + "2025-07-21 14:00,가나다,2300,일반카드,30000002,\n"
    assert kinds(text) == []


def test_a_card_list_without_any_coupon_says_nothing_unless_the_coupon_was_expected() -> None:
    plain = "일시,상호,금액,결제수단,승인번호\n2025-07-22 14:00,라마바,8000,일반카드,30000002\n"
    assert kinds(plain) == []
    assert kinds(plain, coupon_expected=True) == [("not-from-coupon", (2,))]


def test_many_ordinary_rows_are_told_together_and_weakly() -> None:
    many = "".join(f"2025-08-0{n} 1{n}:00,상점{n},{n}500,일반카드,3000010{n},\n" for n in range(1, 8))
    found = odd("일시,상호,금액,결제수단,승인번호,잔액\n" + COUPON.format("") + many)
    assert [(len(one.lines), one.severity) for one in found] == [(7, "note")]


def test_a_cancelled_row_needs_no_advice() -> None:
    text = (
        "일시,상호,금액,결제수단,승인번호,상태\n2025-07-21 14:00,가나다,5000,쿠폰,30000001,승인\n"
        "2025-07-22 14:00,라마바,8000,일반카드,30000002,승인\n"
        "2025-07-22 14:05,라마바,8000,일반카드,30000002,취소\n"
    )
    assert kinds(text) == []
