"""The first failing value is found by halves, and a failure that comes and goes is told."""

from __future__ import annotations

from math import ceil, log2

from hypothesis import given
from hypothesis import strategies as st

from posdiag.isolate.boundary import SAMPLES, Boundary, first_failing, first_failing_upward


class Counted:
    """A predicate that counts distinct questions."""

    def __init__(self, failing: set[int]) -> None:
        self.failing = failing
        self.asked: set[int] = set()

    def __call__(self, value: int) -> bool:
        self.asked.add(value)
        return value in self.failing


def test_a_boundary_has_both_its_sides() -> None:
    found = first_failing(lambda ms: ms >= 1_001, 40_000, 0)
    assert found == Boundary(1_001, 1_000)
    assert found.monotone


def test_the_mild_side_may_be_the_larger_one() -> None:
    assert first_failing(lambda keep: keep < 117, 10, 2_048) == Boundary(116, 117)


def test_what_fails_at_its_mildest_has_no_other_side() -> None:
    assert first_failing(lambda _: True, 9, 1) == Boundary(1, None)
    assert first_failing(lambda _: True, 1, 1) == Boundary(1, None)


@given(st.integers(1, 10_000), st.data())
def test_a_monotone_failure_is_found_exactly_and_quickly(limit: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, limit))
    fails = Counted(set(range(first, limit + 1)))
    assert first_failing(fails, limit, 0) == Boundary(first, first - 1)
    assert len(fails.asked) <= ceil(log2(limit + 1)) + 1 + 2 * SAMPLES


@given(st.sets(st.integers(1, 63)))
def test_whatever_the_failure_does_both_sides_are_true(failing: set[int]) -> None:
    failing = {*failing, 64}
    found = first_failing(Counted(failing), 64, 0)
    assert found.fails_at in failing
    assert found.passes_at == found.fails_at - 1
    assert found.passes_at not in failing
    assert not set(found.odd) & failing
    assert all(value > found.fails_at for value in found.odd)


def test_an_island_beside_the_boundary_is_told() -> None:
    milder = first_failing(Counted({1, *range(50, 101)}), 100, 0)
    assert (milder.fails_at, milder.passes_at, milder.odd) == (1, 0, (2, 49))
    assert not milder.monotone
    harsher = first_failing(Counted({*range(50, 99), 100}), 100, 0)
    assert (harsher.fails_at, harsher.passes_at, harsher.odd) == (50, 49, (99,))


@given(st.integers(1, 5_000))
def test_without_an_end_the_number_is_doubled(first: int) -> None:
    fails = Counted(set(range(first, 20_000)))
    found = first_failing_upward(fails, 1)
    assert found is not None
    assert found.fails_at == first
    assert max(fails.asked) <= max(2, 2 * first)


def test_what_never_fails_has_no_boundary() -> None:
    assert first_failing_upward(lambda _: False, 1) is None
