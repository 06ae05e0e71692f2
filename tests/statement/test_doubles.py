"""Double charges, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.statement.shapes import kinds, odd

HEAD = "일시,상호,금액,결제수단,승인번호,상태\n"


def pair(second: str, shop: str = "행복마트", amount: int = 12300, approval: str = "30000002") -> str:
    return HEAD + (
        f"2025-07-21 14:03,{shop},12300,쿠폰,30000001,승인\n"
        f"2025-07-21 {second},{shop},{amount},쿠폰,{approval},승인\n"
    )


@pytest.mark.parametrize(
    ("second", "least"), [("14:03", 0.85), ("14:04", 0.85), ("14:06", 0.6), ("14:12", 0.3)]
)
def test_the_closer_the_likelier(second: str, least: float) -> None:
    found = odd(pair(second))
    assert [(one.kind, one.cause, one.lines) for one in found] == [("double-charge", "txn.duplicate", (2, 3))]
    assert found[0].probability >= least


def test_a_second_coffee_an_hour_later_is_none() -> None:
    assert kinds(pair("15:03")) == []


def test_other_amounts_and_shops_are_none() -> None:
    assert kinds(pair("14:03", amount=12400)) == []
    assert (
        kinds(
            pair("14:03").replace("14:03,행복마트,12300,쿠폰,30000002", "14:03,커피나라,12300,쿠폰,30000002")
        )
        == []
    )


def test_one_approval_number_twice_is_one_payment_listed_twice() -> None:
    assert kinds(pair("14:03", approval="30000001")) == [("listed-twice", (2, 3))]


def test_fares_may_be_for_two_people() -> None:
    assert odd(pair("14:03", shop="시내버스"))[0].severity == "warning"
    assert odd(pair("14:03"))[0].severity == "critical"


def test_a_double_charge_of_which_one_was_cancelled_is_a_note() -> None:
    text = pair("14:04") + "2025-07-21 14:20,행복마트,12300,쿠폰,30000002,취소\n"
    assert [(one.kind, one.severity) for one in odd(text)] == [("double-charge-undone", "note")]


def test_cancelled_and_then_paid_again_is_as_it_should_be() -> None:
    text = HEAD + (
        "2025-07-21 14:03,행복마트,12300,쿠폰,30000001,승인\n"
        "2025-07-21 14:04,행복마트,12300,쿠폰,30000001,취소\n"
        "2025-07-21 14:05,행복마트,12300,쿠폰,30000002,승인\n"
    )
    assert kinds(text) == []


def test_a_refused_try_before_is_no_charge() -> None:
    assert kinds(pair("14:04").replace("30000001,승인", ",거절")) == []


def test_the_advice_inquires_before_it_cancels_and_pays_no_cash() -> None:
    first, second = odd(pair("14:03"))[0].do
    assert "확인" in first["ko"]
    assert "취소" in second["ko"]
    assert "현금" in second["ko"]


def test_the_same_message_twice_is_one_payment() -> None:
    message = "신한카드 승인 12,300원 일시불 07/21 12:03 행복마트 누적1,234,567원\n"
    assert kinds(message + message) == [("listed-twice", (1, 2))]
    later = message.replace("1,234,567", "1,246,867")
    assert kinds(message + later) == [("double-charge", (1, 2))]


def test_without_times_a_day_is_only_a_weak_sign() -> None:
    text = "일자,상호,금액,승인번호\n2025-07-21,행복마트,12300,30000001\n2025-07-21,행복마트,12300,30000002\n"
    assert [one.strength for one in odd(text)] == ["weak"]


def test_a_cancel_of_nothing_listed_and_one_too_many() -> None:
    lone = (
        HEAD + "2025-07-21 14:03,행복마트,12300,쿠폰,30000001,취소\n"
        "2025-07-22 14:03,가나,1000,쿠폰,30000009,승인\n"
    )
    assert ("cancel-alone", (2,)) in kinds(lone)
    twice = HEAD + (
        "2025-07-21 14:03,행복마트,12300,쿠폰,30000001,승인\n"
        "2025-07-21 14:04,행복마트,12300,쿠폰,30000001,취소\n"
        "2025-07-21 14:05,행복마트,12300,쿠폰,30000001,취소\n"
    )
    assert kinds(twice) == [("cancelled-twice", (2, 3, 4))]
