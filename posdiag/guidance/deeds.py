"""Deeds at the POS's settings: each turns the case into the same case with other settings.

A deed is written in a card's `act:`. It changes only what the shop, the cashier or the POS's settings
can change; the host, the lines and the faults of the case stay as they are. A deed gives the case back
unchanged where all is so already, and None where it has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from posdiag.errors import Problem
from posdiag.marked import Faults, Marked
from posdiag.profile.abilities import REFERENCE_BUSINESS_NO, REFERENCE_TID
from posdiag.profile.trait_types import overlaps, paths_of, read_traits, traits_from
from posdiag.profile.traits import Entry, OnTimeout, Traits
from posdiag.replay.variant import Variant

Deed = Callable[[Variant, object], Variant | None]


def set_traits(variant: Variant, value: object) -> Variant | None:
    """`{traits: {timers.answer_ms: "60000"}}`: other settings of the same release."""
    traits = changed_traits(variant.release.traits, value)
    return None if traits is None else with_traits(variant, traits)


def with_traits(variant: Variant, traits: Traits) -> Variant:
    """The case with other traits of its release, which keeps its name; itself where they are the same."""
    if traits == variant.release.traits:
        return variant
    return replace(variant, release=replace(variant.release, traits=traits))


def changed_traits(traits: Traits, value: object) -> Traits | None:
    """The traits with these values over them; None where they cannot be read."""
    faults = Faults()
    changes = {path: typed for path, typed, _ in read_traits(marked_value(_nested(value), faults))}
    if faults:
        return None
    kept = {
        path: known
        for path, known in paths_of(traits)
        if not any(overlaps(path, changed) for changed in changes)
    }
    return traits_from(kept | changes)


def set_wire(variant: Variant, value: object) -> Variant | None:
    """`{wire: {check: xor-from-stx}}`: other options of the dialect."""
    return set_traits(variant, {"wire": value})


def set_wire_options(variant: Variant, value: object) -> Variant | None:
    """`{wire_options: "mti=bcd numeric=bcd-left"}`: the options that the other side was seen to use."""
    pairs = dict(word.split("=", 1) for word in str(value).split() if "=" in word)
    return set_wire(variant, pairs) if pairs else None


def set_on_timeout(variant: Variant, value: object) -> Variant | None:
    """`{on_timeout: [inquire, reverse]}`: what to do about a sale without an answer, in this order."""
    words = [str(word) for word in value] if isinstance(value, list) else [str(value)]
    known = set(OnTimeout)
    order = tuple(OnTimeout(word) for word in words if word in known)
    if len(order) != len(words):
        return None
    return with_traits(variant, replace(variant.release.traits, on_timeout=order))


def set_route(variant: Variant, value: object) -> Variant | None:
    """`{route: van}`: only this route."""
    return set_traits(variant, {"routes": [value]})


def allow_fallback(variant: Variant, _: object) -> Variant | None:
    """`{fallback: on}`: the stripe after a failed chip."""
    before = variant.release.traits
    traits = replace(before, chip_fallback=True, entry_modes=before.entry_modes | {Entry.STRIPE})
    return with_traits(variant, traits)


def restart(variant: Variant, _: object) -> Variant | None:
    """`{restart: tid}`: load the TID and business number that are registered for this shop."""
    shop = variant.scenario.shop
    tid = shop.get("tid", REFERENCE_TID)
    number = shop.get("business_no", REFERENCE_BUSINESS_NO)
    return set_traits(variant, {"tid": tid, "business_no": number})


# -- values of a card, which are plain texts -------------------------------------------------------


def _nested(value: object) -> object:
    """`{"timers.answer_ms": "60000"}` as `{"timers": {"answer_ms": "60000"}}`."""
    if not isinstance(value, Mapping):
        return value
    root: dict[str, object] = {}
    for path, member in value.items():
        head, _, rest = str(path).partition(".")
        inner = _nested({rest: member} if rest else member)
        known = root.get(head)
        root[head] = {**known, **inner} if isinstance(known, dict) and isinstance(inner, dict) else inner
    return root


def marked_value(value: object, faults: Faults, key: str = "act") -> Marked:
    """A plain value as the readers of traits want it."""
    if isinstance(value, Mapping):
        members = {str(name): marked_value(member, faults, str(name)) for name, member in value.items()}
        return Marked(members, "act", 0, key, faults)
    if isinstance(value, list):
        return Marked([marked_value(member, faults, key) for member in value], "act", 0, key, faults)
    return Marked(str(value), "act", 0, key, faults)


def problem_of(value: object) -> Problem | None:
    """What is wrong with `traits:` of a card; None where it can be read or waits for facts (`$name`)."""
    faults = Faults()
    if "$" in str(value):
        return None
    for _ in read_traits(marked_value(_nested(value), faults)):
        pass
    return faults.problems[0] if faults else None


SETTINGS: Mapping[str, Deed] = {
    "traits": set_traits,
    "wire": set_wire,
    "wire_options": set_wire_options,
    "on_timeout": set_on_timeout,
    "route": set_route,
    "fallback": allow_fallback,
    "restart": restart,
}
