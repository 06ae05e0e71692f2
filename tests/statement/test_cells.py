"""Moments, amounts, numbers, kinds and purses in the shapes people use."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.statement import cells
from posdiag.statement.cells import NO_YEAR
from posdiag.statement.payment import Kind, Purse

AT = datetime(2025, 7, 21, 14, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025.07.21 14:03",
        "2025-07-21T14:03",
        "2025/07/21(월) 14:03",
        "25-07-21 14:03",
        "2025년 7월 21일 오후 2시 3분",
        "2025. 7. 21. 오후 2:03",
        "2025-07-21 2:03 PM",
        "202507211403",
        "20250721 1403",
        "07/21/2025 14:03",
        "21/07/2025 14:03",
    ],
)
def test_a_moment_is_read_in_every_usual_shape(text: str) -> None:
    found = cells.moment(text)
    assert found is not None
    assert (found.at, found.clock, found.seconds) == (AT, True, False)


@pytest.mark.parametrize("text", ["7/21 14:03", "07.21 14:03", "7월 21일 14시 3분", "07-21 14:03"])
def test_a_date_may_lack_its_year(text: str) -> None:
    found = cells.moment(text)
    assert found is not None
    assert found.at == AT.replace(year=NO_YEAR)


def test_seconds_and_days_alone_are_told_apart() -> None:
    whole = cells.moment("2025-07-21 14:03:22")
    assert whole is not None
    assert (whole.at.second, whole.seconds) == (22, True)
    day = cells.moment("2025-07-21")
    assert day is not None
    assert not day.clock
    sheet = cells.sheet_moment("45859.5854")
    assert sheet is not None
    assert sheet.at.date() == AT.date()


@pytest.mark.parametrize("text", ["2025-13-40", "12,300원", "hello", "", "1588-1234", "99999999999999"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert cells.moment(text) is None


@pytest.mark.parametrize(
    ("text", "krw"),
    [
        ("12,300원", 12300),
        ("₩12,300", 12300),
        ("12300", 12300),
        ("12300.00", 12300),
        ("-12,300", -12300),
        ("(12,300)", -12300),
        ("12,300-", -12300),
        ("1만2천원", 12000),
        ("3만 500원", 30500),
        ("12,300 won", 12300),
        ("12,30", None),
        ("abc", None),
        ("", None),
        ("99999999999", None),
    ],
)
def test_an_amount_is_read_or_is_none(text: str, krw: int | None) -> None:
    assert cells.money(text) == krw


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("승인", Kind.APPROVED),
        ("승인취소", Kind.CANCELLED),
        ("승인거절", Kind.REFUSED),
        ("충전", Kind.ADDED),
        ("refunded", Kind.CANCELLED),
        ("declined", Kind.REFUSED),
        ("???", None),
    ],
)
def test_a_cancelled_or_refused_approval_is_none(text: str, kind: Kind | None) -> None:
    assert cells.kind(text) is kind


@pytest.mark.parametrize(
    ("text", "purse"),
    [
        ("소비쿠폰", Purse.COUPON),
        ("지역화폐 카드", Purse.COUPON),
        ("쿠폰 미적용", Purse.CARD),
        ("비쿠폰", Purse.CARD),
        ("일반카드", Purse.CARD),
        ("본인 계좌", Purse.CARD),
        ("coupon", Purse.COUPON),
        ("???", None),
    ],
)
def test_a_coupon_that_was_not_applied_is_the_card(text: str, purse: Purse | None) -> None:
    assert cells.purse(text) is purse


def test_approval_numbers() -> None:
    assert cells.approval("30012345") == "30012345"
    assert cells.approval("'00123456") == "00123456"
    assert cells.approval("12,300") is None
    assert cells.approval("행복마트") is None


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1)))
def test_every_moment_is_read_back(at: datetime) -> None:
    for shape in ("%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y/%m/%d %H:%M:%S"):
        found = cells.moment(at.strftime(shape))
        assert found is not None
        assert found.at == at.replace(microsecond=0)


@given(st.integers(0, cells.MOST_KRW))
def test_every_amount_is_read_back(krw: int) -> None:
    for text in (f"{krw}", f"{krw:,}원", f"₩{krw:,}", f"{krw:,}.00"):
        assert cells.money(text) == krw


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    cells.moment(text)
    cells.clock(text)
    cells.sheet_moment(text)
    cells.money(text)
    cells.approval(text)
    cells.kind(text)
    cells.purse(text)
