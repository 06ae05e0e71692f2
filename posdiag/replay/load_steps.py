"""A scenario's steps from YAML, and what they ask of a POS release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posdiag.marked import Marked
from posdiag.profile.abilities import ABILITIES
from posdiag.profile.trait_types import ENTRY_WORDS, entry_of
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Instrument, Item, Step
from posdiag.wire.message import FIELD_NAMES
from posdiag.worded import worded

MAX_STEPS = 50
MAX_ITEMS = 200
MAX_AMOUNT_KRW = 9_999_999_999

#: Fields of a request that a step may leave out; without the others it is no request of anybody for anything.
OMITTABLE = tuple(name for name in FIELD_NAMES if name not in ("tid", "stan", "amount"))

#: Digits of the approval numbers of domestic hosts: fewer kept, and a cancel finds nothing (DOMAIN 3.4).
APPROVAL_DIGITS = 8


def read_steps(value: Marked, instruments: Mapping[str, Instrument]) -> tuple[Step, ...]:
    """The steps, with a fault for each that refers to what is not there."""
    entries = value.items()
    if not entries:
        value.fault(worded("no steps"), worded("add `- {do: pay, amount_krw: 8000}`"))
    if len(entries) > MAX_STEPS:
        value.fault(worded("more than {max_steps} steps", max_steps=MAX_STEPS), worded("split the scenario"))
    steps: list[Step] = []
    for entry in entries[:MAX_STEPS]:
        steps.append(_step(entry, steps, instruments))
    return tuple(steps)


def _step(entry: Marked, before: list[Step], instruments: Mapping[str, Instrument]) -> Step:
    do = Do(entry.need("do").as_choice([deed.value for deed in Do], "pay"))
    mode = entry.get("entry")
    step = Step(
        do=do,
        amount_krw=_amount(entry) if do is Do.PAY else 0,
        tax_krw=entry.integer("tax_krw", 0, at_least=0, at_most=MAX_AMOUNT_KRW),
        entry=entry_of(mode) if mode is not None else Entry.CHIP,
        instalment=entry.integer("instalment", 0, at_least=0, at_most=99),
        items=tuple(_item(item) for item in entry.list("items")[:MAX_ITEMS]),
        of=entry.integer("of", 0, at_least=1) if do is Do.CANCEL else 0,
        instrument=entry.choice("instrument", instruments, "main"),
        omit=tuple(dict.fromkeys(item.as_choice(OMITTABLE, "text") for item in entry.list("omit"))),
    )
    entry.no_other_keys()
    _check(entry, step, before)
    return step


def _amount(entry: Marked) -> int:
    return entry.need("amount_krw").as_int(1, at_least=1, at_most=MAX_AMOUNT_KRW)


def _check(entry: Marked, step: Step, before: list[Step]) -> None:
    if step.do is Do.CANCEL and not (1 <= step.of <= len(before) and before[step.of - 1].do is Do.PAY):
        entry.fault(
            worded("`of: {of}` is no payment before this step", of=step.of),
            worded("give the number of the sale's step"),
        )
    if step.entry is Entry.FALLBACK:
        entry.fault(
            worded("`fallback` is chosen by the POS"), worded("write `entry: chip` and `media: [stripe]`")
        )
    if step.tax_krw > step.amount_krw:
        entry.fault(worded("the tax is more than the amount"), worded("tax is within the amount"))
    if step.items and sum(item.amount_krw for item in step.items) != step.amount_krw:
        entry.fault(worded("the items do not add up to `amount_krw`"), worded("correct one of them"))


def _item(entry: Marked) -> Item:
    item = Item(
        name=entry.need("name").as_text(),
        amount_krw=entry.need("amount_krw").as_int(0, at_least=0, at_most=MAX_AMOUNT_KRW),
        tags=tuple(tag.as_text() for tag in entry.list("tags")),
    )
    entry.no_other_keys()
    return item


def read_needs(value: Marked | None) -> tuple[str, ...]:
    """Abilities by name; one that nobody knows is a fault with the nearest."""
    if value is None:
        return ()
    return tuple(item.as_choice(ABILITIES, "wire") for item in value.items())


def implied_needs(steps: tuple[Step, ...], instruments: Mapping[str, Instrument]) -> tuple[str, ...]:
    """What the steps themselves ask of a release, each once."""
    needs: dict[str, None] = {}
    for step in steps:
        instrument = instruments.get(step.instrument, Instrument("card"))
        needs |= dict.fromkeys(_needs_of(step, instrument))
    return tuple(needs)


def _needs_of(step: Step, instrument: Instrument) -> Iterator[str]:
    words = {entry: word for word, entry in ENTRY_WORDS.items()}
    match step.do:
        case Do.PAY:
            yield f"entry:{words[step.entry]}"
            if instrument.kind != "card":
                yield "route:van"
            if step.entry is Entry.BARCODE:
                yield f"barcode:{instrument.number[:2]}"
            if step.entry is Entry.CHIP and "chip" not in instrument.media:
                yield from ("fallback", "entry:stripe", "screen-text")
            if step.instalment:
                yield f"instalment:{step.instalment}"
        case Do.CANCEL:
            yield f"approval-digits:{APPROVAL_DIGITS}"
        case Do.BALANCE:
            yield from ("balance", f"entry:{words[step.entry]}")
        case Do.INQUIRE | Do.CHECK:
            pass
