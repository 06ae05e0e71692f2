"""Carry out a card's deed on the failing case: the same case as it would be with the advice taken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from posdiag.guidance.cards import Card
from posdiag.guidance.deeds import DEEDS, Releases
from posdiag.replay.variant import Variant

_FACT = re.compile(r"\$([a-z_][a-z_.]*)")


def apply(card: Card, before: Variant, releases: Releases, facts: Mapping[str, str]) -> Variant | None:
    """The case with the advice taken, or None where there is no deed or it changes nothing.

    `releases` are those of the product, oldest first; `facts` those of the findings, for `$name`.
    """
    if not card.act:
        return None
    variant = before
    for name, value in card.act.items():
        filled = fill(value, facts)
        if filled is None:
            return None
        changed = DEEDS[name](variant, filled, releases)
        if changed is None:
            return None
        variant = changed
    return None if variant == before else variant


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
