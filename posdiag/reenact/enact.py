"""Enact a way on a case: the same shop, scenario and release, as they are where the cause holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from posdiag.guidance.deeds import changed_traits
from posdiag.profile.abilities import abilities
from posdiag.profile.trait_types import ENTRY_WORDS, paths_of
from posdiag.profile.traits import Traits
from posdiag.reenact.way import Way, filled
from posdiag.replay.scenario import Do, Expect, Instrument, Item, Money, Scenario, Step
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
    """Whether a way makes sense here at all: by link, scenario, instrument and release."""
    scenario, traits = variant.scenario, variant.release.traits
    if way.links and link not in way.links:
        return False
    if way.scenarios and scenario.id not in way.scenarios:
        return False
    if way.faults and way.cause.startswith("txn.") and scenario.steps[0].do is Do.CHECK:
        return False  # the fault would meet the device check, and no transaction at all
    if Do.CANCEL in way.then and not _can_be_cancelled(scenario):
        return False
    if (way.needs and not set(way.needs) <= abilities(traits)) or not _has(traits, way.where):
        return False
    kinds = {shown.kind for shown in _paying(scenario).values()}
    return not way.kinds or (bool(kinds) and kinds <= set(way.kinds))


def _can_be_cancelled(scenario: Scenario) -> bool:
    """A sale that is to be approved, and that nobody cancels anyway."""
    cancelled = any(step.do is Do.CANCEL for step in scenario.steps)
    return "approved" in scenario.expect.outcome and not cancelled


def _has(traits: Traits, where: Mapping[str, tuple[str, ...]]) -> bool:
    """Each trait named has one of its values, or holds one where it is a list (`""`: an empty list)."""
    known = dict(paths_of(traits)) if where else {}
    for path, wanted in where.items():
        value = known[path]
        held = {str(one) for one in value} or {""} if isinstance(value, tuple | frozenset) else {_word(value)}
        if not held & set(wanted):
            return False
    return True


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


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


# -- the scenario ----------------------------------------------------------------------------------


def _paying(scenario: Scenario) -> Mapping[str, Instrument]:
    """The instruments that the scenario pays with."""
    names = {step.instrument for step in scenario.steps if step.do is Do.PAY}
    return {name: shown for name, shown in scenario.instruments.items() if name in names}


def _scenario(way: Way, values: Mapping[str, str], scenario: Scenario) -> Scenario | None:
    if (way.state or way.balances or way.media or way.step or way.then) and not _paying(scenario):
        return None
    shown = {name: _shown(way, values, one) for name, one in _paying(scenario).items()}
    steps = tuple(_step(way, values, step) if step.do is Do.PAY else step for step in scenario.steps)
    changed = replace(
        scenario,
        instruments={**scenario.instruments, **shown},
        steps=steps,
        shop={**scenario.shop, **{key: str(filled(value, values)) for key, value in way.shop.items()}},
        date=str(filled(way.date, values)) or scenario.date,
    )
    return _then(way, changed) if way.then else changed


def _shown(way: Way, values: Mapping[str, str], instrument: Instrument) -> Instrument:
    state = {key: str(filled(value, values)) for key, value in way.state.items()}
    held = {key: int(str(filled(value, values))) for key, value in way.balances.items()}
    return replace(
        instrument,
        state={**instrument.state, **state},
        balances={**instrument.balances, **held},
        media=way.media or instrument.media,
    )


def _step(way: Way, values: Mapping[str, str], step: Step) -> Step:
    if not way.step:
        return step
    said = {key: str(filled(value, values)) for key, value in way.step.items()}
    items = step.items
    if "goods" in said or "tags" in said:
        tags = tuple(said["tags"].split("/")) if "tags" in said else (items[0].tags if items else ())
        name = said.get("goods") or (items[0].name if items else "상품")
        items = (Item(name, items[0].amount_krw if items else step.amount_krw, tags), *items[1:])
    entry = ENTRY_WORDS[said["entry"]] if "entry" in said else step.entry
    return replace(step, entry=entry, instalment=int(said.get("instalment", step.instalment)), items=items)


def _then(way: Way, scenario: Scenario) -> Scenario:
    """Further deeds about the first sale. After a cancel of the only sale no money is to be gone."""
    pays = [number for number, step in enumerate(scenario.steps, 1) if step.do is Do.PAY]
    first = scenario.steps[pays[0] - 1]
    deeds = tuple(
        Step(Do(word), of=pays[0] if word == Do.CANCEL else 0, entry=first.entry, instrument=first.instrument)
        for word in way.then
    )
    return replace(scenario, steps=(*scenario.steps, *deeds), expect=_expected(way, scenario, len(pays)))


def _expected(way: Way, scenario: Scenario, sales: int) -> Expect:
    before = scenario.expect
    if Do.CANCEL not in way.then or not _can_be_cancelled(scenario):
        return before
    return replace(before, money=(Money(0, 0),) if sales == 1 else ())
