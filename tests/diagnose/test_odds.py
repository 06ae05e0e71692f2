"""Bounds that err on the side of no alarm: never below the true chance, never below the true rate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.odds import divergence, log_chance, upper_rate


def tail(failed: int, of: int, rate: float) -> float:
    """The binomial tail itself, term by term."""
    return sum(math.comb(of, n) * rate**n * (1 - rate) ** (of - n) for n in range(failed, of + 1))


@given(st.integers(1, 60), st.floats(0.001, 0.9), st.data())
def test_the_bound_is_never_below_the_true_chance(of: int, rate: float, data: st.DataObject) -> None:
    failed = data.draw(st.integers(0, of))
    assert log_chance(failed, of, rate) >= math.log(max(tail(failed, of, rate), 1e-300)) - 1e-9


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_highest_plausible_rate_is_above_what_was_seen_and_at_most_one(failed: int, more: int) -> None:
    of = failed + more
    assert failed / of < upper_rate(failed, of) <= 1.0
    assert upper_rate(failed * 10, of * 10) < upper_rate(failed, of)  # more sales, less doubt


def test_of_no_sales_any_rate_is_plausible() -> None:
    assert upper_rate(0, 0) == 1.0
    assert log_chance(0, 0, 0.5) == 0.0


def test_no_more_than_usual_is_no_surprise() -> None:
    assert log_chance(1, 100, 0.02) == 0.0


def test_a_coin_is_no_distance_from_itself_and_far_from_one_that_cannot_be() -> None:
    assert divergence(0.3, 0.3) == pytest.approx(0.0)
    assert divergence(0.5, 0.0) == math.inf
    assert divergence(0.5, 1.0) == math.inf
