"""Every cut gives a smaller scenario that is still a scenario."""

from __future__ import annotations

from dataclasses import replace

from posdiag.isolate.cuts import cuts, without_steps
from posdiag.replay.scenario import Do, Instrument, Item, Scenario, Step
from tests.isolate.made import pay, scenario

BREAD = Item("빵", 4_800, ("food",))
BEER = Item("맥주", 4_500, ("alcohol",))


def story() -> Scenario:
    full = scenario(
        replace(pay(9_300, BREAD, BEER, tax_krw=845), instalment=3),
        Step(Do.CANCEL, of=1),
        pay(5_500, instrument="next"),
        faults=("late:ms=5,p=0.5", "drop:from=2"),
    )
    cards = {"main": full.instruments["main"], "next": Instrument("card", state={"a": "1", "b": "2"})}
    return replace(
        full, instruments=cards, shop={"region": "busan", "sector": "bar"}, date="2025-01-01T00:00:00"
    )


def test_everything_that_can_be_left_out_is_tried() -> None:
    names = [cut.what for cut in cuts(story())]
    for what in (
        *("fault late:ms=5,p=0.5", "fault drop:from=2", "p of late:ms=5,p=0.5", "from of drop:from=2"),
        *("steps 2", "steps 3", "step 1 items", "step 1 item 1", "step 1 tax", "step 1 instalment"),
        *(
            "step 1 item 2 tags",
            "main state region",
            "next state",
            "next state a",
            "shop",
            "shop region",
            "date",
        ),
    ):
        assert what in names, what


def test_fields_of_a_request_are_left_out_at_once_in_runs_and_alone() -> None:
    told = scenario(replace(pay(8_800), omit=("route",)))
    some = [
        cut for cut in cuts(told, lambda story, number: ("tid", "amount", "tax", "text")) if cut.of_fields
    ]
    left = [(cut.what, cut.scenario.steps[0].omit) for cut in some]
    assert left == [
        ("step 1 fields tax, text", ("route", "tax", "text")),
        ("step 1 fields tax", ("route", "tax")),
        ("step 1 fields text", ("route", "text")),
    ]


def test_no_cut_leaves_a_scenario_without_steps_or_with_a_cancel_of_nothing() -> None:
    for cut in cuts(story()):
        steps = cut.scenario.steps
        assert steps
        assert len(cut.turned) in (len(steps), 3)
        for step in steps:
            assert step.instrument in cut.scenario.instruments
            if step.do is Do.CANCEL:
                assert steps[step.of - 1].do is Do.PAY
            if step.items:
                assert sum(item.amount_krw for item in step.items) == step.amount_krw
            assert step.tax_krw <= max(step.amount_krw, 0)


def test_a_cancel_goes_with_its_sale_and_is_renumbered() -> None:
    whole = scenario(pay(1), pay(2), Step(Do.CANCEL, of=2))
    assert without_steps(whole, {0}).scenario.steps == (pay(2), Step(Do.CANCEL, of=1))
    assert "steps 2, 3" in [cut.what for cut in cuts(whole)]


def test_the_instrument_that_is_left_is_called_main() -> None:
    left = without_steps(story(), {0, 1}).scenario
    assert list(left.instruments) == ["main"]
    assert left.instruments["main"].kind == "card"
    assert left.steps[0].instrument == "main"


def test_a_cut_of_faults_says_so() -> None:
    of_faults = {cut.what for cut in cuts(story()) if cut.of_faults}
    assert all(what.startswith(("fault", "p of", "from of")) for what in of_faults)
    assert len(of_faults) == 5
