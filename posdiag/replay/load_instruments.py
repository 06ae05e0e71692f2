"""Instruments from YAML: what a scenario says of the customer's card or code, and the shared ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from posdiag.marked import Faults, Marked, read_yaml
from posdiag.payment.instrument import KINDS, PURSES
from posdiag.payment.numbers import number_fault
from posdiag.profile.header import KINDS as SOURCE_KINDS
from posdiag.profile.roots import Roots
from posdiag.replay.scenario import Instrument
from posdiag.worded import worded

MEDIA = ("chip", "stripe", "contactless", "qr", "barcode")

#: What the issuer may know of an instrument; the meaning is the issuer's.
STATE_KEYS = (
    "active",
    "card_expiry",
    "chip_broken",
    "daily_limit_krw",
    "excluded_items",
    "excluded_sectors",
    "max_sales_krw",
    "min_amount_krw",
    "needs_instalment",
    "partial",
    "per_use_limit_krw",
    "region",
    "registered_only",
    "routes",
    "stopped",
    "unknown",
    "used",
    "valid_from",
    "valid_until",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The instruments that scenarios may be `like`, and the programmes that instruments may name.

    `programmes` is None where nobody knows them.
    """

    instruments: Mapping[str, Instrument]
    programmes: frozenset[str] | None = None


def load_instruments(roots: Roots, faults: Faults) -> Shared:
    """`instruments.yaml` of every root; a later file may be like an earlier one's instruments."""
    programmes = frozenset(file.id for file in roots.files("programmes")) or None
    known: dict[str, Instrument] = {}
    for file in roots.single("instruments.yaml"):
        document = read_yaml(file.path, faults, file.shown_as)
        if document is None:
            continue
        document.need("kind").as_choice(SOURCE_KINDS, "reference")
        document.need("source").as_text()
        for name, entry in document.need("instruments").pairs():
            if name in known:
                entry.fault(
                    worded("instrument `{name}` stands in another file too", name=name),
                    worded("rename one of them"),
                )
            known[name] = read_instrument(entry, Shared(known, programmes))
        document.no_other_keys()
    return Shared(known, programmes)


def read_instrument(entry: Marked, shared: Shared) -> Instrument:
    """An instrument, from what it is `like` and what it says itself; `state` adds, the rest replaces.

    An instrument can be like only one that stands before it, so there are no circles.
    """
    base = Instrument("card")
    like = entry.get("like")
    if like is not None:
        name = like.as_choice(shared.instruments, "")
        base = shared.instruments.get(name, base)
    elif entry.get("kind") is None:
        entry.need("kind")
    balances, media, state = entry.get("balances"), entry.get("media"), entry.get("state")
    number = entry.get("number")
    made = replace(
        base,
        kind=entry.choice("kind", KINDS, base.kind),
        programme=_programme(entry, base, shared),
        number=number.as_text() if number is not None else base.number,
        balances=_balances(balances) if balances is not None else base.balances,
        media=_media(media) if media is not None else base.media,
        state={**base.state, **_state(state)} if state is not None else base.state,
    )
    entry.no_other_keys()
    if fault := number_fault(made.kind, made.number):
        (number or entry).fault(fault, worded("only synthetic numbers: see profiles/instruments.yaml"))
    return made


def _programme(entry: Marked, base: Instrument, shared: Shared) -> str:
    found = entry.get("programme")
    if found is None:
        return base.programme
    if shared.programmes is None or found.raw == "":
        return found.as_text()
    return found.as_choice(sorted(shared.programmes), base.programme)


def _balances(value: Marked) -> dict[str, int]:
    balances = {}
    for purse, amount in value.pairs():
        if purse not in PURSES:
            amount.unknown(PURSES)
        balances[purse] = amount.as_int(0, at_least=0, at_most=9_999_999_999)
    return balances


def _media(value: Marked) -> tuple[str, ...]:
    return tuple(item.as_choice(MEDIA, "chip") for item in value.items())


def _state(value: Marked) -> dict[str, str]:
    state = {}
    for key, entry in value.pairs():
        if key not in STATE_KEYS:
            entry.unknown(STATE_KEYS)
        state[key] = entry.as_text()
    return state
