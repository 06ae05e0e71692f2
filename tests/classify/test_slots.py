"""What else a text tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
