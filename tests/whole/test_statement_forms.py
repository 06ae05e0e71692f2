"""Forms in which card companies, banks and phones hand out payments."""

from __future__ import annotations

import pytest

from posdiag.statement.payment import Kind, Purse
from tests.statement.shapes import read

SENT = "[Web발신]\n"


@pytest.mark.parametrize(
    "text",
    [
        "거래일자,거래시간,카드구분,승인번호,이용가맹점,이용금액\n2026.11.28,13:02:11,신용,30012345,행복김밥,'12,300원'\n".replace(
            "'", '"'
        ),
        "\ufeff이용일자,이용시간,가맹점명,이용금액(원)\n26.11.28,13:02,행복김밥,12300\n",
        "이용일시\t가맹점\t이용금액\t상태\n2026.11.28 13:02\t행복김밥\t12,300원\t승인\n",
        "승인일,승인시각,사용처,금액\n2026년 11월 28일,오후 1:02,행복김밥,12300원\n",
        "이용내역 조회\n조회기간: 2026.11.01 ~ 2026.11.30\n고객명: 홍*동\n\n"
        "이용일자;카드번호;가맹점명;이용금액\n2026.11.28;****-1234;행복김밥;12,300\n합계;;;12,300\n",
        SENT + "신한카드(1234)승인 홍*동 12,300원(일시불)11/28 13:02 행복김밥 누적123,400원\n",
        SENT + "[KB]11/28 13:02\n123456**789\n행복김밥\n체크카드출금\n12,300\n잔액88,700\n",
        "국민카드 승인 알림\n- 이용금액: 12,300원\n- 이용일시: 2026.11.28 13:02\n- 이용가맹점: 행복김밥\n",
        "2026-11-28 13:02:30\t1544-7000\t[Web발신] 신한카드(1234)승인 홍*동 12,300원 11/28 13:02 행복김밥\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_shop_sum_and_day_are_read(text: str, encoding: str) -> None:
    paid = read(text.removeprefix("\ufeff").encode(encoding) if encoding == "cp949" else text.encode())
    assert [(one.shop, one.amount_krw, one.kind) for one in paid.payments] == [
        ("행복김밥", 12_300, Kind.APPROVED)
    ]
    at = paid.payments[0].at
    assert at is not None
    assert (at.month, at.day) == (11, 28)


def test_money_given_into_an_account_is_no_payment_and_a_cancel_there_is_a_cancel() -> None:
    text = (
        "거래일시,적요,찾으신금액,맡기신금액,거래후잔액\n2026-11-28 13:02,행복김밥,12300,0,100000\n"
        "2026-11-28 14:02,급여,0,2000000,2100000\n2026-11-28 15:02,행복김밥취소,0,12300,2112300\n"
    )
    assert [(one.kind, one.amount_krw) for one in read(text).payments] == [
        (Kind.APPROVED, 12_300),
        (Kind.ADDED, 2_000_000),
        (Kind.CANCELLED, 12_300),
    ]


def test_a_balance_of_which_nobody_wrote_won_is_the_balance_and_not_the_sum() -> None:
    paid = read(SENT + "[KB]11/28 13:02\n123456**789\n행복김밥\n체크카드출금\n12,300\n잔액88,700\n").payments[
        0
    ]
    assert (paid.amount_krw, paid.balance_krw) == (12_300, 88_700)


def test_the_policy_money_of_a_local_currency_is_the_coupon() -> None:
    headings = "결제일시|가맹점|결제금액|정책발행금|충전금|거래상태\n"
    text = headings + "2026.11.28 13:02|행복김밥|12,300|12,300|0|결제완료\n"
    assert read(text).payments[0].purse is Purse.COUPON
