"""Cancels find their approvals, and shops are known under names of different length."""

from __future__ import annotations

import pytest

from posdiag.statement.pairs import companions, same_shop, undone
from tests.statement.shapes import read

HEAD = "일시,상호,금액,상태,승인번호\n"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("(주)행복마트", "행복마트", True),
        ("행복마트 강남점", "행복마트", True),
        ("행복마트", "커피나라", False),
        ("", "커피나라", None),
        ("GS", "GS25", False),
    ],
)
def test_shops_are_compared(one: str, other: str, same: bool | None) -> None:
    assert same_shop(one, other) is same


def test_a_cancel_goes_to_the_approval_it_names_else_to_the_last_open_one() -> None:
    text = HEAD + (
        "2025-07-21 14:00,가나다,1000,승인,30000001\n2025-07-21 14:05,가나다,1000,승인,30000002\n"
        "2025-07-21 14:10,가나다,1000,취소,30000001\n2025-07-21 14:11,가나다,1000,취소,\n"
        "2025-07-21 14:12,라마바,5000,취소,\n"
    )
    found = undone(read(text).payments)
    assert {line: [c.line for c in ones] for line, ones in found.by_approval.items()} == {2: [4], 3: [5]}
    assert [c.line for c in found.alone] == [6]


def test_a_partial_cancel_leaves_the_rest_charged() -> None:
    text = HEAD + "2025-07-21 14:00,가나다,5000,승인,30000001\n2025-07-21 14:10,가나다,2000,취소,30000001\n"
    payments = read(text).payments
    assert undone(payments).left_krw(payments[0]) == 3000


def test_the_two_messages_of_one_payment_belong_together() -> None:
    text = (
        "신한카드 승인 12,300원 일시불 07/21 12:03 행복마트\n\n소비쿠폰 "
        "12,300원 사용 07/21 12:03 행복마트 잔액 1,000원"
    )
    assert companions(read(text).payments) == {3: 1}


def test_two_cancels_without_numbers_go_to_two_approvals() -> None:
    text = HEAD + (
        "2025-07-21 14:00,가나다,1000,승인,\n2025-07-21 14:05,가나다,1000,승인,\n"
        "2025-07-21 14:10,가나다,1000,취소,\n2025-07-21 14:11,가나다,1000,취소,\n"
    )
    found = undone(read(text).payments)
    assert {line: [c.line for c in ones] for line, ones in found.by_approval.items()} == {3: [4], 2: [5]}
