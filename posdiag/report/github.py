"""A matrix for GitHub Actions: annotations of the ten worst failures, and the summary page of a job."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.finding import Severity
from posdiag.matrix.compare import Standing
from posdiag.report.markdown import markdown_report
from posdiag.report.matrix_report import MatrixReport, severity_of, split_place
from posdiag.report.matrix_words import matrix_say
from posdiag.report.words import pick

#: GitHub shows ten annotations of a level for a step, and silently drops the rest.
MOST_ANNOTATIONS = 10
#: GitHub refuses a larger summary of a step altogether.
MOST_SUMMARY = 1_000_000
_LOUD = (Standing.NEW, Standing.EXPIRED)
_KINDS = {Severity.WARNING: "warning", Severity.NOTE: "notice"}


def annotation_lines(report: MatrixReport, lang: str) -> Iterator[str]:
    """Workflow commands, one a line: the ten worst new failures, then how many more there are."""
    failures = report.failures(*_LOUD)
    for print_, failure in failures[:MOST_ANNOTATIONS]:
        (file, line), _ = report.places(failure)
        kind = _KINDS.get(severity_of(failure), "error")
        title = f"{matrix_say(lang, f'standing.{report.standing(print_)}')}: {report.title(failure)}"
        text = "\n".join(
            [f"{report.cause(failure, lang)}: {pick(failure.first.why, lang)}", report.command(failure)]
        )
        yield f"::{kind} file={_value(file)},line={line},title={_value(title)}::{_message(text)}\n"
    if len(failures) > MOST_ANNOTATIONS:
        more = matrix_say(lang, "annotation.more", count=len(failures) - MOST_ANNOTATIONS)
        yield f"::notice title=posdiag::{_message(more)}\n"
    for number, (print_, why) in enumerate(report.compared.stale.items()):
        entry = report.compared.entries[print_]
        if number == MOST_ANNOTATIONS:
            break
        file, line = split_place(entry.place)
        what = f"{entry.identity.scenario} · {entry.identity.pos}"
        text = matrix_say(lang, "annotation.stale", what=what, why=matrix_say(lang, f"stale.{why}"))
        yield f"::warning file={_value(file)},line={line},title=posdiag::{_message(text)}\n"


def summary_page(report: MatrixReport, lang: str) -> str:
    """The Markdown report within the size of a step's summary; what was cut is said."""
    text = "".join(markdown_report(report, lang))
    if len(text.encode("utf-8")) <= MOST_SUMMARY:
        return text
    for most in (200, 50, 10):
        text = "".join(markdown_report(report, lang, most))
        if len(text.encode("utf-8")) <= MOST_SUMMARY:
            return text
    return "".join(markdown_report(report, lang, 10, table=False))


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
