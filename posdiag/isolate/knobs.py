"""The numbers of a scenario on which a failure may hang: amounts, instalments, the length of a goods name,
and the numbers of its faults; each with its mildest value and a way to set it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from posdiag.isolate.cuts import Cut, with_step
from posdiag.isolate.fault_words import MILDEST, Defaults, fault_words, numbers_of
from posdiag.replay.scenario import Do, Item, Scenario, Step


@dataclass(frozen=True, slots=True)
class Knob:
    """One number. `value` is None where nothing bounds it yet: a fault that acts as often as it can.

    `kind` is amount, instalment, name or fault; `at` the numbers of step and item, from 1. `unit` is won,
    ms, bytes, times, bits or nothing.
    """

    name: str
    unit: str
    value: int | None
    mildest: int
    set: Callable[[int], Cut]
    kind: str = "fault"
    at: tuple[int, ...] = ()
    text: str = ""  # of which the value is the length, in characters

    def shown(self, value: int) -> int:
        """The value as a boundary tells it: the length of a text in bytes, everything else as it is."""
        return len(self.text[:value].encode("cp949", "replace")) if self.text else value


def knobs(scenario: Scenario, defaults: Defaults) -> Iterator[Knob]:
    """Every number of the scenario and of its faults; these last, since a frame's length counts in them."""
    for number, step in enumerate(scenario.steps):
        if step.do is Do.PAY:
            yield from _of_step(scenario, number, step)
    yield from _of_faults(scenario, defaults)


def _of_step(scenario: Scenario, number: int, step: Step) -> Iterator[Knob]:
    where = f"step {number + 1}"

    def amount(value: int) -> Cut:
        return with_step(scenario, number, with_amount(step, value), f"{where} amount")

    def instalment(value: int) -> Cut:
        return with_step(scenario, number, replace(step, instalment=value), f"{where} instalment")

    yield Knob(f"{where} amount_krw", "won", step.amount_krw, 1, amount, "amount", (number + 1,))
    if step.instalment:
        yield Knob(f"{where} instalment", "", step.instalment, 0, instalment, "instalment", (number + 1,))
    for at, item in enumerate(step.items):
        if len(item.name) > 1:
            yield _name_of(scenario, number, at)


def _name_of(scenario: Scenario, number: int, at: int) -> Knob:
    step = scenario.steps[number]
    item = step.items[at]

    def cut(length: int) -> Cut:
        shorter = replace(item, name=item.name[:length])
        items = (*step.items[:at], shorter, *step.items[at + 1 :])
        return with_step(scenario, number, replace(step, items=items), f"step {number + 1} name")

    name = f"step {number + 1} item {at + 1} name"
    return Knob(name, "bytes", len(item.name), 1, cut, "name", (number + 1, at + 1), item.name)


def with_amount(step: Step, amount_krw: int) -> Step:
    """The step for another amount: the first item takes what the others leave, tax stays within it."""
    items = step.items
    if items:
        left = amount_krw
        priced: list[Item] = []
        for item in reversed(items[1:]):
            part = min(item.amount_krw, left)
            priced.append(replace(item, amount_krw=part))
            left -= part
        items = (replace(items[0], amount_krw=left), *reversed(priced))
    return replace(step, amount_krw=amount_krw, tax_krw=min(step.tax_krw, amount_krw), items=items)


# -- faults ----------------------------------------------------------------------------------------

_UNITS = {
    "ms": "ms",
    "after_ms": "ms",
    "bits": "bits",
    "won": "won",
    **dict.fromkeys(("at", "keep", "bytes"), "bytes"),
}


def _of_faults(scenario: Scenario, defaults: Defaults) -> Iterator[Knob]:
    for number, fault in enumerate(scenario.faults):
        words = fault_words(fault)
        for key, value in numbers_of(words, defaults).items():
            yield _fault_knob(scenario, number, key, _UNITS.get(key, ""), value, MILDEST[key])
        if "count" in defaults(words.name):
            yield _fault_knob(scenario, number, "count", "times", words.number("count"), 1)


def _fault_knob(
    scenario: Scenario, number: int, key: str, unit: str, value: int | None, mildest: int
) -> Knob:
    words = fault_words(scenario.faults[number])

    def turn(setting: int) -> Cut:
        milder = str(words.with_setting(key, setting))
        faults = (*scenario.faults[:number], milder, *scenario.faults[number + 1 :])
        return Cut(f"{words.name}:{key}", replace(scenario, faults=faults), scenario.steps, of_faults=True)

    twins = [n for n, other in enumerate(scenario.faults) if fault_words(other).name == words.name]
    which = f" #{twins.index(number) + 1}" if len(twins) > 1 else ""
    return Knob(f"{words.name}{which}:{key}", unit, value, mildest, turn)
