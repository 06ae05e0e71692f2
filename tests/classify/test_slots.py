"""What else a text tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify import slots
from posdiag.classify.slots import slots_of


def test_a_story_is_full_of_facts() -> None:
    told = slots_of("어제 오후 키오스크에서 소비쿠폰 체크카드로 12,300원, 승인번호 30001234, 나이스밴 단말기")
    assert told.amounts_krw == (12_300,)
    assert told.amount_krw == 12_300
    assert (told.approval_number, told.company, told.instrument) == ("30001234", "NICE", "coupon-check")
    assert (told.programme, told.place, told.when) == ("consumption-coupon-2025", "kiosk", "어제 오후")


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("3만5천원", 35_000),
        ("이십오만원", 250_000),
        ("5000원", 5_000),
        ("₩8,000", 8_000),
        ("만원짜리 말고 2만 원", 20_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, won: int) -> None:
    assert won in slots_of(text).amounts_krw


def test_a_port_is_no_time() -> None:
    assert slots_of("connection refused 127.0.0.1:8090").when == ""
    assert slots_of("12:05 에 결제").when == "12:05"


def test_nothing_told_is_nothing() -> None:
    told = slots_of("안돼요")
    assert (told.amount_krw, told.approval_number, told.place, told.when) == (None, "", "", "")


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(amount >= 0 for amount in slots_of(text).amounts_krw)


SAID = st.sampled_from(
    [
        "어제 ",
        "엊그제",
        "오늘 저녁",
        "Yesterday",
        "ju\u017ft now",
        "th\u0131s morning",
        "3시 반",
        "월",
        "12,000원",
        "원",
        "만원",
        "이십만 원",
        "₩5,000",
        "300 KRW",
        "300\u212arw",
        "승인번호 123456",
        "approval no: 12345678",
        "가",
        "a ",
        " ",
    ]
)


@given(st.lists(SAID, max_size=6).map("".join))
def test_a_pattern_that_is_passed_over_would_have_found_nothing(text: str) -> None:
    told = slots_of(text)
    when, approval = slots._WHEN.search(text), slots._APPROVAL.search(text)
    assert told.when == (when[0].strip() if when else "")
    assert told.approval_number == (approval[1] if approval else "")
    assert told.amounts_krw == slots._amounts(text)
