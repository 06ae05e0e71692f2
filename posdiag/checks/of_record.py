"""The next check of a failing run, from its record alone."""

from __future__ import annotations

from posdiag.checks.because import because
from posdiag.checks.check import Checks
from posdiag.checks.state import State, advance, begin, money_of
from posdiag.diagnose.causes import CauseTable
from posdiag.record import NextCheck, RunRecord, Verdict


def state_of_record(record: RunRecord, causes: CauseTable) -> State | None:
    """What a failing run leaves open; None for one that did not fail, could not be judged, or is decided.

    Decided is one whose cause is named, and one whose diagnosis stands by two causes at once: checks tell
    apart causes of which one is true.
    """
    if record.verdict is Verdict.COMPATIBLE or record.error or len(record.answer) > 1:
        return None
    state = begin(causes, record.causes, money_of(record.money))
    return None if state.decided else state


def next_of(record: RunRecord, checks: Checks, causes: CauseTable) -> NextCheck | None:
    """The check to do next; None where nothing failed, the cause is named, or nothing tells more."""
    state = state_of_record(record, causes)
    if state is None:
        return None
    choice, _ = advance(state, checks)
    if choice is None:
        return None
    check = choice.check
    return NextCheck(
        id=check.id,
        kind=check.kind,
        who=check.who,
        effort_min=check.minutes,
        gain_bits=choice.gain_bits,
        pays=check.pays,
        text=check.text,
        why=because(choice, {cause.id: cause.name for cause in causes}),
        answers=tuple((answer.id, answer.text) for answer in check.answers),
    )
