"""`posdiag explain`: the diagnosis of captured traffic, payment by payment."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from posdiag.cli.endings import DONE, FINDINGS, NOTHING
from posdiag.cli.help import Verb
from posdiag.cli.options import fail_on_option, format_option, output_option
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem

if TYPE_CHECKING:
    from posdiag.cli.output import Result
    from posdiag.explain.survey import Survey
    from posdiag.explain.ways import Hints
    from posdiag.report.captures import Teller

#: The progress line is written anew after so many events of a capture.
_EVERY = 5_000
#: Python looks for garbage in cycles after so many new things; a capture makes very many and no cycles.
_GARBAGE_AFTER = 200_000


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def explain(
        files: tuple[str, ...],
        dialect: str | None,
        pos: str | None,
        ports: tuple[int, ...],
        only: str | None,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        hints = _hints(dialect, pos, ports, lang)
        gc.set_threshold(_GARBAGE_AFTER, 20, 100)
        with result(output, lang) as place:
            teller = _explain(files, hints, form, only or "", lang, place)
        return _ending(teller, fail_on, files, lang)

    params: list[click.Parameter] = [
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
        format_option(lang, ("text", "json", "jsonl")),
        output_option(lang),
        fail_on_option(lang),
    ]
    return Verb(lang, "explain", explain, params)


def _hints(dialect: str | None, pos: str | None, ports: tuple[int, ...], lang: str) -> Hints:
    """What the user knows of the lines; InputError for what does not exist."""
    from posdiag import assembly
    from posdiag.explain.ways import Hints

    release = None
    if pos:
        found = assembly.library().select((pos,))
        if len(found) != 1:
            what = tell(lang, "explain.one_pos", count=len(found))
            raise InputError(Problem("--pos", what, tell(lang, "explain.one_pos_remedy")))
        release = found[0]
    if dialect:
        assembly.library().dialects.get(dialect)
    return Hints(dialect or "", release, frozenset(ports))


def _explain(files: tuple[str, ...], hints: Hints, form: str, only: str, lang: str, place: Result) -> Teller:
    """Read every file and write the report in the form asked for."""
    from posdiag import assembly
    from posdiag.explain.survey import Survey
    from posdiag.report.captures import teller_of

    house = assembly.house()
    teller = teller_of(form, house, hints.release, lang, only, place.write)
    for name in files:
        survey = Survey(house.library, hints)
        teller.begin(name, survey)
        with _opened(name, lang) as stream:
            _read(stream, name, survey, teller, lang)
        _tell_of(name, survey, lang)
    teller.end()
    if form == "text":
        from posdiag.report.explained import explained_report

        lines = explained_report(teller.tally, teller.surveys, lang, place.width, assembly.cause_names())
        place.write_lines(lines)
    return teller


def _read(stream: BinaryIO, name: str, survey: Survey, teller: Teller, lang: str) -> None:
    """One capture, event by event, with the progress on stderr."""
    from posdiag.capture.open import read

    progress = Progress()
    size = _size(stream)
    count = 0
    try:
        for event in read(stream, "stdin" if name == "-" else name):
            ended = survey.take(event)
            if ended:
                teller.take(ended)
            count += 1
            if count % _EVERY == 0 and size:
                percent = min(99, stream.tell() * 100 // size)
                progress.show(tell(lang, "explain.at", name=name, percent=percent, count=teller.tally.runs))
        teller.take(survey.end())
    except OSError as error:
        what = tell(lang, "explain.unread", what=error.strerror or str(error))
        raise InputError(Problem(name, what, tell(lang, "explain.unread_remedy"))) from error
    finally:
        progress.clear()


@contextmanager
def _opened(name: str, lang: str) -> Iterator[BinaryIO]:
    """The capture's bytes; stdin for `-`. InputError where it cannot be opened."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        what = tell(lang, "explain.unread", what=error.strerror or str(error))
        raise InputError(Problem(name, what, tell(lang, "explain.unread_remedy"))) from error
    with stream:
        yield stream


def _size(stream: BinaryIO) -> int:
    """The size of a file; 0 for a pipe."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return found.st_size


def _tell_of(name: str, survey: Survey, lang: str) -> None:
    """What is wrong with the capture, and what was left out, on stderr."""
    from posdiag.masking import mask_text

    for trouble in survey.troubles:
        told = tell(lang, "explain.trouble", place=trouble.place, what=trouble.what)
        remedy = f"\n    {trouble.remedy}" if trouble.remedy else ""
        click.echo(mask_text(told) + remedy, err=True)
    more = survey.trouble_count - len(survey.troubles)
    if more > 0:
        click.echo(tell(lang, "explain.more_troubles", count=more), err=True)
    left: dict[str, int] = {}
    for place in survey.places.values():
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
