"""The note on an outage at the end of a report on captures: only where many shops fail at one host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posdiag.diagnose.finding import CauseShare
from posdiag.record import RunRecord, Verdict
from posdiag.report.lines import plain
from posdiag.report.outage_note import Lookout

NOON_US = 1_789_000_000_000_000
MINUTE_US = 60_000_000


@pytest.fixture
def failed(failing_record: Callable[..., RunRecord]) -> RunRecord:
    slow = CauseShare("host.unavailable", 0.95, "van")
    return replace(failing_record(), verdict=Verdict.INCOMPATIBLE, causes=(slow,))


def told(lookout: Lookout, lang: str = "en") -> str:
    return "\n".join(plain(lookout.lines(lang, 100)))


def day(failed: RunRecord, shops: int, at_us: int = NOON_US, host: str = "192.0.2.9:9100") -> Lookout:
    """A day of two hosts, of which one fails for ten minutes in so many shops."""
    lookout = Lookout()
    for minute in range(240):
        for shop in range(10):
            down = 100 <= minute < 110 and shop < shops
            tid = f"1000000{shop}"
            lookout.take(at_us + minute * MINUTE_US, host, tid, failed if down else None)
            lookout.take(at_us + minute * MINUTE_US, "192.0.2.8:9100", tid)
    return lookout


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_one_host_that_fails_in_many_shops_is_told_with_counts(failed: RunRecord, lang: str) -> None:
    text = told(day(failed, 8), lang)
    assert "192.0.2.9:9100" in text
    assert "80" in text
    assert "192.0.2.8" not in text


def test_one_shop_that_fails_alone_is_no_outage(failed: RunRecord) -> None:
    assert told(day(failed, 1)) == ""


def test_a_quiet_day_has_no_note(failed: RunRecord) -> None:
    assert told(day(failed, 0)) == ""
    assert told(Lookout()) == ""


def test_without_the_time_of_day_or_a_host_nothing_is_counted(failed: RunRecord) -> None:
    assert told(day(failed, 8, at_us=0)) == ""
    assert told(day(failed, 8, host="")) == ""
