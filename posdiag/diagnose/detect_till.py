"""What the POS itself did wrong: refused before sending, misread a part approval, hid the balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_card import FALLBACK_OFF_WORDS
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import meant_text, won
from posdiag.diagnose.sayings import found
from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry
from posdiag.transcript import Observation, Seen
from posdiag.wire.message import Kind

#: A clock this far off makes hosts refuse and receipts wrong; less is ordinary drift.
MAX_SKEW_S = 300

_LEAP_YEAR_S = 366 * 86_400

#: Words by which a refusal tells its reason, where no profile does.
_REASON_WORDS = (
    ("till.refused_cancel", ("원거래",)),
    ("till.refused_bin", ("BIN", "카드번호 대역", "미등록 카드")),
    ("till.refused_instalment", ("할부",)),
    ("till.refused_barcode", ("BARCODE", "바코드")),
    ("till.refused_entry", ("지원하지 않", "비접촉", "입력방식", "마그네틱")),
)


def detect_till(case: Case) -> Iterator[Finding]:
    """Refusals at the till, then what it made of the answers it got."""
    yield from _refusals(case)
    yield from _readings_of_answers(case)
    yield from _clock(case)
    yield from _balance(case)


# -- refused before anything was sent ------------------------------------------------------------


def _refusals(case: Case) -> Iterator[Finding]:
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    for seen in case.observed(Seen.REFUSED):
        if any(word in meant_text(seen) for word in FALLBACK_OFF_WORDS):
            continue
        code = _reason(case, seen)
        facts = {"text": meant_text(seen)}
        if case.pay_step is not None:
            facts["entry"] = case.pay_step.entry.value
            facts["instalment"] = str(case.pay_step.instalment)
        yield found(code, severity, (), (seen.n,), **facts)


def _reason(case: Case, seen: Observation) -> str:
    """Why the POS refused: by its own words; a profile decides where the words fit two reasons."""
    text = meant_text(seen)
    by_words = next((code for code, words in _REASON_WORDS if any(word in text for word in words)), "")
    step, traits = case.pay_step, case.traits
    if by_words not in ("till.refused_barcode", "till.refused_entry", "") or step is None or traits is None:
        return by_words or "till.refused_other"
    if step.entry not in traits.entry_modes:
        return "till.refused_entry"
    if step.entry is Entry.BARCODE and traits.barcode_prefixes:
        return "till.refused_barcode"
    return by_words or "till.refused_other"


# -- what the POS made of answers ----------------------------------------------------------------


def _readings_of_answers(case: Case) -> Iterator[Finding]:
    booked = case.money.booked_krw
    for sale in case.sales:
        answer = sale.answer
        if answer is None or not sale.in_time:
            continue
        asked, told = won(sale.message.get("amount")), won(answer.get("approved_amount"))
        numbers = (*sale.evidence, answer.n)
        only_sale = len(case.sales) == 1
        if answer.get("result") == "10" and told < asked:
            facts = {"asked": asked, "approved": told}
            if only_sale and booked == asked:
                yield found("till.partial_as_full", Severity.CRITICAL, numbers, (), **facts)
            elif booked < told:
                severity = Severity.ERROR if case.money.charged_krw == 0 else Severity.CRITICAL
                yield found("till.partial_as_decline", severity, numbers, (), **facts)
            elif only_sale and _left_at_the_part(case):
                yield found("till.partial_unfinished", Severity.ERROR, numbers, (), **facts)
        elif answer.get("result") == "00" and only_sale and not _believed_or_undone(case):
            yield found("till.approved_as_declined", Severity.CRITICAL, numbers)


def _left_at_the_part(case: Case) -> bool:
    """Nobody saw what the POS believes; it should have asked for the rest or undone the part, and did not."""
    deeds = [e.answer for e in case.exchanges if e.kind in (Kind.CANCEL, Kind.REVERSE)]
    undone = any(answer is not None and answer.get("result") == "00" for answer in deeds)
    return not undone and not case.observed(Seen.BELIEF) and not case.money_as_expected


def _believed_or_undone(case: Case) -> bool:
    """The POS took the approval for one, or something later undid it."""
    undone = any(e.kind in (Kind.CANCEL, Kind.REVERSE) for e in case.exchanges)
    return undone or case.money.pos_believes is Belief.APPROVED


# -- settings ------------------------------------------------------------------------------------


def _clock(case: Case) -> Iterator[Finding]:
    """The POS's time stamp against that of the terminal's answer to it."""
    for exchange in case.exchanges:
        answer = exchange.answer
        if answer is None or not exchange.in_time:
            continue
        skew = _seconds_apart(exchange.message.get("sent_at"), answer.get("sent_at"))
        if skew is not None and abs(skew) > MAX_SKEW_S:
            numbers = (exchange.request.n, answer.n)
            severity = Severity.WARNING if case.ended_well else Severity.ERROR
            yield found("till.clock_skew", severity, numbers, (), skew_s=skew)
            return


def _seconds_apart(pos: str, other: str) -> int | None:
    """POS time minus the other's, or None where either is no time stamp.

    ISO 8583 tells no year (MMDDhhmmss); a leap year stands for it, and a difference of more than half
    a year is the turn of the year.
    """
    stamps = [f"2024{text}" if len(text) == 10 else text for text in (pos[-10:], other[-10:])]
    if len(pos) == len(other) == 14:
        stamps = [pos, other]
    if any(len(stamp) != 14 for stamp in stamps):
        return None
    try:
        mine, theirs = (datetime.fromisoformat(f"{stamp[:8]}T{stamp[8:]}") for stamp in stamps)
    except ValueError:
        return None
    apart_s = int((mine - theirs).total_seconds())
    if len(pos) != 14 or len(other) != 14:
        apart_s = (apart_s + _LEAP_YEAR_S // 2) % _LEAP_YEAR_S - _LEAP_YEAR_S // 2
    return apart_s


def _balance(case: Case) -> Iterator[Finding]:
    """The answer told the balance, the scenario needs it shown, and no screen of the POS did."""
    if case.scenario is None or not case.scenario.expect.shows_balance:
        return
    told = [e.answer for e in case.exchanges if e.answer is not None and e.answer.get("balance")]
    words = {f"{won(reading.get('balance')):,}" for reading in told}
    shown = any(word in seen.text for seen in case.pos_screens for word in words)
    if told and not shown:
        yield found("till.balance_not_shown", Severity.ERROR, (reading.n for reading in told))
