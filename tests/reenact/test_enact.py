"""Ways enacted on a small case: what changes, what stays, and where a way makes no sense."""

from __future__ import annotations

from dataclasses import replace

from posdiag.profile.traits import Entry, OnTimeout, Traits
from posdiag.reenact.enact import enact, fits
from posdiag.reenact.way import Way
from posdiag.replay.scenario import Do, Instrument, Money, Step
from posdiag.replay.variant import Variant
from tests.guidance.counter import variant

CAUSE = "comm.timeout"


def way(**parts: object) -> Way:
    return replace(Way("one", CAUSE), **parts)  # type: ignore[arg-type]


def with_instrument(kind: str) -> Variant:
    case = variant()
    main = Instrument(kind, number="9400001200004047", balances={"coupon": 10000}, state={"region": "seoul"})
    return replace(case, scenario=replace(case.scenario, instruments={"main": main}))


def test_faults_come_after_those_of_the_case() -> None:
    found = enact(way(faults=("late:ms={ms}",)), {"ms": "9"}, variant(), ("drop",))
    assert found is not None
    assert found.faults == ("drop", "late:ms=9")
    assert str(found) == "comm.timeout/one(ms=9)"


def test_a_fault_of_a_transaction_needs_one_that_comes_first() -> None:
    case = variant()
    checks = replace(case, scenario=replace(case.scenario, steps=(Step(Do.CHECK), *case.scenario.steps)))
    late = way(cause="txn.late_response", faults=("late:ms=36000,count=1",))
    assert fits(late, case, "ecr")
    assert not fits(late, checks, "ecr")
    assert fits(replace(late, cause=CAUSE), checks, "ecr")
    assert fits(replace(late, faults=()), checks, "ecr")


def test_traits_are_laid_over_those_of_the_release() -> None:
    found = enact(
        way(traits={"timers.answer_ms": "{ms}", "on_timeout": ["retry"]}), {"ms": "9000"}, variant()
    )
    assert found is not None
    traits = found.variant.release.traits
    assert (traits.timers.answer_ms, traits.on_timeout) == (9000, (OnTimeout.RETRY,))
    assert traits.timers.ack_ms == Traits().timers.ack_ms


def test_a_trait_that_the_release_has_already_changes_nothing() -> None:
    assert enact(way(traits={"retries": str(Traits().retries)}), {}, variant()) is None


def test_state_and_balances_are_laid_over_those_of_what_is_paid_with() -> None:
    case = with_instrument("prepaid")
    found = enact(way(state={"stopped": "yes"}, balances={"coupon": "{won}"}), {"won": "5"}, case)
    assert found is not None
    main = found.variant.scenario.instruments["main"]
    assert main.state == {"region": "seoul", "stopped": "yes"}
    assert main.balances == {"coupon": 5}
    assert case.scenario.instruments["main"].balances == {"coupon": 10000}


def test_shop_date_media_and_the_way_of_paying_are_changed() -> None:
    one = way(
        shop={"region": "busan"},
        date="2026-01-01T09:00:00",
        media=("stripe",),
        step={"entry": "keyed", "instalment": "38", "goods": "맥주", "tags": "food/alcohol"},
    )
    found = enact(one, {}, with_instrument("prepaid"))
    assert found is not None
    scenario = found.variant.scenario
    assert (scenario.shop["region"], scenario.date) == ("busan", "2026-01-01T09:00:00")
    assert scenario.instruments["main"].media == ("stripe",)
    (step,) = (step for step in scenario.steps if step.do is Do.PAY)
    assert (step.entry, step.instalment) == (Entry.KEYED, 38)
    assert (step.items[0].name, step.items[0].tags) == ("맥주", ("food", "alcohol"))


def test_a_cancel_after_the_only_sale_leaves_no_money_gone() -> None:
    found = enact(way(then=("cancel", "balance")), {}, variant())
    assert found is not None
    scenario = found.variant.scenario
    assert [step.do for step in scenario.steps[-2:]] == [Do.CANCEL, Do.BALANCE]
    assert scenario.steps[-2].of == 1
    assert scenario.expect.money == (Money(0, 0),)


def test_a_cancel_after_one_of_two_sales_leaves_the_money_open() -> None:
    case = variant()
    twice = replace(case.scenario, steps=(*case.scenario.steps, *case.scenario.steps))
    found = enact(way(then=("cancel",)), {}, replace(case, scenario=twice))
    assert found is not None
    assert found.variant.scenario.expect.money == ()


def test_nothing_is_enacted_on_a_case_without_a_payment() -> None:
    case = variant()
    check = replace(case, scenario=replace(case.scenario, steps=(Step(Do.CHECK),)))
    for one in (way(state={"used": "yes"}), way(then=("cancel",)), way(media=("chip",))):
        assert enact(one, {}, check) is None


def test_a_scenario_that_is_the_cause_itself_needs_no_change() -> None:
    case = variant()
    assert enact(way(scenarios=(case.scenario.id,)), {}, case) is not None
    assert enact(way(), {}, case) is None


def test_a_way_fits_by_link_scenario_kind_ability_and_trait() -> None:
    case = with_instrument("prepaid")
    assert fits(way(), case, "ecr")
    for other in (
        way(links=("host",)),
        way(scenarios=("another",)),
        way(kinds=("card",)),
        way(needs=("busy-retry", "instalment:99", "entry:shop-qr", "tid"), where={"reader": ("pos",)}),
        way(where={"chip_fallback": ("no",)}),
        way(where={"entry_modes": ("F",)}),
        way(where={"bin_table": ("940000",)}),
    ):
        assert not fits(other, case, "ecr"), other
    for same in (
        way(links=("ecr", "agent")),
        way(kinds=("card", "prepaid")),
        way(where={"entry_modes": ("C",), "bin_table": ("",), "timers.answer_ms": ("35000",)}),
    ):
        assert fits(same, case, "ecr"), same


def test_a_way_that_needs_what_the_release_lacks_does_not_fit() -> None:
    case = variant(traits=replace(Traits(), on_timeout=()))
    assert not fits(way(needs=("reversal",)), case, "ecr")
