"""The clock of a real link runs as fast as it is told, and never back."""

from __future__ import annotations

import time

import pytest

from posdiag.link.clock import WallClock


def test_a_fast_clock_runs_ahead_of_the_wall() -> None:
    began = time.monotonic()
    clock = WallClock(1000)
    time.sleep(0.01)
    seen_ms = clock.now_ms()
    assert 10_000 <= seen_ms <= (time.monotonic() - began) * 1_000_000 + 1


def test_link_milliseconds_are_turned_into_real_seconds() -> None:
    assert WallClock(10).real_s(35_000) == pytest.approx(3.5)
    assert WallClock(10).real_s(-1) == 0


@pytest.mark.parametrize("speed", [0.0, -1.0])
def test_a_clock_that_stands_still_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        WallClock(speed)
