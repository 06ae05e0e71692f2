"""A row for each case of an audit: its sign, its name, and what the POS did there, well or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from posdiag.diagnose.finding import Severity
from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.lines import Line, Span, line
from posdiag.report.table import SIGNS
from posdiag.report.words import pick

#: It came out right, with a warning.
WARNED = ("!", "unsure")


def rows(records: Sequence[RunRecord], lang: str, width: int) -> Iterator[Line]:
    """The rows, in the order in which the cases were played. The records are masked ones."""
    first = _longest(record.scenario for record in records)
    for record in records:
        sign, style = sign_of(record)
        opening = f"{sign} {pad(record.scenario, first)}  "
        room = max(width - columns(opening), 20)
        for part in wrap(shown(pick(record.why, lang)), room):
            yield (Span(opening, style), Span(part))
            opening = " " * columns(opening)
    if records:
        yield line()


def sign_of(record: RunRecord) -> tuple[str, str]:
    """The sign of a case and its style."""
    warned = any(finding.severity is Severity.WARNING for finding in record.findings)
    if record.verdict is Verdict.COMPATIBLE and warned:
        return WARNED
    return SIGNS[record.verdict]


def _longest(names: Iterable[str]) -> int:
    return max(map(columns, names), default=0)
