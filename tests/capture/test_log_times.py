"""Times at the beginning of a log's lines, in the usual shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.log_times import Days, fraction_us, stamp

SECOND, HOUR, DAY = 1_000_000, 3_600_000_000, 86_400_000_000
#: 2026-11-22 20:14:30.123 UTC
MOMENT = 1_795_378_470_123_000
CLOCK = (20 * 3600 + 14 * 60 + 30) * SECOND + 123_000


@pytest.mark.parametrize(
    ("text", "at_us"),
    [
        ("2026-11-22 20:14:30.123 TX", MOMENT),
        ("2026-11-22T20:14:30.123Z TX", MOMENT),
        ("[2026-11-22 20:14:30,123] TX", MOMENT),
        ("2026/11/22 20:14:30.123000 TX", MOMENT),
        ("2026.11.22 20:14:30:123 TX", MOMENT),
        ("2026-11-22T20:14:30.123+09:00 TX", MOMENT - 9 * HOUR),
        ("2026-11-22 20:14:30.123-0130 TX", MOMENT + 90 * 60 * SECOND),
        ("2026-11-22 오후 8:14:30.123 TX", MOMENT),
        ("2026. 11. 22. TX", None),
        ("2026-11-22 08:14:30.123 PM TX", MOMENT),
        ("20:14:30.123 TX", CLOCK),
        ("[20:14:30.123] TX", CLOCK),
        ("(20:14:30.123456) TX", CLOCK + 456),
        ("20:14:30 TX", CLOCK - 123_000),
        ("오전 12:00:00 TX", 0),
        ("12:00:00 AM TX", 0),
        ("[12.345] TX", 12_345_000),
        ("[   12.345678] TX", 12_345_678),
        ("0.000100 pos.exe", 100),
        ("7 0.000100 pos.exe", 100),
    ],
)
def test_a_time_is_read(text: str, at_us: int | None) -> None:
    found = stamp(text)
    assert (None if found is None else found.at_us) == at_us
    if found is not None:
        assert text[found.end :].strip(" ]") in ("TX", "pos.exe")


def test_a_date_without_a_year_counts_as_a_date() -> None:
    one, two = stamp("11-22 20:14:30.123 D/POS"), stamp("11-23 20:14:30.123 D/POS")
    assert one is not None
    assert two is not None
    assert two.at_us - one.at_us == DAY
    assert stamp("02-29 10:00:00 D/POS") is not None


@pytest.mark.parametrize(
    "text",
    [
        "02 30 31 03",
        "TX: 02",
        "",
        "25:00:00 TX",
        "20:61:00 TX",
        "2026-13-01 10:00:00 TX",
        "12.5",
        "02:30:31:41:42",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert stamp(text) is None


@pytest.mark.parametrize(
    ("digits", "us"), [("", 0), ("1", 100_000), ("123", 123_000), ("123456789", 123_456)]
)
def test_fractions_of_any_length(digits: str, us: int) -> None:
    assert fraction_us(digits) == us


def test_a_time_of_day_goes_on_past_midnight() -> None:
    days = Days()
    texts = ["23:59:59.900 x", "00:00:00.100 x", "12:00:00 x", "11:59:59 x", "23:00:00 x", "01:00:00 x"]
    times = [days.at_us(found) for text in texts if (found := stamp(text)) is not None]
    assert times[1] - times[0] == 200_000
    assert times[3] < times[2], "a little back is no new day"
    assert times[5] - times[4] == 2 * HOUR


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    found = stamp(text)
    assert found is None or (found.at_us >= 0 and 0 < found.end <= len(text))


@given(
    st.from_regex(
        r"\A\[?[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[T ][0-9:.,]{5,15}(Z|[+-][0-9]{2}:?[0-9]{2})?"
    )
)
def test_nothing_like_a_date_makes_it_raise(text: str) -> None:
    stamp(text)
