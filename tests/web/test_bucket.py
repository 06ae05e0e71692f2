"""Buckets fill by the clock that is passed in, one for each client."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.web.bucket import Buckets


def test_a_burst_is_allowed_then_the_rate() -> None:
    buckets = Buckets(rate=2, burst=3)
    assert [buckets.take("a", 0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b", 0) == 0
    assert buckets.take("a", 0.5) == 0
    assert buckets.take("a", 0.5) > 0


def test_a_clock_that_is_set_back_gives_nothing_away() -> None:
    buckets = Buckets(rate=1, burst=1)
    assert buckets.take("a", 100) == 0
    assert buckets.take("a", 50) > 0


def test_no_rate_is_no_limit() -> None:
    buckets = Buckets(rate=0, burst=1)
    assert not any(buckets.take("a", 0) for _ in range(100))


def test_only_so_many_clients_are_remembered() -> None:
    buckets = Buckets(rate=1, burst=1, most=2)
    for name in "abc":
        buckets.take(name, 0)
    assert len(buckets) == 2


@given(st.lists(st.floats(0, 0.5), max_size=60), st.floats(0.1, 20), st.integers(1, 20))
def test_never_more_than_burst_and_rate_allow(pauses: list[float], rate: float, burst: int) -> None:
    buckets, now, allowed = Buckets(rate, burst), 0.0, 0
    for pause in pauses:
        now += pause
        allowed += buckets.take("a", now) == 0
    assert allowed <= burst + rate * now + 1e-6
