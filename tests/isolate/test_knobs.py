"""The numbers of a scenario are found, set, and told in their units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from posdiag.isolate.knobs import knobs, with_amount
from posdiag.replay.scenario import Do, Item, Step
from tests.isolate.made import pay, scenario


def defaults(name: str) -> Mapping[str, int]:
    return {"late": {"ms": 40_000, "count": 0}}.get(name, {})


def test_amounts_names_instalments_and_numbers_of_faults_are_knobs() -> None:
    story = scenario(replace(pay(8_800, Item("돈까스", 8_800)), instalment=38), faults=("late:ms=5", "late"))
    found = {knob.name: (knob.value, knob.mildest, knob.unit) for knob in knobs(story, defaults)}
    assert found == {
        "step 1 amount_krw": (8_800, 1, "won"),
        "step 1 instalment": (38, 0, ""),
        "step 1 item 1 name": (3, 1, "bytes"),
        "late #1:ms": (5, 0, "ms"),
        "late #1:count": (None, 1, "times"),
        "late #2:ms": (40_000, 0, "ms"),
        "late #2:count": (None, 1, "times"),
    }


def test_a_step_that_pays_nothing_has_no_numbers() -> None:
    assert not list(knobs(scenario(Step(Do.CHECK)), defaults))


def test_each_knob_sets_its_own_number_alone() -> None:
    story = scenario(pay(8_800, Item("돈까스", 8_800)), faults=("late:count=2",))
    turned = {knob.name: knob.set(2).scenario for knob in knobs(story, defaults)}
    assert turned["step 1 amount_krw"].steps[0].amount_krw == 2
    assert turned["step 1 item 1 name"].steps[0].items[0].name == "돈까"
    assert turned["late:ms"].faults == ("late:count=2,ms=2",)
    assert turned["late:count"].faults == ("late:count=2",)


def test_the_length_of_a_name_is_told_in_bytes_of_the_telegram() -> None:
    name = next(k for k in knobs(scenario(pay(1, Item("1돈까스", 1))), defaults) if k.kind == "name")
    assert (name.value, name.shown(4), name.shown(1), name.at) == (4, 7, 1, (1, 1))


def test_items_always_add_up_to_the_amount() -> None:
    step = pay(9_300, Item("빵", 4_800), Item("맥주", 4_500), tax_krw=845)
    for amount in (1, 4_500, 4_501, 9_300, 20_000):
        changed = with_amount(step, amount)
        assert sum(item.amount_krw for item in changed.items) == changed.amount_krw == amount
        assert all(item.amount_krw >= 0 for item in changed.items)
        assert changed.tax_krw <= amount
