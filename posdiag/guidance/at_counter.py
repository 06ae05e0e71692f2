"""Deeds at the counter: what cashier and customer can do about the failing payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from posdiag.guidance.deeds import Deed, marked_value
from posdiag.marked import Faults
from posdiag.profile.trait_types import entry_of
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Expect, Instrument, Money, Scenario, Step
from posdiag.replay.variant import Variant

#: Another card of the customer's, of a synthetic range (law 8), as `profiles/instruments.yaml` has it.
OTHER_CARD = Instrument("card", number="9400090000008086", balances={"card": 1_000_000})

#: A cashier is not told to wait longer than this.
MAX_WAIT_S = 1_800

_COUPON_PURSES = ("coupon", "coupon1", "coupon2", "policy", "charged")


def set_entry(variant: Variant, value: object) -> Variant | None:
    """`{entry: stripe}`: the instrument is read another way."""
    faults = Faults()
    entry = entry_of(marked_value(value, faults))
    steps = tuple(_with_entry(step, entry) for step in variant.scenario.steps)
    return None if faults else _with_steps(variant, steps)


def _with_entry(step: Step, entry: Entry) -> Step:
    return replace(step, entry=entry) if step.do in (Do.PAY, Do.BALANCE) else step


def key_in(variant: Variant, _: object) -> Variant | None:
    """`{keyed: yes}`: the number is typed."""
    return set_entry(variant, "keyed")


def pay_apart(variant: Variant, _: object) -> Variant | None:
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


def pay_by_card(variant: Variant, _: object) -> Variant | None:
    """`{tender: card}`: the whole amount by an ordinary card, the coupon put away."""
    step, instrument = _only_sale(variant.scenario)
    if step is None or instrument is None or instrument.kind == "card":
        return None
    paid = replace(step, entry=Entry.CHIP, instalment=0, instrument="rest")
    expect = Expect(("approved",), (Money(1, step.amount_krw),))
    others = {**variant.scenario.instruments, "rest": OTHER_CARD}
    scenario = replace(variant.scenario, steps=(paid,), instruments=others, expect=expect)
    return replace(variant, scenario=scenario)


def top_up(variant: Variant, _: object) -> Variant | None:
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


def leave_items(variant: Variant, _: object) -> Variant | None:
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


# -- paying once more ------------------------------------------------------------------------------


def pay_again(variant: Variant, value: object) -> Variant | None:
    """`{pay_again: "300"}`: so many seconds later, after inquiry and reversal, in the same world."""
    after_ms = _wait_ms(value)
    pays = [step for step in variant.scenario.steps if step.do is Do.PAY]
    if after_ms is None or not pays:
        return None
    steps = (
        replace(step, again_ms=after_ms) if step.do is Do.PAY else step for step in variant.scenario.steps
    )
    return _with_steps(variant, tuple(steps))


def pay_anew(variant: Variant, value: object) -> Variant | None:
    """`{pay_anew: "600"}`: so many seconds later the sale is cancelled and made once more."""
    after_ms = _wait_ms(value)
    steps = variant.scenario.steps
    step, _ = _only_sale(variant.scenario)
    if after_ms is None or step is None or any(one.do is Do.CANCEL for one in steps):
        return None
    cancel = Step(Do.CANCEL, of=steps.index(step) + 1, instrument=step.instrument, wait_ms=after_ms)
    return _with_steps(variant, (*steps, cancel, step))


def _wait_ms(value: object) -> int | None:
    text = str(value)
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_WAIT_S):
        return None
    return int(text) * 1_000


def _with_steps(variant: Variant, steps: tuple[Step, ...]) -> Variant:
    if steps == variant.scenario.steps:
        return variant
    return replace(variant, scenario=replace(variant.scenario, steps=steps))


def _only_sale(scenario: Scenario) -> tuple[Step | None, Instrument | None]:
    """The one payment of a scenario with its instrument; nothing where there are more."""
    sales = [step for step in scenario.steps if step.do is Do.PAY]
    if len(sales) != 1:
        return None, None
    return sales[0], scenario.instruments.get(sales[0].instrument)


AT_COUNTER: Mapping[str, Deed] = {
    "entry": set_entry,
    "keyed": key_in,
    "split": pay_apart,
    "tender": pay_by_card,
    "top_up": top_up,
    "items": leave_items,
    "pay_again": pay_again,
    "pay_anew": pay_anew,
}
