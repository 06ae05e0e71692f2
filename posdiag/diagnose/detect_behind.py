"""What the host's line shows of trouble in front of it: answered in time, and asked or undone all the same.

Where only the host link is watched, the POS's own line is dark. But who asks again, or undoes what was just
approved, did not hear the answer; and who undoes a sale that never came by had sent it in vain. How long the
other side waited tells a line that broke (at once) from a timer that ran out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from posdiag.diagnose.case import Case
from posdiag.diagnose.channels import HOST_PATIENCE_MS
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Reading
from posdiag.diagnose.sayings import found
from posdiag.replay.scenario import Do
from posdiag.transcript import Party
from posdiag.wire.message import Kind

#: Who undoes a sale sooner than this after its answer saw its line break; later, a timer ran out.
AT_ONCE_MS = 8_000


def detect_behind(case: Case) -> Iterator[Finding]:
    """Only on host links; mild where all ended well all the same."""
    if not case.speaks_to_host:
        return
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    asked = [r for r in case.said if r.message is not None and not r.message.reply]
    yield from _undone(case, asked, severity)
    yield from _undone_again(case, asked, severity)
    yield from _asked_again(case, asked, severity)


def _kind(reading: Reading) -> Kind | None:
    return None if reading.message is None else reading.message.kind


def _answers(case: Case, request: Reading) -> list[Reading]:
    """The answers that came to a request in the time that hosts have, before the other side went on."""
    following = (r.t_ms for r in case.said if r.n > request.n)
    until_ms = min(request.t_ms + HOST_PATIENCE_MS, next(following, request.t_ms + HOST_PATIENCE_MS))
    return [
        reading
        for reading in case.heard
        if request.t_ms <= reading.t_ms <= until_ms
        and reading.frame.sender is not Party.POS
        and reading.message is not None
        and reading.message.reply
        and reading.get("stan") == request.get("stan")
    ]


def _undone(case: Case, asked: Sequence[Reading], severity: Severity) -> Iterator[Finding]:
    """The first reversal after each sale: of one that was answered, or of one that never came by."""
    sale: Reading | None = None
    for reading in asked:
        if _kind(reading) in (Kind.APPROVE, Kind.CANCEL):
            sale = reading
        elif _kind(reading) is Kind.REVERSE:
            answers = [] if sale is None else _answers(case, sale)
            if sale is None and not any(r.n < reading.n for r in case.said):
                yield found("txn.reversal_of_unseen", severity, (reading.n,))
            elif sale is not None and answers:
                waited_ms = reading.t_ms - answers[0].t_ms
                code = "txn.undone_at_once" if waited_ms < AT_ONCE_MS else "txn.undone_later"
                yield found(code, severity, (sale.n, answers[0].n, reading.n), (), waited_ms=waited_ms)
            return


def _undone_again(case: Case, asked: Sequence[Reading], severity: Severity) -> Iterator[Finding]:
    """A reversal that was answered and comes again: its answer was not heard either."""
    undoing = [reading for reading in asked if _kind(reading) is Kind.REVERSE]
    for first, second in pairwise(undoing):
        between = [r for r in asked if first.n < r.n < second.n]
        if between or not _answers(case, first) or first.get("amount") != second.get("amount"):
            continue
        waited_ms = second.t_ms - first.t_ms
        code = "txn.undone_again_soon" if waited_ms < AT_ONCE_MS else "txn.undone_again_later"
        yield found(code, severity, [r.n for r in undoing], (), times=len(undoing), waited_ms=waited_ms)
        return


def _asked_again(case: Case, asked: Sequence[Reading], severity: Severity) -> Iterator[Finding]:
    """More sales than the shop meant to make, the earlier ones answered: the same was asked again."""
    if case.scenario is None:
        return
    meant = sum(step.do is Do.PAY for step in case.scenario.steps)
    sales = [reading for reading in asked if _kind(reading) is Kind.APPROVE]
    for first, second in pairwise(sales):
        if len(sales) > meant and first.get("amount") == second.get("amount") and _answers(case, first):
            waited_ms = second.t_ms - first.t_ms
            yield found("txn.asked_again", severity, (first.n, second.n), (), waited_ms=waited_ms)
            return
