"""A matrix as GitLab's code quality report: one issue for each failure that is new or whose time ran out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posdiag.diagnose.finding import Severity
from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure
from posdiag.report.json_run import dump
from posdiag.report.matrix_report import MatrixReport, severity_of
from posdiag.report.words import pick

_SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "blocker",
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}


def codequality_report(report: MatrixReport, lang: str) -> str:
    """The document: a list. Fingerprints are those of the baseline, so no two issues have the same."""
    failures = report.failures(Standing.NEW, Standing.EXPIRED)
    issues = [_issue(report, print_, failure, lang) for print_, failure in failures]
    return "[\n" + ",\n".join(map(dump, issues)) + "\n]\n" if issues else "[]\n"


def _issue(report: MatrixReport, print_: str, failure: Failure, lang: str) -> dict[str, Any]:
    (file, line), _ = report.places(failure)
    said = f"{report.title(failure)}: {report.cause(failure, lang)}. {pick(failure.first.why, lang)}"
    return {
        "type": "issue",
        "check_name": failure.identity.cause,
        "description": said,
        "categories": ["Compatibility"],
        "severity": _SEVERITIES[severity_of(failure)],
        "fingerprint": print_,
        "location": {"path": file, "lines": {"begin": line}},
        "content": {"body": report.command(failure)},
    }
