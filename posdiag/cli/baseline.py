"""`posdiag baseline`: write down what is known to fail, check a matrix against it, take out what passes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posdiag.cli.endings import DONE, FAILED, INTERRUPTED
from posdiag.cli.help import Verb, Verbs
from posdiag.cli.matrix import known_failures, play, report_options
from posdiag.cli.matrix_options import Asked, matrix_of, matrix_options
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell
from posdiag.errors import PosdiagError

if TYPE_CHECKING:
    from posdiag.matrix.baseline import Entry
    from posdiag.matrix.tally import Tally
    from posdiag.report.matrix_report import MatrixReport


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a baseline file: counts, and lines for people."""

    counts: Mapping[str, int]
    lines: tuple[str, ...] = ()


def command(lang: str) -> click.Command:
    """The verb and its three verbs, their help in `lang`."""
    return Verbs(lang, "baseline", {"write": _write, "check": _check, "prune": _prune}, "baseline")


def _write(lang: str) -> click.Command:
    def write(**options: Any) -> int:
        from posdiag.cli.matrix_run import day
        from posdiag.matrix.compare import written

        asked = Asked.of(options, lang)
        file, said = options["file"], (options["reason"], options["owner"])
        expires = day(options["expires"], "--expires", lang)
        _refuse_empty(said, lang)
        known = known_failures(file if file.exists() else None, options["today"], lang)
        report, code = _played(asked, known)
        if report is None:
            return code
        entries = written(report.tally, known.entries, *said, expires, options["renew"])
        _put(file, entries, lang)
        failing = len(report.tally.failures)
        added = len(entries) - len(known.entries)
        counts = {"failures": failing, "added": added, "kept": len(known.entries), "entries": len(entries)}
        lines = (tell(lang, "baseline.written", file=file, **counts), *_stale_hint(report, lang))
        _tell(Change(counts, lines), options["form"], options["output"], lang)
        return FAILED if report.tally.errors else DONE

    own = [
        _file(lang),
        click.Option(["--reason"], required=True, metavar="TEXT", help=tell(lang, "baseline.reason")),
        click.Option(["--owner"], required=True, metavar="NAME", help=tell(lang, "baseline.owner")),
        click.Option(["--expires"], required=True, metavar="YYYY-MM-DD", help=tell(lang, "baseline.expires")),
        click.Option(["--renew"], is_flag=True, help=tell(lang, "baseline.renew")),
    ]
    return Verb(lang, "baseline write", write, [*own, *matrix_options(lang), *_told_options(lang)])


def _check(lang: str) -> click.Command:
    def check(**options: Any) -> int:
        asked = Asked.of(options, lang)
        return play(asked, baseline=options.pop("file"), **options)

    return Verb(lang, "baseline check", check, [_file(lang), *matrix_options(lang), *report_options(lang)])


def _prune(lang: str) -> click.Command:
    def prune(**options: Any) -> int:
        from posdiag.matrix.compare import pruned

        asked = Asked.of(options, lang)
        file = options["file"]
        known = known_failures(file, options["today"], lang)
        report, code = _played(asked, known)
        if report is None:
            return code
        kept = {entry.identity.fingerprint: entry for entry in pruned(report.compared)}
        if len(kept) != len(known.entries):
            _put(file, kept, lang)
        from posdiag.report.markdown import stale_lines

        gone = len(known.entries) - len(kept)
        counts = {"removed": gone, "kept": len(kept), "not_played": len(report.compared.unplayed)}
        lines = (tell(lang, "baseline.pruned", file=file, **counts), *stale_lines(report, lang))
        _tell(Change(counts, lines), options["form"], options["output"], lang)
        return FAILED if report.tally.errors else DONE

    return Verb(lang, "baseline prune", prune, [_file(lang), *matrix_options(lang), *_told_options(lang)])


def _file(lang: str) -> click.Parameter:
    return click.Option(
        ["--file", "-f", "file"],
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("posdiag-baseline.yaml"),
        show_default=True,
        metavar="FILE",
        help=tell(lang, "baseline.file"),
    )


def _told_options(lang: str) -> list[click.Parameter]:
    today = click.Option(["--today"], metavar="YYYY-MM-DD", help=tell(lang, "matrix.today"))
    return [today, format_option(lang), output_option(lang)]


def _refuse_empty(said: tuple[str, str], lang: str) -> None:
    from posdiag.errors import InputError, Problem

    problems = [
        Problem(option, tell(lang, "baseline.empty"), tell(lang, "baseline.empty_remedy"))
        for option, text in zip(("--reason", "--owner"), said, strict=True)
        if not text.strip()
    ]
    if problems:
        raise InputError(problems)


def _played(asked: Asked, known: Any) -> tuple[MatrixReport | None, int]:
    """The matrix played whole; None with an exit code where it was cut short, since half a matrix
    would say of the other half that it passes."""
    from posdiag.cli.matrix_run import carry_out

    report, stop = carry_out(asked, matrix_of(asked), known, None)
    if isinstance(stop, PosdiagError):
        raise stop
    if stop is not None:
        click.echo(tell(asked.lang, "error.interrupted"), err=True)
        return None, INTERRUPTED
    _warn(report.tally, asked.lang)
    return report, DONE


def _warn(tally: Tally, lang: str) -> None:
    if tally.errors:
        click.echo(tell(lang, "diagnose.not_judged", count=tally.errors), err=True)


def _stale_hint(report: MatrixReport, lang: str) -> tuple[str, ...]:
    stale = len(report.compared.stale)
    return (tell(lang, "baseline.stale", count=stale),) if stale else ()


def _put(file: Path, entries: Mapping[str, Entry], lang: str) -> None:
    """The file anew, whole or not at all; personal data in a reason goes into no repository."""
    from posdiag.masking import mask_text
    from posdiag.matrix.baseline import write_baseline

    with result(file, lang) as place:
        place.write(mask_text("".join(write_baseline(entries.values()))))


def _tell(change: Change, form: str, output: Path | None, lang: str) -> None:
    from posdiag.report.lines import line

    with result(output, lang) as place:
        if form == "json":
            place.write(json.dumps({"schema": "posdiag/baseline-change/1", **change.counts}) + "\n")
        else:
            place.write_lines(line(text) for text in change.lines)
