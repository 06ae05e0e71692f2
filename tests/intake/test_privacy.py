"""Personal data in a story: hidden, its length kept, and its kind told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.privacy import hide, without_numbers

CARD = "9400001234567897"


@pytest.mark.parametrize(
    ("text", "secret", "kind"),
    [
        (f"카드번호 {CARD}", "0123456", "card"),
        ("카드 9400-0012-3456-7897 이요", "3456", "card"),
        ("카드 9400.0012.3456.7897 이요", "3456", "card"),
        ("주민번호 900101-1234567", "1234567", "resident"),
        ("주민번호 900101 - 2234567", "2234567", "resident"),
        ("번호는 010-1234-5678 입니다", "1234", "phone"),
        ("01012345678로 전화주세요", "12345678", "phone"),
        ("비밀번호는 4821이에요", "4821", "pin"),
        ("저는 김철수라고 합니다", "철수", "name"),
        ("제 이름은 박영희입니다", "영희", "name"),
        ("저는 김철수고 어제", "철수", "name"),
        ("저는 박준이라고 합니다", "박준", "name"),
        ("홍길동 사장님이", "길동", "name"),
        ("my name is John Smith", "John", "name"),
        ("계좌번호 110-234-567890", "567890", "account"),
        ("a.b@c.example 로 보내 주세요", "a.b", "mail"),
    ],
)
def test_what_is_personal_is_hidden_and_told(text: str, secret: str, kind: str) -> None:
    private = hide(text)
    assert secret not in private.text
    assert kind in private.kinds
    assert len(private.text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "승인번호 30012345",
        "12,300원 결제",
        "2025-08-21 19:02",
        "저는 어제 결제했어요",
        "사업자번호 123-45-67890",
        "TID 12345678",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert hide(text).text == text
    assert hide(text).kinds == ()


@given(st.text(max_size=200))
def test_hiding_twice_is_hiding_once_and_keeps_the_length(text: str) -> None:
    once = hide(text).text
    assert len(once) == len(text)
    assert hide(once).text == once


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("카드번호 9400001234567890 이 손님 카드인데 51 이라고 나와요", "51 이라고 나와요"),
        ("card number is 9400 0012 3456 7890, it says expired", "it says expired"),
        ("잔액이 부족하대요", "잔액이 부족하대요"),
    ],
)
def test_a_number_read_out_is_no_word_about_the_trouble(text: str, left: str) -> None:
    spoken = without_numbers(hide(text).text)
    assert left in spoken
    assert "번호" not in spoken
    assert "number" not in spoken
