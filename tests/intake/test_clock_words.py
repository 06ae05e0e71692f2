"""Times of day as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.clock_words import clock_at

_HOURS = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"]


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_digital_time_is_itself(hour: int, minute: int) -> None:
    clock = clock_at(f"{hour:02d}:{minute:02d}", 0)
    assert clock is not None
    assert (clock.hour, clock.minute, clock.exact, clock.either) == (hour, minute, True, False)


@given(st.integers(1, 12), st.integers(1, 59))
def test_afternoon_and_morning_say_which_half_is_meant(hour: int, minute: int) -> None:
    for part, add in (("오전", 0), ("오후", 12)):
        for said in (str(hour), _HOURS[hour - 1]):
            clock = clock_at(f"{part} {said}시 {minute}분", 0)
            assert clock is not None
            assert (clock.hour, clock.minute) == (hour % 12 + add, minute), f"{part} {said}"


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("저녁 7시쯤", 19, 0),
        ("두 시 반", 14, 30),
        ("열두시 십오분", 12, 15),
        ("밤 11시", 23, 0),
        ("새벽 한시", 1, 0),
        ("점심 1시", 13, 0),
        ("낮 12시", 12, 0),
        ("밤 12시 반", 24, 30),
        ("7:30 pm", 19, 30),
        ("7pm", 19, 0),
        ("12am", 0, 0),
    ],
)
def test_what_is_said_is_meant_so(text: str, hour: int, minute: int) -> None:
    clock = clock_at(text, 0)
    assert clock is not None
    assert (clock.hour, clock.minute) == (hour, minute)


@pytest.mark.parametrize("text", ["3시간", "24시간", "두시도 안", "7시스템", "25:10", "99시"])
def test_a_span_or_another_word_is_no_time(text: str) -> None:
    assert clock_at(text, 0) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    clock = clock_at(text, 0, searching=True)
    assert clock is None or (0 <= clock.hour <= 28 and 0 <= clock.minute <= 59)
