"""`posdiag explain`: the diagnosis of captured traffic, payment by payment."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, FINDINGS, NOTHING
from posdiag.cli.help import Verb
from posdiag.cli.options import fail_on_option, format_option, output_option
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.worded import in_language

if TYPE_CHECKING:
    from posdiag.cli.asking_captured import Wanted
    from posdiag.cli.output import Result
    from posdiag.cli.surveyed import Asked, Step
    from posdiag.explain.survey import Sights
    from posdiag.report.captures import Teller


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def explain(
        files: tuple[str, ...],
        dialect: str | None,
        pos: str | None,
        ports: tuple[int, ...],
        only: str | None,
        payment: int | None,
        following: bool,
        interactive: bool,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        from posdiag.cli.asking_captured import Wanted
        from posdiag.cli.surveyed import Asked

        if interactive:
            _check_asking(files, form, lang)
        asked = Asked(dialect or "", pos or "", ports, lang)
        asked.hints()  # what does not exist is told before anything is written
        with result(output, lang) as place:
            wanted = Wanted(payment)
            teller = _explain(files, asked, form, only or "", place, wanted, following and not interactive)
            if interactive:
                from posdiag.cli.asking_captured import ask_about_payment

                ask_about_payment(teller.tally, lang, place)
        return _ending(teller, fail_on, files, lang)

    return Verb(lang, "explain", explain, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        click.Option(["--as", "dialect"], metavar="DIALECT", help=tell(lang, "explain.as")),
        click.Option(["--pos"], metavar="ID@RELEASE", help=tell(lang, "explain.pos")),
        click.Option(
            ["--port", "ports"],
            multiple=True,
            type=click.IntRange(1, 65_535),
            metavar="N",
            help=tell(lang, "explain.port"),
        ),
        click.Option(
            ["--only"],
            type=click.Choice(["incompatible", "inconclusive", "compatible"]),
            help=tell(lang, "explain.only"),
        ),
        click.Option(
            ["--payment"], type=click.IntRange(min=1), metavar="N", help=tell(lang, "explain.payment")
        ),
        click.Option(["--next", "following"], is_flag=True, help=tell(lang, "explain.next")),
        click.Option(["--interactive"], is_flag=True, help=tell(lang, "explain.interactive")),
        format_option(lang, ("text", "json", "jsonl")),
        output_option(lang),
        fail_on_option(lang),
    ]


def _check_asking(files: tuple[str, ...], form: str, lang: str) -> None:
    """InputError where nobody could be asked."""
    from posdiag.cli.asking import asks_in_text_only

    if form != "text":
        raise asks_in_text_only(lang)
    if "-" in files:
        what, remedy = (tell(lang, f"explain.{key}") for key in ("no_answers", "no_answers_remedy"))
        raise InputError(Problem("--interactive", what, remedy))


def _explain(
    files: tuple[str, ...], asked: Asked, form: str, only: str, place: Result, wanted: Wanted, following: bool
) -> Teller:
    """Read every file and write the report in the form asked for."""
    from posdiag.cli.surveyed import surveyed

    with closing(surveyed(files[0], asked)) as steps:  # begins to read; what follows takes a while to load
        from posdiag import assembly
        from posdiag.report.captures import teller_of

        teller = teller_of(form, assembly.house(), asked.hints(), asked.lang, only, place.send)
        teller.tally.before = (wanted.number or 1) - 1
        if following:
            from posdiag.cli.asking import followed

            teller.follow = followed if form != "text" else None
        _read(files[0], steps, teller, asked.lang, wanted)
    for name in files[1:]:
        with closing(surveyed(name, asked)) as steps:
            _read(name, steps, teller, asked.lang, wanted)
    wanted.check(asked.lang)
    teller.end()
    if form == "text":
        if following:
            from posdiag.cli.asking_captured import follow_shown

            follow_shown(teller.tally)
        from posdiag.report.explained import explained_report

        names = assembly.cause_names()
        place.write_lines(explained_report(teller.tally, teller.surveys, asked.lang, place.width, names))
        place.write_lines(teller.lookout.lines(asked.lang, place.width))
    return teller


def _read(name: str, steps: Iterable[Step], teller: Teller, lang: str, wanted: Wanted) -> None:
    """One capture, step by step, with the progress on stderr."""
    progress = Progress()
    teller.begin(name)
    try:
        for step in steps:
            teller.take(wanted.of(step.payments))
            if step.sights is not None:
                teller.over(name, step.sights)
                progress.clear()
                _tell_of(name, step.sights, lang)
            elif step.percent:
                count = teller.tally.runs
                progress.show(tell(lang, "explain.at", name=name, percent=step.percent, count=count))
    finally:
        progress.clear()


def _tell_of(name: str, sights: Sights, lang: str) -> None:
    """What is wrong with the capture, and what was left out, on stderr."""
    from posdiag.masking import mask_text

    for trouble in sights.troubles:
        what, mend = in_language(trouble.what, lang), in_language(trouble.remedy, lang)
        told = tell(lang, "explain.trouble", place=trouble.place, what=what)
        remedy = f"\n    {mend}" if mend else ""
        click.echo(mask_text(told) + remedy, err=True)
    more = sights.trouble_count - len(sights.troubles)
    if more > 0:
        click.echo(tell(lang, "explain.more_troubles", count=more), err=True)
    left: dict[str, int] = {}
    for place in sights.places.values():
        if not place.dialect and place.what not in ("unknown", "listening", "known"):
            left[place.what] = left.get(place.what, 0) + place.lines
    for what, count in left.items():
        click.echo(tell(lang, "explain.left_out", name=name, count=count, what=what), err=True)


def _ending(teller: Teller, fail_on: str, files: tuple[str, ...], lang: str) -> int:
    """1 for failures and for findings at or above `fail_on`, 5 where there was no payment at all."""
    from posdiag.diagnose.finding import Severity
    from posdiag.record import Verdict

    tally = teller.tally
    if not tally.runs:
        remedy = tell(lang, "explain.none_remedy")
        raise NothingSelected(Problem(", ".join(files), tell(lang, "explain.none"), remedy))
    if fail_on != "never":
        bad = tally.of(Verdict.INCOMPATIBLE) > 0 or tally.worst <= Severity(fail_on).rank
        return FINDINGS if bad else DONE
    return DONE


__all__ = ["DONE", "FINDINGS", "NOTHING", "command"]
