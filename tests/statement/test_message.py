"""Messages of card companies and lines without columns."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.statement.message import blocks, payment_in
from posdiag.statement.payment import Kind, Purse
from tests.statement.shapes import read, regions


@pytest.mark.parametrize(
    ("text", "kind", "amount", "shop"),
    [
        (
            "[Web발신] 신한카드 승인 홍*동 12,300원 일시불 07/21 12:03 행복마트 누적1,234,567원",
            Kind.APPROVED,
            12300,
            "행복마트",
        ),
        (
            "[KB]국민카드1234 홍*동님 승인취소 12,300원 07/21 12:10 행복마트",
            Kind.CANCELLED,
            12300,
            "행복마트",
        ),
        (
            "[Web발신]\n신한카드(1234)승인\n홍*동\n12,300원 일시불\n07/21 12:03\n행복마트\n누적99,000원",
            Kind.APPROVED,
            12300,
            "행복마트",
        ),
        ("[현대카드] 거절 4,500원 7/21 09:10 스타커피 강남점", Kind.REFUSED, 4500, "스타커피 강남점"),
        ("2025-07-21 12:03 행복마트 12,300 30012345", Kind.APPROVED, 12300, "행복마트"),
        ("12,300 won paid at Happy Mart 2025-07-21 12:03", Kind.APPROVED, 12300, "at Happy Mart"),
    ],
)
def test_a_message_is_read(text: str, kind: Kind, amount: int, shop: str) -> None:
    payment = read(text).payments[0]
    assert (payment.kind, payment.amount_krw, payment.shop) == (kind, amount, shop)
    assert payment.at is not None


def test_a_notice_of_coupon_use_tells_the_balance() -> None:
    payment = read("소비쿠폰 8,000원 사용 07/21 12:05 김밥천국 잔액 92,000원").payments[0]
    assert (payment.purse, payment.balance_krw, payment.shop) == (Purse.COUPON, 92000, "김밥천국")


def test_the_name_of_a_card_does_not_say_that_the_card_paid() -> None:
    assert read("신한카드 승인 12,300원 일시불 07/21 12:03 행복마트").payments[0].purse is Purse.UNKNOWN
    assert read("일반결제 12,300원 07/21 12:03 행복마트").payments[0].purse is Purse.CARD


def test_a_place_before_or_after_the_shop_is_taken_apart() -> None:
    for text in ("행복마트 서울 강남구", "서울 강남구 행복마트"):
        payment = read(f"2025-07-21 14:03 {text} 12,300원").payments[0]
        assert (payment.shop, payment.place) == ("행복마트", "서울 강남구")


def test_messages_one_below_the_other_are_cut_apart() -> None:
    text = (
        "[Web발신]\n[가카드] 승인\n4,500원 일시불\n7/21 09:10 스타커피\n누적 55,000원\n"
        "[Web발신]\n[가카드] 취소\n4,500원\n7/21 09:12 스타커피"
    )
    assert [(p.line, p.kind) for p in read(text).payments] == [(1, Kind.APPROVED), (6, Kind.CANCELLED)]
    lines = "\n".join(f"2025-07-2{n} 14:03 행복마트 {n},000원" for n in range(1, 6))
    assert [block.line for block in blocks(lines)] == [1, 2, 3, 4, 5]


def test_dates_without_a_year_take_that_of_others_and_cross_new_year() -> None:
    both = read("2025-07-20 10:00 가나 1,000원\n7/21 10:00 가나 1,000원")
    assert [p.at for p in both.payments] == [datetime(2025, 7, 20, 10), datetime(2025, 7, 21, 10)]
    turn = read("1/1 10:00 가나 1,000원\n12/31 10:00 가나 1,000원")
    assert [p.line for p in turn.payments] == [2, 1]


@given(st.text(max_size=120))
def test_no_text_raises(text: str) -> None:
    for block in blocks(text):
        payment = payment_in(block, regions())
        assert payment is None or payment.amount_krw >= 0


def test_a_refusal_over_the_limit_has_its_amount() -> None:
    payment = read("승인거절 한도초과 12,300원 07/21 14:03 행복마트").payments[0]
    assert (payment.kind, payment.amount_krw) == (Kind.REFUSED, 12300)


ROW = "2026-11-20 12:31 한빛식당 12,000 소비쿠폰 00123456"


@pytest.mark.parametrize(
    "junk",
    [
        ("hello there", "some junk line", "the end of it"),
        ("@@@@", "잔액 조회 실패", "!!!!"),  # words of payments, of which one would be a refusal
        ("q 123456 7,000", "w 8888 x", "zz 99,999"),  # figures that look like amounts
        ("a,b,c", "d,e,f", "g,h,i"),
    ],
)
def test_a_sound_row_is_read_among_lines_that_are_none(junk: tuple[str, str, str]) -> None:
    found = read("\n".join([*junk[:2], ROW, junk[2]]))
    (payment,) = found.payments
    assert (payment.line, payment.kind, payment.amount_krw) == (3, Kind.APPROVED, 12000)
    assert (payment.shop, payment.purse, payment.approval) == ("한빛식당", Purse.COUPON, "00123456")
    assert [one.line for one in found.unread] == [1, 2, 4]


def test_lines_of_payment_words_alone_belong_to_the_row_beside_them() -> None:
    found = read("[Web발신]\n2026-11-20 12:31 한빛식당 12,000\n승인취소\n승인번호 12345678\n감사합니다")
    (payment,) = found.payments
    assert (payment.kind, payment.approval, payment.shop) == (Kind.CANCELLED, "12345678", "한빛식당")
    assert [one.text for one in found.unread] == ["감사합니다"]
