"""Moments relative to a given now."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.time_words import Precision, read_times

NOW = datetime(2026, 7, 22, 15, 0)
_PAST = st.datetimes(datetime(2023, 1, 1), datetime(2026, 7, 22, 14, 59)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def told(text: str, now: datetime = NOW) -> list[str]:
    return [moment.iso for moment in read_times(text, now)]


@given(_PAST)
def test_a_whole_date_and_time_is_itself_however_it_is_written(at: datetime) -> None:
    clock = f"{at:%H:%M}"
    iso = f"{at:%Y-%m-%dT%H:%M}"
    for day in (f"{at:%Y-%m-%d}", f"{at:%Y.%m.%d}", f"{at:%Y/%m/%d}", f"{at.year}년 {at.month}월 {at.day}일"):
        assert told(f"결제는 {day} {clock} 입니다") == [iso], day
    assert told(f"{at:%Y-%m-%d}T{clock}") == [iso]


@given(st.dates(date(2025, 7, 24), date(2026, 7, 22)))
def test_a_date_without_a_year_is_the_latest_that_is_not_to_come(day: date) -> None:
    assert told(f"{day.month}월 {day.day}일에 샀어요") == [day.isoformat()]
    assert told(f"{day.month}/{day.day} 12:00 결제") == [f"{day.isoformat()}T12:00"]


@given(st.integers(1, 300))
def test_so_many_days_minutes_and_hours_ago(count: int) -> None:
    assert told(f"{count}일 전") == [(NOW - timedelta(days=count)).date().isoformat()]
    assert told(f"{count}분 전") == [f"{NOW - timedelta(minutes=count):%Y-%m-%dT%H:%M}"]
    assert told(f"{count}시간 전") == [f"{NOW - timedelta(hours=count):%Y-%m-%dT%H:%M}"]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for moment in read_times(text, NOW):
        assert 0 <= moment.start < moment.end <= len(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("어제 저녁 7시쯤", "2026-07-21T19:00"),
        ("7월 21일 14:03", "2026-07-21T14:03"),
        ("방금", "2026-07-22T15:00"),
        ("아까 두시 반쯤", "2026-07-22T14:30"),
        ("그저께 점심때", "2026-07-20T12:00"),
        ("사흘전 오후 3시", "2026-07-19T15:00"),
        ("지난주 금요일", "2026-07-17"),
        ("이번주 화요일 아침", "2026-07-21T08:00"),
        ("어젯밤 11시", "2026-07-21T23:00"),
        ("어제 밤 12시 반", "2026-07-22T00:30"),
        ("작년 12월 3일", "2025-12-03"),
        ("월요일에", "2026-07-20"),
        ("7시에", "2026-07-22T07:00"),
        ("21일에 결제", "2026-07-21"),
        ("30일에 결제", "2026-06-30"),
        ("yesterday at 7pm", "2026-07-21T19:00"),
        ("July 21, 14:03", "2026-07-21T14:03"),
        ("last Friday", "2026-07-17"),
        ("2 hours ago", "2026-07-22T13:00"),
        ("this morning", "2026-07-22T09:00"),
        ("엊그제", "2026-07-20"),
    ],
)
def test_what_is_said_is_that_moment(text: str, iso: str) -> None:
    assert told(text) == [iso]


@pytest.mark.parametrize(
    "text", ["11월 30일까지", "3시간 동안", "30초", "2월 31일", "13월 1일", "99/99", "내일"]
)
def test_an_end_a_span_and_no_day_are_no_moments(text: str) -> None:
    assert told(text) == []


def test_a_time_after_a_date_is_on_that_day() -> None:
    assert told("어제 오후 두시에 취소하고 오후 세시에 결제") == ["2026-07-21T14:00", "2026-07-21T15:00"]


def test_how_exactly_it_was_told_is_kept() -> None:
    kinds = [moment.precision for moment in read_times("어제, 어제 저녁, 어제 7시, 어제 7시 10분", NOW)]
    assert kinds == [Precision.DAY, Precision.PART, Precision.HOUR, Precision.MINUTE]
