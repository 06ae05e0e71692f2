"""Cancels and network cancels that were confirmed, against the statement: did the money come back?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.transcript import StatementRow
from posdiag.wire.message import Kind


@dataclass(slots=True)
class _Undone:
    """A confirmed cancel of one approval: its kind, and the frames that say so."""

    kind: Kind
    frames: list[int]


def detect_undone(case: Case) -> Iterator[Finding]:
    """A confirmed 망취소 after which the approval stands, a cancel whose coupon was not restored."""
    if case.transcript.statement is None:
        return
    for approval, undone in _confirmed(case).items():
        rows = [row for row in case.transcript.statement.rows if _is(row, approval)]
        charged, returned = _by_purse(rows, "charge"), _by_purse(rows, "cancel")
        open_purses = {purse: won for purse, won in charged.items() if returned.get(purse, 0) < won}
        if not open_purses:
            continue
        facts = {"charged": sum(open_purses.values()), "purse": ", ".join(sorted(open_purses))}
        stands = undone.kind is Kind.REVERSE and not returned
        code = "money.reversal_not_landed" if stands else "money.cancel_unrestored"
        yield found(code, Severity.CRITICAL, undone.frames, (), **facts)


def _confirmed(case: Case) -> dict[str, _Undone]:
    """Approval numbers whose cancel or network cancel anybody was told to be done, on either link."""
    confirmed: dict[str, _Undone] = {}
    for reading in case.readings:
        message = reading.message
        if message is None or not message.reply or message.kind not in (Kind.CANCEL, Kind.REVERSE):
            continue
        approval = message.get("approval")
        if message.get("result") == "00" and approval:
            confirmed.setdefault(approval, _Undone(message.kind, [])).frames.append(reading.n)
    return confirmed


def _is(row: StatementRow, approval: str) -> bool:
    """A terminal may pass on only the first digits of an approval number (DOMAIN 3.4)."""
    return row.approval == approval or (len(approval) >= 6 and row.approval.startswith(approval))


def _by_purse(rows: list[StatementRow], kind: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        if row.kind == kind:
            sums[row.purse] = sums.get(row.purse, 0) + row.amount_krw
    return sums
