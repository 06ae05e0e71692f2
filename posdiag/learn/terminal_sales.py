"""What a terminal does with test payments: each of them is undone again, and the statement says whether."""

from __future__ import annotations

from dataclasses import replace

from posdiag.learn.errand import INSTRUMENT_FOR
from posdiag.learn.speech import acked_only, says
from posdiag.learn.talk import Talk
from posdiag.learn.terminal_desk import AMOUNT_KRW, TerminalDesk
from posdiag.profile.traits import Entry
from posdiag.replay.till import CHIP_UNREADABLE
from posdiag.wire.message import Kind, Message

_ANSWER_MS = 90_000
_QUIET_MS = 1_500
#: An answer that comes so soon was not asked of any host (DOMAIN 3.3: a host takes 0.3 s and more).
_FROM_MEMORY_MS = 250
_APPROVED = ("00", "10")
_ASKED = (Kind.CHECK, Kind.INQUIRE, Kind.BALANCE, Kind.REVERSE, Kind.CANCEL)
_DIGITS = 12
_BENCH_PATHS = ("entries", "fallback", "reverse_on_unacked")


def measure_sales(desk: TerminalDesk) -> None:
    """Payments of 1,004 won. What takes cards of several kinds is asked only where there is a bench."""
    card = desk.instruments["card"]
    desk.talk("sale", lambda talk: _sale(desk, talk), card)
    desk.talk("same-sale", lambda talk: _same_sale(desk, talk), card)
    _questions(desk)
    if not desk.has_bench:
        desk.learnt.leave("no-bench", *_BENCH_PATHS, "tells_balance")
        return
    desk.talk("balance-told", lambda talk: _balance_told(desk, talk), desk.instruments["prepaid"])
    _entries(desk)
    _unacked(desk)


def ask(talk: Talk, message: Message) -> tuple[Message | None, int]:
    """A question and its answer, and how long that took."""
    sent_ms = talk.say(message)
    talk.done()
    told = talk.answer(_ANSWER_MS)
    talk.quiet(_QUIET_MS)
    if told is None or told.message is None:
        return None, 0
    return told.message, told.at_ms - sent_ms


def pay(desk: TerminalDesk, talk: Talk, sale: Message) -> tuple[Message | None, int]:
    """A payment; one without an answer is taken back at once, for nobody knows whether it was charged."""
    answer, took_ms = ask(talk, sale)
    if answer is None and says(desk.way.codec, Kind.REVERSE) and not talk.closed:
        ask(talk, desk.about(Kind.REVERSE, sale))
    return answer, took_ms


def undo(desk: TerminalDesk, talk: Talk, sale: Message, answer: Message) -> None:
    """Give the money back: a cancel, or a reversal where the link has no cancel."""
    kind = Kind.CANCEL if says(desk.way.codec, Kind.CANCEL) else Kind.REVERSE
    if says(desk.way.codec, kind) and answer.get("result") in _APPROVED:
        ask(talk, desk.about(kind, sale, answer))


def _sale(desk: TerminalDesk, talk: Talk) -> None:
    """A payment, an inquiry about it, and its cancel."""
    learnt = desk.learnt
    sale = desk.sale()
    answer, took_ms = pay(desk, talk, sale)
    if answer is None or answer.get("result") not in _APPROVED:
        learnt.leave("no-approval", "approval_digits", "keeps_last", "tells_balance")
        return
    learnt.learn("sale_response_ms", took_ms, "sale")
    approval = answer.get("approval")
    if approval and len(approval) < _DIGITS:
        learnt.leave("whole", "approval_digits")
    if says(desk.way.codec, Kind.INQUIRE):
        found, inquiry_ms = ask(talk, desk.about(Kind.INQUIRE, sale))
        if found is not None:
            known = found.get("orig_result") in _APPROVED and inquiry_ms <= _FROM_MEMORY_MS
            learnt.learn("keeps_last", known, "sale")
    learnt.leave("no-field", "keeps_last", "approval_digits")
    undo(desk, talk, sale, answer)


def _same_sale(desk: TerminalDesk, talk: Talk) -> None:
    """The same request once more after its answer: told from memory, or a second payment."""
    sale = desk.sale()
    first, _ = pay(desk, talk, sale)
    if first is None or first.get("result") not in _APPROVED or not sale.get("stan"):
        desk.learnt.leave("no-approval", "dedupe")
        return
    second, _ = ask(talk, desk.again(sale))
    if second is None:
        desk.learnt.leave("no-answer", "dedupe")
    elif not first.get("approval"):
        desk.learnt.leave("no-field", "dedupe")
    else:
        same = second.get("approval") == first.get("approval")
        desk.learnt.learn("dedupe", same, "same-sale")
        if not same:
            undo(desk, talk, sale, second)
    undo(desk, talk, sale, first)


def _questions(desk: TerminalDesk) -> None:
    """Every kind of request that the link has words for: does the terminal answer it?"""
    unknown = set()
    codec = desk.way.codec

    def try_kind(talk: Talk, kind: Kind) -> None:
        sale = desk.sale()
        answered = None
        if kind in (Kind.CANCEL, Kind.REVERSE):
            answered, _ = pay(desk, talk, sale)
        plain = {Kind.CHECK: desk.check, Kind.BALANCE: desk.balance}
        question = plain[kind]() if kind in plain else desk.about(kind, sale, answered)
        answer, _ = ask(talk, question)
        refused = answer is not None and answer.get("result") in _UNKNOWN_KIND
        if refused or (answer is None and not acked_only(codec, kind)):
            unknown.add(kind.value)
            if answered is not None:
                undo(desk, talk, sale, answered)

    for kind in (kind for kind in _ASKED if says(codec, kind)):
        desk.talk(f"ask-{kind}", lambda talk, kind=kind: try_kind(talk, kind), desk.instruments["card"])  # type: ignore[misc]
    desk.learnt.learn("unsupported", frozenset(unknown), "ask-check")


#: Response codes that say: this request is not known here.
_UNKNOWN_KIND = ("K1",)


def _balance_told(desk: TerminalDesk, talk: Talk) -> None:
    """A payment with a prepaid card: does the answer say what is left?"""
    sale = desk.sale()
    answer, _ = pay(desk, talk, sale)
    if answer is None or answer.get("result") not in _APPROVED:
        desk.learnt.leave("no-approval", "tells_balance")
        return
    if "balance" in answer.fields:
        desk.learnt.learn("tells_balance", bool(answer.get("balance")), "balance-told")
    else:
        desk.learnt.leave("no-field", "tells_balance")
    undo(desk, talk, sale, answer)


def _entries(desk: TerminalDesk) -> None:
    """Each way of presenting an instrument: is it taken?"""
    taken = set()

    def try_entry(talk: Talk, entry: Entry, card: str) -> None:
        sale = desk.sale(entry=entry, card=card)
        answer, _ = pay(desk, talk, sale)
        if answer is not None and answer.get("result") in _APPROVED:
            taken.add(entry.value)
            undo(desk, talk, sale, answer)

    for entry, name in INSTRUMENT_FOR.items():
        shown = desk.instruments[name]
        number = shown.number if entry in (Entry.QR, Entry.BARCODE, Entry.KEYED) else ""
        desk.talk(
            f"entry-{entry.name.lower()}",
            lambda talk, entry=entry, number=number: try_entry(talk, entry, number),  # type: ignore[misc]
            shown,
            entry,
        )
    broken = replace(desk.instruments["prepaid"], state={"chip_broken": "yes"})
    desk.talk("broken-chip", lambda talk: _broken(desk, talk), broken)
    if desk.learnt.get("fallback") is None:
        desk.learnt.leave("no-fallback", "entries")
        return
    if desk.learnt.get("fallback"):
        taken.add(Entry.FALLBACK.value)
    desk.learnt.learn("entries", frozenset(taken), "entry-chip")


def _broken(desk: TerminalDesk, talk: Talk) -> None:
    """A chip that cannot be read, then the stripe of that card: on the line, fallback and entry F are one."""
    answer, _ = pay(desk, talk, desk.sale())
    if answer is None or answer.get("result") != CHIP_UNREADABLE:
        desk.learnt.leave("no-fallback", "fallback")
        return
    desk.station.bench.present("main", Entry.FALLBACK.value)
    sale = desk.sale(entry=Entry.FALLBACK)
    swiped, _ = pay(desk, talk, sale)
    taken = swiped is not None and swiped.get("result") in _APPROVED
    desk.learnt.learn("fallback", taken, "broken-chip")
    if swiped is not None and taken:
        undo(desk, talk, sale, swiped)


def _unacked(desk: TerminalDesk) -> None:
    """A payment whose answer is never acknowledged: does the terminal take it back?"""

    def sell(talk: Talk) -> None:
        talk.say(desk.sale())
        talk.done()
        talk.answer(_ANSWER_MS, acknowledge=False)

    if not desk.way.acks:
        desk.learnt.leave("no-acks", "reverse_on_unacked")
        return
    seen = desk.talk("unacked-sale", sell, desk.instruments["card"])
    if seen is None or seen.statement is None or not seen.statement.rows:
        desk.learnt.leave("no-bench", "reverse_on_unacked")
        return
    undone = any(row.kind == "cancel" for row in seen.statement.rows)
    desk.learnt.learn("reverse_on_unacked", undone, "unacked-sale")


__all__ = ["AMOUNT_KRW", "ask", "measure_sales", "pay", "undo"]
