"""What a POS does when nothing comes: how long it waits, what it asks then, how often, under what number."""

from __future__ import annotations

from posdiag.audit.evidence import Evidence
from posdiag.audit.seen import Said
from posdiag.learn.desk import Desk, began_ms, followed_up, gave_up_ms, message_of, requests
from posdiag.learn.errand import Treat, paying
from posdiag.profile.traits import OnTimeout
from posdiag.wire.message import Kind

_DEEDS = {
    Kind.INQUIRE: OnTimeout.INQUIRE,
    Kind.REVERSE: OnTimeout.REVERSE,
    Kind.APPROVE: OnTimeout.RETRY,
}


def lesson_silence(desk: Desk) -> None:
    """A sale that the terminal takes and never answers, and nothing after it is answered either."""
    learnt = desk.learnt
    card = desk.instruments["card"]
    seen = desk.play(paying("unanswered", "응답 없음 | no answer", card, Treat.UNANSWERED))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None or not sales:
        return
    first = sales[0]
    later = [one for one in followed_up(seen, first) if message_of(one).kind in _DEEDS]
    deeds = tuple(dict.fromkeys(_DEEDS[message_of(one).kind] for one in later))
    learnt.learn("on_timeout", deeds, "unanswered")
    _answer_ms(desk, seen, first, later)
    again = [one for one in later if message_of(one).kind is Kind.APPROVE]
    if again:
        learnt.learn("retries", len(again), "unanswered")
        stan = message_of(first).get("stan")
        if stan:
            same = all(message_of(one).get("stan") == stan for one in again)
            learnt.learn("retry_stan", "same" if same else "new", "unanswered")
        else:
            learnt.leave("no-field", "retry_stan")
    else:
        learnt.leave("no-deed", "retries", "retry_stan")
    undone = [one for one in later if message_of(one).kind is Kind.REVERSE]
    if undone:
        learnt.learn("reversal_tries", len(undone), "unanswered")
    else:
        learnt.leave("no-deed", "reversal_tries")


def _answer_ms(desk: Desk, seen: Evidence, sale: Said, later: list[Said]) -> None:
    start_ms = began_ms(seen, sale)
    end_ms = began_ms(seen, later[0]) if later else gave_up_ms(seen, sale)
    if end_ms is None:
        desk.learnt.leave("no-words", "timers.answer_ms")
    else:
        desk.learnt.learn("timers.answer_ms", end_ms - start_ms, "unanswered")


def lesson_numbers(desk: Desk) -> None:
    """How trace numbers are counted: over two payments, and within one."""
    learnt = desk.learnt
    seen = desk.play(paying("two", "연속 두 건 | two payments", desk.instruments["card"], Treat.STRAIGHT, 2))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if len(sales) < 2:
        return
    one, other = (message_of(sale).get("stan") for sale in sales[:2])
    if not one:
        learnt.leave("no-field", "stan")
    elif one != other:
        learnt.learn("stan", "counts", "two")
    else:
        _restarts(desk)


def _restarts(desk: Desk) -> None:
    """Two payments under one number: whether other requests within a payment have numbers of their own."""
    numbers = []
    for id_ in ("unanswered", "sale"):
        seen = desk.played.get(id_)
        for said in requests(seen) if seen is not None else ():
            numbers.append((message_of(said).kind, message_of(said).get("stan"), id_))
    sales = {stan for kind, stan, _ in numbers if kind is Kind.APPROVE}
    others = {stan for kind, stan, _ in numbers if kind is not Kind.APPROVE}
    if others:
        desk.learnt.learn("stan", "repeats" if others <= sales else "restarts", "unanswered")
