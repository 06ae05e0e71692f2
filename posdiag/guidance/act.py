"""Carry out a card's deed on the failing case: the same case as it would be with the advice taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from posdiag.guidance.at_counter import AT_COUNTER
from posdiag.guidance.cards import Card
from posdiag.guidance.deeds import SETTINGS
from posdiag.guidance.ladders import LADDERS, Rung, Stock
from posdiag.replay.variant import Variant

_FACT = re.compile(r"\$([a-z_][a-z_.]*)")
_PLAIN = {**SETTINGS, **AT_COUNTER}


def rungs(card: Card, before: Variant, stock: Stock) -> Iterator[Rung]:
    """The case with the advice taken, from the least that may help to the most.

    Nothing where there is no deed, a fact is missing, or the deed changes nothing.
    """
    act = {name: fill(value, stock.facts) for name, value in card.act.items()}
    if not act or any(value is None for value in act.values()):
        return
    ladder = next((name for name in act if name in LADDERS), None)
    found = iter((Rung(before),)) if ladder is None else LADDERS[ladder](before, act[ladder], stock)
    for rung in found:
        variant = _done(rung.variant, act)
        scout = None if rung.scout is None else _done(rung.scout, act)
        if variant is not None and variant != before:
            yield Rung(variant, rung.told, scout)


def _done(variant: Variant, act: Mapping[str, object]) -> Variant | None:
    """The case with every plain deed of the card done; None where one has no meaning."""
    for name, value in act.items():
        changed = _PLAIN[name](variant, value) if name in _PLAIN else variant
        if changed is None:
            return None
        variant = changed
    return variant


def fill(value: object, facts: Mapping[str, str]) -> object | None:
    """The value with every `$name` filled from the facts; None where a fact is missing."""
    if isinstance(value, Mapping):
        members = {key: fill(member, facts) for key, member in value.items()}
        return None if any(member is None for member in members.values()) else members
    if isinstance(value, list):
        filled = [fill(member, facts) for member in value]
        return None if any(member is None for member in filled) else filled
    text = str(value)
    if any(name not in facts for name in _FACT.findall(text)):
        return None
    return _FACT.sub(lambda match: facts[match.group(1)], text)
