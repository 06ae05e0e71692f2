"""What is left fails in the same way, and no single step makes it smaller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.assembly_isolate import fault_defaults, stage
from posdiag.errors import LinkError, Problem
from posdiag.isolate.cuts import Said, cuts
from posdiag.isolate.knobs import knobs
from posdiag.isolate.outcome import Outcome, same_failure
from posdiag.isolate.shrink import Beyond, Edge, Shrinking
from posdiag.replay.scenario import Expect, Item, Money, Scenario
from posdiag.replay.variant import Variant
from tests.isolate.made import bad, good, pay, release, scenario

RELEASES = (release("1.0"), release("2.0"))


def defaults(name: str) -> Mapping[str, int]:
    return {"late": {"ms": 40_000, "count": 0}}.get(name, {})


def shrink(
    story: Scenario,
    fails: Callable[[Scenario], bool],
    most: int = 2_000,
    witnessed: bool = True,
    fields: Said = lambda scenario, number: (),
) -> Shrinking:
    """A search at a made-up till: release 1.0 fails where `fails`, release 2.0 charges what is asked."""

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        asked = sum(step.amount_krw for step in variant.scenario.steps)
        expected = [money.charged_krw for money in variant.scenario.expect.money]
        if variant.release.release == "1.0":
            return bad() if fails(variant.scenario) else good(1, asked)
        if asked not in expected or not witnessed:
            return replace(bad("unknown", "money.not_as_expected"), money=good(1, asked).money)
        return good(len(variant.scenario.steps), asked)

    search = Shrinking(RELEASES[0], RELEASES, story, play, defaults, most_replays=most, said=fields)
    search.run()
    return search


def test_a_scenario_that_does_not_fail_is_left_alone() -> None:
    search = shrink(scenario(pay(8_800)), lambda _: False)
    assert (search.failure, search.trials.count, search.smallest) == (None, 1, search.before)


def test_everything_that_does_not_matter_is_gone_and_the_boundary_is_told() -> None:
    story = scenario(
        pay(500, Item("물", 500)),
        pay(12_300, Item("밥", 12_300), tax_krw=1_118),
        faults=("late:ms=38000", "drop"),
    )

    def fails(told: Scenario) -> bool:
        late = [fault for fault in told.faults if fault.startswith("late")]
        slow = any(int(fault.split("=")[1].split(",")[0]) > 1_000 for fault in late)
        return slow and any(step.amount_krw > 10_000 for step in told.steps)

    search = shrink(story, fails)
    assert search.minimal
    assert search.smallest.steps == (pay(10_001),)
    assert search.smallest.faults == ("late:ms=1001,count=1",)
    assert search.smallest.expect == Expect(("approved",), (Money(1, 10_001, {"coupon": 10_001}),))
    assert search.smallest.instruments["main"].state == {}
    assert search.edges["step 1 amount_krw"] == Edge(
        "step 1 amount_krw", "amount", (1,), "won", 10_001, 10_000, Beyond.PASSES
    )
    assert search.edges["late:ms"].fails_at == 1_001


def said(story: Scenario, number: int) -> tuple[str, ...]:
    names = ("tid", "amount", "tax", "service", "entry", "route", "text")
    return tuple(name for name in names if name not in story.steps[number].omit)


@given(st.sets(st.sampled_from(["tax", "service", "entry", "route", "text"])))
def test_of_a_request_the_fields_stay_that_the_failure_needs(needed: set[str]) -> None:
    search = shrink(scenario(pay(500)), lambda told: not needed & set(told.steps[0].omit), fields=said)
    assert search.minimal
    assert set(said(search.smallest, 0)) == {"tid", "amount"} | needed


def test_without_a_witness_nobody_knows_whether_a_field_may_be_left_out() -> None:
    search = shrink(scenario(pay(500)), lambda told: True, witnessed=False, fields=said)
    assert search.smallest.steps == (pay(1),)


def test_numbers_that_hang_on_each_other_are_turned_until_none_gives_way() -> None:
    def fails(told: Scenario) -> bool:
        return len(told.steps) == 2 and told.steps[0].amount_krw > told.steps[1].amount_krw

    search = shrink(scenario(pay(9_000), pay(5_000)), fails)
    assert search.minimal
    assert search.smallest.steps == (pay(2), pay(1))


def test_the_same_search_gives_the_same_result() -> None:
    story = scenario(pay(500), pay(12_300), faults=("late:ms=38000",))
    one, other = (shrink(story, lambda told: len(told.steps) > 1) for _ in range(2))
    assert (one.smallest, one.edges, one.trials.count) == (other.smallest, other.edges, other.trials.count)


def test_without_a_witness_what_is_unsure_is_not_touched() -> None:
    refused = Expect(("declined",), (Money(0, 0),), ("51",))
    search = shrink(scenario(pay(8_800, tax_krw=800), expect=refused), lambda _: True, witnessed=False)
    assert search.witness is None
    assert search.smallest == search.before
    assert not search.edges
    approved = shrink(scenario(pay(8_800, tax_krw=800)), lambda _: True, witnessed=False)
    assert approved.smallest.steps == (pay(1),)


def test_at_the_limit_what_was_found_stands_and_says_so() -> None:
    search = shrink(scenario(pay(500), pay(12_300)), lambda told: True, most=6)
    assert search.out_of_replays
    assert not search.minimal
    assert search.trials.count == 6
    assert search.failure is not None


def test_a_lost_line_leaves_what_was_found() -> None:
    count = 0

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        nonlocal count
        count += 1
        if count > 4:
            raise LinkError(Problem("tcp://127.0.0.1:1", "gone"))
        return bad() if variant.release.release == "1.0" else good()

    search = Shrinking(RELEASES[0], RELEASES, scenario(pay(500), pay(12_300)), play, defaults)
    with pytest.raises(LinkError):
        search.run()
    assert search.failure is not None
    assert len(search.smallest.steps) == 1
    assert not search.minimal


_STORIES = st.builds(
    lambda amounts, faults: scenario(
        *(pay(amount, tax_krw=amount // 11) for amount in amounts), faults=faults
    ),
    st.lists(st.integers(1, 20_000), min_size=1, max_size=5),
    st.lists(st.sampled_from(["drop", "late:ms=500", "late:ms=38000,count=3"]), max_size=3).map(tuple),
)


@given(_STORIES, st.integers(0, 30_000), st.integers(0, 3), st.integers(0, 20_000))
def test_what_is_left_fails_and_no_single_step_makes_it_smaller(
    story: Scenario, total: int, faults: int, most: int
) -> None:
    def fails(told: Scenario) -> bool:
        """Not monotone in the amounts: what is above `most` alone passes."""
        amounts = [step.amount_krw for step in told.steps]
        return sum(amounts) >= total and len(told.faults) >= faults and min(amounts) <= most

    search = shrink(story, fails, most=20_000)
    if not fails(story):
        assert search.failure is None
        return
    assert search.minimal
    assert fails(search.smallest)
    for cut in cuts(search.smallest):
        assert not fails(cut.scenario) or cut.scenario == search.smallest, cut.what
    for knob in knobs(search.smallest, defaults):
        if knob.value is not None and knob.value != knob.mildest:
            step = 1 if knob.value < knob.mildest else -1
            assert not fails(knob.set(knob.value + step).scenario), knob.name


@pytest.mark.parametrize(
    ("story", "pos", "amount", "edge", "sides"),
    [
        ("partial-approval", "3.0", 10_001, "step 1 amount_krw", (10_001, 10_000)),
        ("long-goods-name", "2.0", 1, "step 1 item 1 name", (17, 15)),
        ("timeout-retry", "1.1", 1, "late:ms", None),
    ],
)
def test_shipped_failures_are_shrunk_and_fail_again(
    story: str, pos: str, amount: int, edge: str, sides: tuple[int, int] | None
) -> None:
    product = assembly.library().products["reference/hangang"]
    chosen = next(one for one in product.releases if one.release == pos)
    with stage(None) as opened:
        search = Shrinking(chosen, product.releases, assembly.scenarios()[story], opened.play, fault_defaults)
        search.run()
        again = opened.play(Variant(search.smallest, chosen), (), 0)
        found = search.edges[edge]
        if sides is None:  # the neighbour of the boundary was told truly
            assert found.next_at == found.fails_at - 1
            milder = replace(search.smallest, faults=(f"late:ms={found.next_at},count=1",))
            assert not same_failure(again, opened.play(Variant(milder, chosen), (), 0))
        else:
            assert (found.fails_at, found.next_at) == sides
    assert search.minimal
    assert search.failure is not None
    assert same_failure(search.failure, again)
    assert [step.amount_krw for step in search.smallest.steps] == [amount]
