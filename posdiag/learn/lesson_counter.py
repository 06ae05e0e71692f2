"""What a cashier can do at a POS: ways of reading, instalments, questions, cancels. It must be told to."""

from __future__ import annotations

from dataclasses import replace

from posdiag.learn.desk import Desk, answer_to, message_of, requests
from posdiag.learn.errand import INSTRUMENT_FOR, doing, pay
from posdiag.profile.abilities import BARCODE_PREFIXES
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Step
from posdiag.replay.till import CHIP_UNREADABLE
from posdiag.wire.message import Kind

_PATHS = ("entry_modes", "instalment_max", "asks", "chip_fallback", "approval_digits", "approval_keep")
_MOST_INSTALMENT = 99
#: Digits of the longest approval number that a trait can ask for.
_MOST_DIGITS = 12


def lesson_counter(desk: Desk) -> None:
    """All of it; left out where the POS can be told nothing but to pay."""
    if not desk.seat.told:
        desk.learnt.leave("not-told", *_PATHS, "barcode_prefixes", "shows_balance")
        return
    _entries(desk)
    _instalments(desk)
    _asks(desk)
    _fallback(desk)
    _cancel(desk)
    _balance(desk)


def _sent(desk: Desk, id_: str, name: str, step: Step, instrument: str, number: str = "") -> bool:
    """Whether a payment is sent at all."""
    shown = desk.instruments[instrument]
    shown = replace(shown, number=number) if number else shown
    seen = desk.play(doing(id_, name, (step,), {"main": shown}))
    return seen is not None and bool(requests(seen, Kind.APPROVE))


def _entries(desk: Desk) -> None:
    taken = set()
    for entry, instrument in INSTRUMENT_FOR.items():
        word = entry.name.lower()
        sent = _sent(desk, f"entry-{word}", f"{word} | by {word}", pay(5500, entry=entry), instrument)
        if entry is Entry.BARCODE:
            sent = _barcodes(desk, sent)
        if sent:
            taken.add(entry)
    desk.learnt.learn("entry_modes", frozenset(taken), "entry-chip")


def _barcodes(desk: Desk, sent: bool) -> bool:
    """Learn which prefixes of barcodes are known; whether any is."""
    known = set()
    for prefix in BARCODE_PREFIXES if sent else BARCODE_PREFIXES[:1]:
        step = pay(5500, entry=Entry.BARCODE)
        name = f"바코드 {prefix} | barcode {prefix}"
        if _sent(desk, f"barcode-{prefix}", name, step, "barcode", f"{prefix}1234567890123456"):
            known.add(prefix)
    if not known:
        desk.learnt.leave("no-barcode", "barcode_prefixes")
    else:
        every = len(known) == len(BARCODE_PREFIXES)
        desk.learnt.learn("barcode_prefixes", frozenset() if every else frozenset(known), "barcode-10")
    return bool(known)


def _instalments(desk: Desk) -> None:
    """The largest instalment code that is sent, by halving."""

    def sent(code: int) -> bool:
        name = f"할부 {code:02d} | instalment {code:02d}"
        return _sent(desk, f"instalment-{code:02d}", name, pay(60_000, instalment=code), "card")

    if not sent(0):
        return
    low, high = 0, _MOST_INSTALMENT + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sent(middle) else (low, middle)
    desk.learnt.learn("instalment_max", low, f"instalment-{low:02d}")


def _asks(desk: Desk) -> None:
    asked = set()
    card = desk.instruments["card"]
    for do, kind in ((Do.CHECK, Kind.CHECK), (Do.INQUIRE, Kind.INQUIRE), (Do.BALANCE, Kind.BALANCE)):
        seen = desk.play(doing(f"ask-{kind}", f"{kind} | {kind}", (Step(do),), {"main": card}))
        if seen is not None and requests(seen, kind):
            asked.add(kind.value)
    desk.learnt.learn("asks", frozenset(asked), "ask-check")


def _fallback(desk: Desk) -> None:
    """A chip that cannot be read: whether the stripe is asked for."""
    learnt, card = desk.learnt, desk.instruments["prepaid"]
    modes = learnt.get("entry_modes")
    if not isinstance(modes, frozenset) or Entry.STRIPE not in modes:
        learnt.leave("no-stripe", "chip_fallback")
        return
    reads = learnt.get("reader") == "pos"
    broken = replace(card, media=("stripe",)) if reads else replace(card, state={"chip_broken": "yes"})
    seen = desk.play(doing("chip", "고장난 칩 | a broken chip", (pay(),), {"main": broken}))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None:
        return
    answer = answer_to(seen, sales[0]) if sales else None
    told = answer is not None and answer.get("result") == CHIP_UNREADABLE
    again = told and len(sales) > 1
    if again or any(message_of(one).get("entry") == Entry.FALLBACK.value for one in sales):
        learnt.learn("chip_fallback", True, "chip")
    elif told or (reads and not sales):
        learnt.learn("chip_fallback", False, "chip")
    else:
        learnt.leave("no-fallback", "chip_fallback")


def _cancel(desk: Desk) -> None:
    """A sale and its cancel: how much of the approval number was kept."""
    learnt = desk.learnt
    steps = (pay(), Step(Do.CANCEL, of=1))
    seen = desk.play(doing("cancel", "당일 취소 | a cancel", steps, {"main": desk.instruments["card"]}))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    cancels = [] if seen is None else requests(seen, Kind.CANCEL)
    answer = answer_to(seen, sales[0]) if seen is not None and sales else None
    if answer is None or not cancels:
        learnt.leave("no-approval", "approval_digits", "approval_keep")
        return
    told, kept = answer.get("approval"), message_of(cancels[0]).get("orig_approval")
    if not told or not kept:
        learnt.leave("no-field", "approval_digits", "approval_keep")
    elif kept == told:
        learnt.leave("whole", "approval_digits", "approval_keep")
        if len(kept) == _MOST_DIGITS:
            learnt.learn("approval_digits", _MOST_DIGITS, "cancel")
    else:
        learnt.learn("approval_digits", len(kept), "cancel")
        learnt.learn("approval_keep", "first" if told.startswith(kept) else "last", "cancel")


def _balance(desk: Desk) -> None:
    """Whether what is left is shown after a payment whose answer tells it."""
    seen = desk.play(
        doing("left", "잔액 표시 | what is left", (pay(),), {"main": desk.instruments["prepaid"]})
    )
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    answer = answer_to(seen, sales[0]) if seen is not None and sales else None
    left = answer.get("balance") if answer is not None else ""
    if seen is None or not left.isdigit():
        desk.learnt.leave("no-field", "shows_balance")
        return
    shown = " ".join(line.text for ran in seen.ran for line in ran.printed)
    desk.learnt.learn("shows_balance", f"{int(left):,}" in shown or str(int(left)) in shown, "left")
