"""The report for a terminal: the table of verdicts, then every failure once, releases alike together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import WIDTH
from posdiag.report.failure import CauseNames, failure
from posdiag.report.lines import Line, line
from posdiag.report.redact import Shown
from posdiag.report.table import summary, table
from posdiag.report.words import say


def text_report(
    runs: Sequence[Shown], lang: str, width: int = WIDTH, cause_names: CauseNames | None = None
) -> Iterator[Line]:
    """The report of all runs, line by line; `columns.plain` or the command line's painter writes it out."""
    records = [run.record for run in runs]
    yield line(summary(records, lang), "head")
    yield line()
    if len(runs) > 1:
        yield from table(records, lang, width)
        yield line()
    failures = [run for run in runs if run.record.verdict is not Verdict.COMPATIBLE]
    if not failures:
        yield line(say(lang, "table.all_well"), "good")
    for first, *others in _alike(failures):
        alike = [f"{run.record.pos_id}@{run.record.release}" for run in others]
        yield from failure(first, alike, lang, width, cause_names or {})


def _alike(failures: Sequence[Shown]) -> list[list[Shown]]:
    """Failures of one scenario on releases of one product that came out the same, together."""
    groups: dict[object, list[Shown]] = {}
    for run in failures:
        groups.setdefault(_signature(run.record), []).append(run)
    return list(groups.values())


def _signature(record: RunRecord) -> object:
    return (
        record.scenario,
        record.pos_id,
        record.terminal,
        record.faults,
        record.verdict,
        record.error,
        record.causes[0].cause if record.causes else "",
        tuple(finding.code for finding in record.findings),
        tuple((advice.id, advice.proof.status) for advice in record.guidance),
        (record.money.charges, record.money.charged_krw, record.money.pos_believes),
    )
