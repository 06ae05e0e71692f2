"""`posdiag bisect`: the release that broke a payment, the one that mended it, and the trait that did it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, INTERRUPTED
from posdiag.cli.help import Verb
from posdiag.cli.interrupt import held
from posdiag.cli.options import fault_option, format_option, output_option, seed_option
from posdiag.cli.output import Progress, Result, result
from posdiag.cli.texts import tell
from posdiag.errors import LinkError

if TYPE_CHECKING:
    from posdiag.assembly_isolate import Stage
    from posdiag.cli.bisect_cases import Asked, Case
    from posdiag.isolate.outcome import Outcome
    from posdiag.report.bisected import Bisected

#: What may cut a search short.
Stop = KeyboardInterrupt | LinkError


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def bisect(
        scenarios: tuple[str, ...],
        run: Path | None,
        pos: str | None,
        first: str | None,
        last: str | None,
        terminal: str | None,
        firmware: str | None,
        faults: tuple[str, ...],
        seed: int,
        any_failure: bool,
        every: bool,
        form: str,
        output: Path | None,
    ) -> int:
        from posdiag.cli.bisect_cases import Asked, cases

        asked = Asked(scenarios, run, pos, first, last, terminal, firmware, faults, seed)
        wanted = cases(asked)
        with result(output, lang) as place:
            if not wanted and form == "text":
                place.write(tell(lang, "bisect.none_failed", file=run) + "\n")
            ended_by = _report(wanted, asked, (any_failure, every), form, lang, place)
        if isinstance(ended_by, LinkError):
            raise ended_by
        if ended_by is not None:
            click.echo(tell(lang, "error.interrupted"), err=True)
            return INTERRUPTED
        return DONE

    return Verb(lang, "bisect", bisect, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["scenarios"], nargs=-1, metavar="[SCENARIO]..."),
        click.Option(
            ["--run"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=tell(lang, "bisect.run"),
        ),
        click.Option(["--pos"], metavar="ID", help=tell(lang, "bisect.pos")),
        click.Option(["--from", "first"], metavar="RELEASE", help=tell(lang, "bisect.from")),
        click.Option(["--to", "last"], metavar="RELEASE", help=tell(lang, "bisect.to")),
        click.Option(["--terminal"], metavar="URL", help=tell(lang, "diagnose.terminal")),
        click.Option(["--firmware"], metavar="sim:RIG", help=tell(lang, "bisect.firmware")),
        fault_option(lang),
        seed_option(lang),
        click.Option(["--any", "any_failure"], is_flag=True, help=tell(lang, "bisect.any")),
        click.Option(["--all", "every"], is_flag=True, help=tell(lang, "bisect.all")),
        format_option(lang),
        output_option(lang),
    ]


def _report(
    wanted: tuple[Case, ...],
    asked: Asked,
    how: tuple[bool, bool],
    form: str,
    lang: str,
    place: Result,
) -> Stop | None:
    """Carry the searches out one after the other and write what they find; what cut them short."""
    ended: list[Bisected] = []
    ended_by: Stop | None = None
    for case in wanted:
        done, ended_by = _search(case, asked, how, form, lang, place)
        ended.append(done)
        if ended_by is not None:
            break
    if form == "json":
        from posdiag.report.bisected_json import bisect_object

        document = {
            "schema": "posdiag/bisections/1",
            "bisections": [bisect_object(one) for one in ended],
            "interrupted": ended_by is not None,
        }
        with held():
            place.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return ended_by


def _search(
    case: Case, asked: Asked, how: tuple[bool, bool], form: str, lang: str, place: Result
) -> tuple[Bisected, Stop | None]:
    """One search. LinkError and Ctrl-C before anything was played are raised."""
    from posdiag.assembly_isolate import stage

    with stage(case.terminal) as opened:
        done = _prepared(case, asked, how, opened)
        one, ended_by = done.bisection, None
        with _told(done, form, lang, place):
            try:
                one.run()
            except (KeyboardInterrupt, LinkError) as stop:
                if not one.history.known:
                    raise
                ended_by = stop
        done = replace(done, interrupted=ended_by is not None)
    if form == "text":
        from posdiag import assembly
        from posdiag.report.bisected import end_lines

        with held():
            place.write_lines(end_lines(done, lang, place.width, assembly.cause_names()))
            place.write("\n" if case.recorded or len(asked.scenarios) > 1 else "")
    return done, ended_by


def _prepared(case: Case, asked: Asked, how: tuple[bool, bool], opened: Stage) -> Bisected:
    """The search with what a recorded run comes to today."""
    from posdiag.cli.bisect_cases import recorded_release, versions_of
    from posdiag.isolate.bisect import Bisection
    from posdiag.replay.variant import Variant
    from posdiag.report.bisected import Bisected

    versions = versions_of(case, asked, opened)
    run, release = case.recorded, recorded_release(case)
    wanted, now = None, None
    if run is not None and release is not None:
        now = opened.play(Variant(case.scenario, release), case.faults, case.seed)
        wanted = run.wanted(now)
    one = Bisection(case.scenario.id, versions, wanted, *how)
    terminal = asked.firmware or opened.address_of(case.releases[0])
    return Bisected(
        one, terminal, case.seed, asked.firmware is not None, run, now, _command(case, asked, how)
    )


@contextmanager
def _told(done: Bisected, form: str, lang: str, place: Result) -> Iterator[None]:
    """Each version is shown as it was played: its line in a report for people, otherwise as progress."""
    one, progress = done.bisection, Progress()
    count = len(one.versions.labels)

    def show(number: int, seen: Outcome) -> None:
        if form == "text":
            place.write_lines(step_lines(done, number, seen, lang, place.width, names))
        progress.show(f"{len(one.history.known)}/{count} {one.scenario} {one.versions.labels[number]}")

    if form == "text":
        from posdiag import assembly
        from posdiag.report.bisected import head_lines, step_lines

        names = assembly.cause_names()
        place.write_lines(head_lines(done, lang, place.width))
    one.history.watch = show
    try:
        yield
    finally:
        progress.clear()


def _command(case: Case, asked: Asked, how: tuple[bool, bool]) -> str:
    """The command line that repeats a search."""
    words = ["posdiag", "bisect"]
    if asked.run is not None:
        words += ["--run", str(asked.run)]
    else:
        place = case.scenario.place
        shipped = place.startswith("profiles/") or "_profiles" in place
        words += [case.scenario.id if shipped else place.rpartition(":")[0], "--pos", asked.pos or ""]
    pairs = (("--from", asked.first), ("--to", asked.last))
    places = (("--terminal", asked.terminal), ("--firmware", asked.firmware))
    for option, value in (*pairs, *places):
        words += [option, value] if value is not None else []
    for fault in asked.faults:
        words += ["--fault", fault]
    words += [flag for flag, given in zip(("--any", "--all"), how, strict=True) if given]
    if asked.run is None:
        words += ["--seed", str(asked.seed)]
    return shlex.join(words)
