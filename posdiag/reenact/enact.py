"""Enact a way on a case: the same shop, scenario and release, as they are where the cause holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from posdiag.guidance.deeds import changed_traits
from posdiag.profile.traits import Traits
from posdiag.reenact.way import Way, filled
from posdiag.replay.scenario import Do, Instrument, Scenario, Step
from posdiag.replay.variant import Variant


@dataclass(frozen=True, slots=True)
class Enacted:
    """A case that has a cause: what is replayed, and under which faults beside the case's own."""

    way: Way
    values: Mapping[str, str]
    variant: Variant
    faults: tuple[str, ...]

    def __str__(self) -> str:
        values = ",".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.way.name}({values})"


def fits(way: Way, variant: Variant, link: str) -> bool:
    """Whether a way makes sense here at all: by the kind of link, the scenario and the instrument."""
    scenario = variant.scenario
    if way.links and link not in way.links:
        return False
    if way.scenarios and scenario.id not in way.scenarios:
        return False
    kinds = {shown.kind for shown in _paying(scenario).values()}
    return not way.kinds or (bool(kinds) and kinds <= set(way.kinds))


def enact(
    way: Way, values: Mapping[str, str], variant: Variant, faults: tuple[str, ...] = ()
) -> Enacted | None:
    """The case with the cause, on top of what it has already; None where that changes nothing of it."""
    traits = _traits(way, values, variant.release.traits)
    scenario = _scenario(way, values, variant.scenario)
    if traits is None or scenario is None:
        return None
    more = tuple(str(filled(fault, values)) for fault in way.faults)
    changed = Variant(scenario, replace(variant.release, traits=traits))
    if changed == variant and not more and not way.scenarios:
        return None
    return Enacted(way, values, changed, (*faults, *more))


def _traits(way: Way, values: Mapping[str, str], traits: Traits) -> Traits | None:
    if not way.traits:
        return traits
    changed = changed_traits(traits, filled(dict(way.traits), values))
    return None if changed is None or changed == traits else changed


def _paying(scenario: Scenario) -> Mapping[str, Instrument]:
    """The instruments that the scenario pays with."""
    names = {step.instrument for step in scenario.steps if step.do is Do.PAY}
    return {name: shown for name, shown in scenario.instruments.items() if name in names}


def _scenario(way: Way, values: Mapping[str, str], scenario: Scenario) -> Scenario | None:
    instruments = dict(scenario.instruments)
    if way.state or way.balances:
        paying = _paying(scenario)
        if not paying:
            return None
        for name, shown in paying.items():
            state = {key: str(filled(value, values)) for key, value in way.state.items()}
            held = {key: int(str(filled(value, values))) for key, value in way.balances.items()}
            instruments[name] = replace(
                shown, state={**shown.state, **state}, balances={**shown.balances, **held}
            )
    steps = scenario.steps
    if way.then:
        first = next((number for number, step in enumerate(steps, 1) if step.do is Do.PAY), 0)
        if not first:
            return None
        steps = (*steps, *(Step(Do.CANCEL, of=first) for _ in range(way.then)))
    return replace(
        scenario,
        instruments=instruments,
        steps=steps,
        shop={**scenario.shop, **{key: str(filled(value, values)) for key, value in way.shop.items()}},
        date=str(filled(way.date, values)) or scenario.date,
    )
