"""Sums as people say and type them: every way of writing one gives it back,
and nothing else is taken for one.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.money_words import MAX_KRW, one_amount, read_amounts

_DIGITS = "영일이삼사오육칠팔구"


def in_hangul(number: int, blank: str = "") -> str:
    """A number below 100,000,000 as it is said."""
    parts = []
    for part, large in ((number // 10_000, "만"), (number % 10_000, "")):
        said = ""
        for unit, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit = part // unit % 10
            if digit:
                said += ("" if digit == 1 and name else _DIGITS[digit]) + name
        if part:
            parts.append(("" if part == 1 and large else said) + large)
    return blank.join(parts)


def won(text: str) -> list[int]:
    return [amount.krw for amount in read_amounts(text)]


@given(st.integers(10, MAX_KRW), st.sampled_from(["", " "]), st.sampled_from(["", "총 ", "금액은 ", "어제 "]))
def test_what_is_said_in_hangul_is_the_number(number: int, blank: str, before: str) -> None:
    said = in_hangul(number, blank)
    assert won(f"{before}{said}원 결제했어요") == [number], said


@given(st.integers(1, MAX_KRW))
def test_what_is_typed_in_digits_is_the_number(number: int) -> None:
    for typed in (
        f"{number}원",
        f"{number:,}원",
        f"{number:,} 원",
        f"₩{number:,}",
        f"{number} won",
        f"KRW {number}",
    ):
        assert won(f"a {typed} b") == [number], typed


@given(st.integers(1, 9_999), st.integers(0, 9))
def test_mixed_ways_are_the_same_number(man: int, thousand: int) -> None:
    number = man * 10_000 + thousand * 1_000
    typed = f"{man}만 {thousand}천원" if thousand else f"{man}만원"
    assert won(typed) == [number]
    assert won(typed.replace(" ", "")) == [number]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for amount in read_amounts(text):
        assert 0 < amount.krw <= MAX_KRW
        assert 0 <= amount.start < amount.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "사원증을 냈어요",
        "병원에서",
        "수원시",
        "이만 끊겠습니다",
        "승인번호 30012345",
        "010-1234-5678",
        "연매출 30억",
        "7시 30분",
        "2025.8.21",
        "2번 했어요",
    ],
)
def test_what_is_no_sum_is_none(text: str) -> None:
    assert won(text) == []


def test_slang_and_slips_are_sums() -> None:
    assert won("2마넌이랑 오처넌") == [20_000, 5_000]
    assert won("3만 나왔어요, 만원이요, 만 이천 삼백 원") == [30_000, 10_000, 12_300]
    assert won("5000원짜리 두 개, 1.5만원") == [5_000, 15_000]


def test_a_bare_number_is_a_sum_only_as_an_answer() -> None:
    assert won("12300") == []
    assert one_amount("12300") == 12_300
    assert one_amount("12,300 요") == 12_300
    assert one_amount("5천원 아니면 6천원") is None
    assert one_amount("몰라요") is None
