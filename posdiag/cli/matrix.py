"""`posdiag matrix`: scenarios x POS releases x rigs, with as many reports as a pipeline wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posdiag.cli.endings import DONE, FAILED, FINDINGS, INTERRUPTED
from posdiag.cli.help import Verb
from posdiag.cli.matrix_options import Asked, matrix_of, matrix_options
from posdiag.cli.reports_out import KINDS, Reports, wanted_reports
from posdiag.cli.texts import tell
from posdiag.errors import PosdiagError

if TYPE_CHECKING:
    from posdiag.cli.matrix_run import Known
    from posdiag.matrix.compare import Compared
    from posdiag.matrix.tally import Tally

_FAIL_ON = ("error", "warning", "new", "never")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def matrix(**options: Any) -> int:
        asked = Asked.of(options, lang)
        return play(asked, baseline=options.pop("baseline"), **options)

    return Verb(lang, "matrix", matrix, [*matrix_options(lang), baseline_option(lang), *report_options(lang)])


def baseline_option(lang: str) -> click.Option:
    return click.Option(
        ["--baseline"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=tell(lang, "matrix.baseline"),
    )


def report_options(lang: str) -> list[click.Parameter]:
    """Where what is found goes, and when it is a failure."""
    return [
        click.Option(["--today"], metavar="YYYY-MM-DD", help=tell(lang, "matrix.today")),
        click.Option(
            ["--format", "form"],
            type=click.Choice(KINDS),
            default="text",
            show_default=True,
            help=tell(lang, "option.format"),
        ),
        click.Option(
            ["--output", "-o", "outputs"],
            multiple=True,
            metavar="[KIND=]PATH",
            help=tell(lang, "matrix.output"),
        ),
        click.Option(["--fail-on"], type=click.Choice(_FAIL_ON), help=tell(lang, "matrix.fail_on")),
    ]


def play(
    asked: Asked,
    baseline: Path | None,
    today: str | None,
    form: str,
    outputs: tuple[str, ...],
    fail_on: str | None,
) -> int:
    """Play, report, and judge; the exit code."""
    from posdiag.cli.matrix_run import carry_out

    wanted = wanted_reports(form, outputs, asked.lang)
    matrix = matrix_of(asked)
    known = known_failures(baseline, today, asked.lang)
    reports = Reports(asked.lang)
    reports.begin(wanted)
    try:
        report, stop = carry_out(asked, matrix, known, reports)
    except BaseException:
        reports.drop()
        raise
    reports.end(report)
    if report.tally.errors:
        click.echo(tell(asked.lang, "diagnose.not_judged", count=report.tally.errors), err=True)
    if isinstance(stop, PosdiagError):
        raise stop
    if stop is not None:
        click.echo(tell(asked.lang, "error.interrupted"), err=True)
        if asked.resume is not None:
            click.echo(tell(asked.lang, "matrix.go_on", file=asked.resume), err=True)
        return INTERRUPTED
    chosen = fail_on or ("error" if baseline is None else "new")
    return ending(report.tally, report.compared, chosen, reports.failed)


def known_failures(baseline: Path | None, today: str | None, lang: str) -> Known:
    from posdiag.cli.matrix_run import Known, day_of, read_entries

    entries = {} if baseline is None else read_entries(baseline, lang)
    return Known(entries, day_of(today, lang), baseline is not None)


def ending(tally: Tally, compared: Compared, fail_on: str, unwritten: int = 0) -> int:
    """1 for what `fail_on` says, 3 where a replay could not be judged or a report not written, else 0.

    `error` and `warning` count all findings, known or not; `new` counts what is no longer as the
    baseline says: new failures, expired ones and stale entries. What was found outranks what failed.
    """
    from posdiag.diagnose.finding import Severity

    if fail_on == "new":
        found = not compared.clean
    elif fail_on == "never":
        found = False
    else:
        worst = tally.worst
        found = bool(tally.failures) or (worst is not None and worst.rank <= Severity(fail_on).rank)
    if found:
        return FINDINGS
    return FAILED if tally.errors or unwritten else DONE
