"""Ways and their parameters: what is drawn lies in its range, and the same chance draws it again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.profile.roots import Roots
from posdiag.reenact.load import load_reenactments
from posdiag.reenact.way import Breadth, Choice, Span, Way, filled, slots_of

BREADTHS = st.sampled_from(Breadth)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    ends = sorted(draw(st.lists(st.integers(0, 10**9), min_size=4, max_size=4)))
    return Span((ends[1], ends[2]), (ends[0], ends[3]), draw(st.booleans()))


@given(spans(), BREADTHS, st.integers(0, 2**32))
def test_a_number_lies_in_its_span(span: Span, breadth: Breadth, seed: int) -> None:
    least, most = span.wide if breadth is Breadth.WIDE else span.usual
    assert least <= int(span.draw(random.Random(seed), breadth)) <= most
    assert span.usual[0] <= int(span.typical()) <= span.usual[1]


@given(spans(), BREADTHS, st.integers(0, 2**32))
def test_the_same_chance_draws_the_same_number(span: Span, breadth: Breadth, seed: int) -> None:
    assert span.draw(random.Random(seed), breadth) == span.draw(random.Random(seed), breadth)


@given(
    st.lists(st.text(max_size=4), min_size=1), st.lists(st.text(max_size=4), min_size=1), st.integers(0, 99)
)
def test_a_choice_is_one_of_its_texts(usual: list[str], wide: list[str], seed: int) -> None:
    choice = Choice(tuple(usual), tuple(wide))
    assert choice.draw(random.Random(seed), Breadth.USUAL) in usual
    assert choice.draw(random.Random(seed), Breadth.WIDE) in wide
    assert choice.typical() == usual[0]


def test_orders_of_magnitude_are_alike_by_factor_and_not_by_step() -> None:
    rng = random.Random(1)
    by_factor, by_step = Span((1, 10_000), (1, 10_000), by_factor=True), Span((1, 10_000), (1, 10_000))
    small = [
        sum(int(span.draw(rng, Breadth.USUAL)) < 100 for _ in range(400)) for span in (by_factor, by_step)
    ]
    assert small[0] > 120 > 20 > small[1]


@pytest.mark.parametrize("way", load_reenactments(Roots.of()).ways(), ids=lambda way: way.name)
def test_every_shipped_way_fills_all_its_blanks(way: Way) -> None:
    rng = random.Random(0)
    for values in (way.typical(), way.draw(rng, Breadth.USUAL), way.draw(rng, Breadth.WIDE)):
        for part in (way.faults, way.traits, way.state, way.balances, way.shop, way.step, way.date):
            assert not slots_of(repr(filled(part, values)))


def test_blanks_are_filled_at_any_depth_and_unknown_ones_are_left() -> None:
    assert filled({"wire": {"length": ["{kind}", "x"]}}, {"kind": "bcd"}) == {
        "wire": {"length": ["bcd", "x"]}
    }
    assert filled("{ms} {other}", {"ms": "5"}) == "5 {other}"
