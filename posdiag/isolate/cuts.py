"""What may be left out of a scenario: steps, items, tax, instalment, marks of the instrument and the shop,
fields of a request, faults and their parameters; each cut gives the smaller scenario and what became of
its steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from posdiag.isolate.fault_words import FaultWords, fault_words
from posdiag.isolate.follow import Turned
from posdiag.replay.load_steps import OMITTABLE
from posdiag.replay.scenario import DEFAULT_DATE, Do, Instrument, Item, Scenario, Step


@dataclass(frozen=True, slots=True)
class Cut:
    """A smaller scenario, its expectation still the old one. `turned` says what became of the steps."""

    what: str
    scenario: Scenario
    turned: Turned
    of_faults: bool = False  # only the faults changed, so the expectation stands
    of_fields: bool = False  # a request lacks a field: only a witness tells whether one may do so


#: The names of the fields that the request of a scenario's step (from 0) has on the wire.
Said = Callable[[Scenario, int], Sequence[str]]


def cuts(scenario: Scenario, said: Said = lambda scenario, number: ()) -> Iterator[Cut]:
    """Every single cut, the largest first."""
    yield from _fewer_faults(scenario)
    yield from _fewer_steps(scenario)
    yield from _smaller_steps(scenario)
    yield from _plainer_instruments(scenario)
    yield from _plainer_shop(scenario)
    yield from _fewer_fields(scenario, said)


# -- faults ----------------------------------------------------------------------------------------


def _fewer_faults(scenario: Scenario) -> Iterator[Cut]:
    faults = scenario.faults
    for some in _windows(len(faults)):
        left = tuple(fault for n, fault in enumerate(faults) if n not in some)
        yield _with_faults(scenario, left, f"fault {', '.join(faults[n] for n in some)}")
    for n, fault in enumerate(faults):
        words = fault_words(fault)
        for key in ("p", "from"):
            if key in words.settings:
                less = {name: value for name, value in words.settings.items() if name != key}
                plainer = str(FaultWords(words.name, less))
                yield _with_faults(scenario, (*faults[:n], plainer, *faults[n + 1 :]), f"{key} of {fault}")


def _with_faults(scenario: Scenario, faults: tuple[str, ...], what: str) -> Cut:
    return Cut(what, replace(scenario, faults=faults), scenario.steps, of_faults=True)


# -- steps -----------------------------------------------------------------------------------------


def _fewer_steps(scenario: Scenario) -> Iterator[Cut]:
    """Runs of steps left out, the long ones first; a cancel goes with its sale."""
    steps = scenario.steps
    for some in _windows(len(steps)):
        gone = set(some) | {n for n, s in enumerate(steps) if s.do is Do.CANCEL and s.of - 1 in some}
        if len(gone) < len(steps):
            yield without_steps(scenario, gone)


def without_steps(scenario: Scenario, gone: set[int]) -> Cut:
    """Steps left out, cancels told the new numbers of their sales, instruments of nobody put away."""
    stay = [n for n in range(len(scenario.steps)) if n not in gone]
    number = {old: new for new, old in enumerate(stay, 1)}
    turned: list[Step | None] = [
        None
        if n in gone
        else replace(step, of=number[step.of - 1])
        if step.do is Do.CANCEL and step.of - 1 in number
        else step
        for n, step in enumerate(scenario.steps)
    ]
    kept = tuple(step for step in turned if step is not None)
    what = "steps " + ", ".join(str(n + 1) for n in sorted(gone))
    return Cut(what, _with_own_instruments(replace(scenario, steps=kept)), turned)


def _with_own_instruments(scenario: Scenario) -> Scenario:
    """Only what some step shows; the first is called `main`, as files want it."""
    used = [step.instrument for step in scenario.steps]
    shown = {name: one for name, one in scenario.instruments.items() if name in used}
    if "main" in shown or not shown:
        return replace(scenario, instruments=shown or dict(list(scenario.instruments.items())[:1]))
    first = next(iter(shown))
    named = {"main" if name == first else name: one for name, one in shown.items()}
    steps = tuple(replace(s, instrument="main") if s.instrument == first else s for s in scenario.steps)
    return replace(scenario, steps=steps, instruments=named)


def _smaller_steps(scenario: Scenario) -> Iterator[Cut]:
    for n, step in enumerate(scenario.steps):
        where = f"step {n + 1}"
        if step.items:
            yield with_step(scenario, n, replace(step, items=()), f"{where} items")
        if len(step.items) > 1:
            for at in range(len(step.items)):
                rest = step.items[:at] + step.items[at + 1 :]
                yield with_step(scenario, n, _of_items(step, rest), f"{where} item {at + 1}")
        if step.tax_krw:
            yield with_step(scenario, n, replace(step, tax_krw=0), f"{where} tax")
        if step.instalment:
            yield with_step(scenario, n, replace(step, instalment=0), f"{where} instalment")
        for at, item in enumerate(step.items):
            if item.tags:
                items = (*step.items[:at], replace(item, tags=()), *step.items[at + 1 :])
                yield with_step(scenario, n, replace(step, items=items), f"{where} item {at + 1} tags")


def _of_items(step: Step, items: tuple[Item, ...]) -> Step:
    """The step with fewer items pays for these alone."""
    amount = sum(item.amount_krw for item in items) or step.amount_krw
    return replace(step, items=items, amount_krw=amount, tax_krw=min(step.tax_krw, amount))


def with_step(scenario: Scenario, number: int, step: Step, what: str) -> Cut:
    """One step changed; `number` from 0."""
    steps = (*scenario.steps[:number], step, *scenario.steps[number + 1 :])
    return Cut(what, replace(scenario, steps=steps), steps)


# -- instruments and shop --------------------------------------------------------------------------


def _plainer_instruments(scenario: Scenario) -> Iterator[Cut]:
    for name, shown in scenario.instruments.items():
        if len(shown.state) > 1:
            yield _with_instrument(scenario, name, replace(shown, state={}), f"{name} state")
        for key in shown.state:
            less = _without(shown.state, key)
            yield _with_instrument(scenario, name, replace(shown, state=less), f"{name} state {key}")


def _with_instrument(scenario: Scenario, name: str, shown: Instrument, what: str) -> Cut:
    changed = replace(scenario, instruments={**scenario.instruments, name: shown})
    return Cut(what, changed, scenario.steps)


def _plainer_shop(scenario: Scenario) -> Iterator[Cut]:
    if scenario.date != DEFAULT_DATE:
        yield Cut("date", replace(scenario, date=DEFAULT_DATE), scenario.steps)
    if len(scenario.shop) > 1:
        yield Cut("shop", replace(scenario, shop={}), scenario.steps)
    for key in scenario.shop:
        yield Cut(f"shop {key}", replace(scenario, shop=_without(scenario.shop, key)), scenario.steps)


# -- fields of a request ---------------------------------------------------------------------------


def _fewer_fields(scenario: Scenario, said: Said) -> Iterator[Cut]:
    """Fields left out of each step's request: all that may be, runs of them, and each alone."""
    for n, step in enumerate(scenario.steps):
        names = [name for name in said(scenario, n) if name in OMITTABLE]
        for some in _windows(len(names)):
            gone = tuple(names[at] for at in some)
            fewer = replace(step, omit=(*step.omit, *gone))
            what = f"step {n + 1} fields {', '.join(gone)}"
            yield replace(with_step(scenario, n, fewer, what), of_fields=True)


def _without(pairs: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in pairs.items() if name != key}


def _windows(count: int) -> Iterator[Sequence[int]]:
    """Runs of indexes to leave out: all of them, halves, quarters, and at last each alone."""
    size = count
    while size:
        yield from (range(start, min(start + size, count)) for start in range(0, count, size))
        size //= 2
