"""What a piece of advice does to a replay: each deed turns scenario and release into another pair.

A deed is written in a card's `act:`. It changes only what the shop, the cashier or the POS's settings
can change; the terminal, the host and the faults of the case stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from posdiag.errors import Problem
from posdiag.marked import Faults, Marked
from posdiag.profile.abilities import REFERENCE_BUSINESS_NO, REFERENCE_TID
from posdiag.profile.model import PosRelease
from posdiag.profile.trait_types import entry_of, overlaps, paths_of, read_traits, traits_from
from posdiag.profile.traits import Entry, OnTimeout, Traits
from posdiag.replay.scenario import Do, Expect, Instrument, Money, Scenario, Step
from posdiag.replay.variant import Variant

#: All releases of the product, oldest first, for deeds that change the release.
Releases = tuple[PosRelease, ...]
Deed = Callable[[Variant, object, Releases], Variant | None]

#: Another card of the customer's, of a synthetic range (law 8), as `profiles/instruments.yaml` has it.
OTHER_CARD = Instrument("card", number="9400090000008086", balances={"card": 1_000_000})

_COUPON_PURSES = ("coupon", "coupon1", "coupon2", "policy", "charged")
_STAND_ALONE = ("prepaid", "voucher-qr", "voucher-barcode")


# -- settings and releases of the POS -------------------------------------------------------------


def set_traits(variant: Variant, value: object, _: Releases) -> Variant | None:
    """`{traits: {timers.answer_ms: "60000"}}`: other settings of the same release."""
    traits = changed_traits(variant.release.traits, value)
    if traits is None or traits == variant.release.traits:
        return None
    return replace(variant, release=replace(variant.release, traits=traits))


def changed_traits(traits: Traits, value: object) -> Traits | None:
    """The traits with these values over them; None where they cannot be read."""
    faults = Faults()
    changes = {path: typed for path, typed, _ in read_traits(_marked(_nested(value), faults))}
    if faults:
        return None
    kept = {
        path: known
        for path, known in paths_of(traits)
        if not any(overlaps(path, changed) for changed in changes)
    }
    return traits_from(kept | changes)


def set_wire(variant: Variant, value: object, releases: Releases) -> Variant | None:
    """`{wire: {check: xor-from-stx}}`: other options of the dialect."""
    return set_traits(variant, {"wire": value}, releases)


def set_wire_options(variant: Variant, value: object, releases: Releases) -> Variant | None:
    """`{wire_options: "mti=bcd numeric=bcd-left"}`: the options that the other side was seen to use."""
    pairs = dict(word.split("=", 1) for word in str(value).split() if "=" in word)
    return set_wire(variant, pairs, releases) if pairs else None


def set_on_timeout(variant: Variant, value: object, _: Releases) -> Variant | None:
    """`{on_timeout: [inquire, reverse]}`: what to do about a sale without an answer, in this order."""
    words = [str(word) for word in value] if isinstance(value, list) else [str(value)]
    known = set(OnTimeout)
    order = tuple(OnTimeout(word) for word in words if word in known)
    if len(order) != len(words) or order == variant.release.traits.on_timeout:
        return None
    traits = replace(variant.release.traits, on_timeout=order)
    return replace(variant, release=replace(variant.release, traits=traits))


def set_route(variant: Variant, value: object, releases: Releases) -> Variant | None:
    """`{route: van}`: only this route."""
    return set_traits(variant, {"routes": [value]}, releases)


def allow_fallback(variant: Variant, _: object, __: Releases) -> Variant | None:
    """`{fallback: on}`: the stripe after a failed chip."""
    before = variant.release.traits
    traits = replace(before, chip_fallback=True, entry_modes=before.entry_modes | {Entry.STRIPE})
    return None if traits == before else replace(variant, release=replace(variant.release, traits=traits))


def restart(variant: Variant, _: object, releases: Releases) -> Variant | None:
    """`{restart: tid}`: load the TID and business number that are registered for this shop."""
    shop = variant.scenario.shop
    tid = shop.get("tid", REFERENCE_TID)
    number = shop.get("business_no", REFERENCE_BUSINESS_NO)
    return set_traits(variant, {"tid": tid, "business_no": number}, releases)


def change_release(variant: Variant, value: object, releases: Releases) -> Variant | None:
    """`{release: newest}` or `{release: next}`: another release of the same product."""
    versions = [release.release for release in releases]
    if variant.release.release not in versions:
        return None
    newer = releases[versions.index(variant.release.release) + 1 :]
    if not newer:
        return None
    return replace(variant, release=newer[0] if value == "next" else newer[-1])


# -- what cashier and customer do ------------------------------------------------------------------


def set_entry(variant: Variant, value: object, _: Releases) -> Variant | None:
    """`{entry: stripe}`: the instrument is read another way."""
    faults = Faults()
    entry = entry_of(_marked(value, faults))
    steps = tuple(_with_entry(step, entry) for step in variant.scenario.steps)
    if faults or steps == variant.scenario.steps:
        return None
    return replace(variant, scenario=replace(variant.scenario, steps=steps))


def _with_entry(step: Step, entry: Entry) -> Step:
    return replace(step, entry=entry) if step.do in (Do.PAY, Do.BALANCE) else step


def key_in(variant: Variant, _: object, releases: Releases) -> Variant | None:
    """`{keyed: yes}`: the number is typed."""
    return set_entry(variant, "keyed", releases)


def pay_apart(variant: Variant, _: object, __: Releases) -> Variant | None:
    """`{split: by-balance}`: first what the coupon holds, then the rest by another card."""
    step, instrument = _only_sale(variant.scenario)
    if step is None or instrument is None:
        return None
    held = sum(won for purse, won in instrument.balances.items() if purse in _COUPON_PURSES)
    if not 0 < held < step.amount_krw:
        return None
    first = replace(step, amount_krw=held, tax_krw=step.tax_krw * held // step.amount_krw, items=())
    rest_krw = step.amount_krw - held
    rest = Step(Do.PAY, rest_krw, step.tax_krw - first.tax_krw, Entry.CHIP, instrument="rest")
    expect = Expect(("approved",), (Money(2, step.amount_krw),))
    others = {**variant.scenario.instruments, "rest": OTHER_CARD}
    scenario = replace(variant.scenario, steps=(first, rest), instruments=others, expect=expect)
    return replace(variant, scenario=scenario)


def pay_by_card(variant: Variant, _: object, __: Releases) -> Variant | None:
    """`{tender: card}`: the whole amount by an ordinary card, the coupon put away."""
    step, instrument = _only_sale(variant.scenario)
    if step is None or instrument is None or instrument.kind == "card":
        return None
    paid = replace(step, entry=Entry.CHIP, instalment=0, instrument="rest")
    expect = Expect(("approved",), (Money(1, step.amount_krw),))
    others = {**variant.scenario.instruments, "rest": OTHER_CARD}
    scenario = replace(variant.scenario, steps=(paid,), instruments=others, expect=expect)
    return replace(variant, scenario=scenario)


def top_up(variant: Variant, _: object, __: Releases) -> Variant | None:
    """`{top_up: shortage}`: the voucher is charged by what it is short, then the sale is made."""
    step, instrument = _only_sale(variant.scenario)
    if step is None or instrument is None:
        return None
    purses = [purse for purse in instrument.balances if purse in _COUPON_PURSES]
    held = sum(instrument.balances[purse] for purse in purses)
    if len(purses) != 1 or held >= step.amount_krw:
        return None
    filled = replace(instrument, balances={**instrument.balances, purses[0]: step.amount_krw})
    expect = Expect(("approved",), (Money(1, step.amount_krw, {purses[0]: step.amount_krw}),))
    changed = {**variant.scenario.instruments, step.instrument: filled}
    return replace(variant, scenario=replace(variant.scenario, instruments=changed, expect=expect))


def leave_items(variant: Variant, _: object, __: Releases) -> Variant | None:
    """`{items: allowed}`: only the items that the coupon may buy; the others are paid apart."""
    step, instrument = _only_sale(variant.scenario)
    if step is None or instrument is None:
        return None
    barred = {tag.strip() for tag in instrument.state.get("excluded_items", "").split(",")} - {""}
    allowed = tuple(item for item in step.items if not barred & set(item.tags))
    amount = sum(item.amount_krw for item in allowed)
    if len(allowed) == len(step.items) or not amount:
        return None
    paid = replace(step, items=allowed, amount_krw=amount, tax_krw=amount // 11)
    expect = Expect(("approved",), (Money(1, amount),))
    return replace(variant, scenario=replace(variant.scenario, steps=(paid,), expect=expect))


def _only_sale(scenario: Scenario) -> tuple[Step | None, Instrument | None]:
    """The one payment of a scenario with its instrument; nothing where there are more."""
    sales = [step for step in scenario.steps if step.do is Do.PAY]
    if len(sales) != 1:
        return None, None
    return sales[0], scenario.instruments.get(sales[0].instrument)


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


def _marked(value: object, faults: Faults, key: str = "act") -> Marked:
    """A plain value as the readers of traits want it."""
    if isinstance(value, Mapping):
        members = {str(name): _marked(member, faults, str(name)) for name, member in value.items()}
        return Marked(members, "act", 0, key, faults)
    if isinstance(value, list):
        return Marked([_marked(member, faults, key) for member in value], "act", 0, key, faults)
    return Marked(str(value), "act", 0, key, faults)


def problem_of(value: object) -> Problem | None:
    """What is wrong with `traits:` of a card; None where it can be read or waits for facts (`$name`)."""
    faults = Faults()
    if "$" in str(value):
        return None
    for _ in read_traits(_marked(_nested(value), faults)):
        pass
    return faults.problems[0] if faults else None


DEEDS: Mapping[str, Deed] = {
    "traits": set_traits,
    "wire": set_wire,
    "wire_options": set_wire_options,
    "on_timeout": set_on_timeout,
    "route": set_route,
    "fallback": allow_fallback,
    "restart": restart,
    "release": change_release,
    "entry": set_entry,
    "keyed": key_in,
    "split": pay_apart,
    "tender": pay_by_card,
    "top_up": top_up,
    "items": leave_items,
}
