"""The report for a terminal: the table of verdicts, then every failure, those with one cause together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import WIDTH
from posdiag.report.failure import failure
from posdiag.report.lines import Line, line
from posdiag.report.reasons import CauseNames
from posdiag.report.redact import Run
from posdiag.report.table import summary, table
from posdiag.report.words import say

_NO_NAMES: Mapping[str, Mapping[str, str]] = {}


def text_report(
    runs: Sequence[Run],
    lang: str,
    width: int = WIDTH,
    cause_names: CauseNames = _NO_NAMES,
    planned: int | None = None,
) -> Iterator[Line]:
    """The report of all runs, line by line; `lines.plain` or the command line's painter writes it out.

    `planned` is how many there should have been, where they were interrupted.
    """
    records = [run.record for run in runs]
    yield line(summary(records, lang), "head")
    if planned is not None:
        yield line(say(lang, "table.interrupted", done=len(runs), planned=planned), "unsure")
    yield line()
    if len(runs) > 1:
        yield from table(records, lang, width)
        yield line()
    failures = [run for run in runs if run.record.verdict is not Verdict.COMPATIBLE]
    if not failures and planned is None:
        yield line(say(lang, "table.all_well"), "good")
    for first, *others in _alike(failures):
        yield from failure(first.shown(), _places(others), lang, width, cause_names)


def _alike(failures: Sequence[Run]) -> list[list[Run]]:
    """Failures of one product with one cause, one kind of damage and the same advice, together.

    A release that cannot talk with its terminal fails in every scenario: that is one failure to read,
    not forty. The first of a group is the one shown whole.
    """
    groups: dict[object, list[Run]] = {}
    for run in failures:
        groups.setdefault(_signature(run.record), []).append(run)
    return list(groups.values())


def _signature(record: RunRecord) -> object:
    money = record.money
    return (
        record.pos_id,
        record.terminal,
        record.verdict,
        record.error,
        record.causes[0].cause if record.causes else tuple(finding.code for finding in record.findings),
        money.agrees,
        None if money.agrees else (record.scenario, money.charges),
        tuple((advice.id, advice.proof.status) for advice in record.guidance),
    )


def _places(runs: Sequence[Run]) -> list[str]:
    """`1.0 1.1: scenario, scenario`: the scenarios that the same releases fail, together."""
    releases: dict[str, list[str]] = {}
    for run in runs:
        releases.setdefault(run.record.scenario, []).append(run.record.release)
    scenarios: dict[str, list[str]] = {}
    for scenario, failing in releases.items():
        scenarios.setdefault(" ".join(failing), []).append(scenario)
    return [f"{failing}: {', '.join(names)}" for failing, names in scenarios.items()]
