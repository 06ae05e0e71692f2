"""`posdiag diagnose`: replay scenarios on POS releases, and report what failed, why, and what helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.asking import asks_in_text_only, followed
from posdiag.cli.endings import DONE, FAILED, FINDINGS, INTERRUPTED
from posdiag.cli.evidence import channels_from, evidence_option
from posdiag.cli.help import Verb
from posdiag.cli.interrupt import held
from posdiag.cli.options import (
    fail_on_option,
    fault_option,
    format_option,
    output_option,
    profiles_option,
    seed_option,
)
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import LinkError

if TYPE_CHECKING:
    from posdiag.cli.output import Result
    from posdiag.engine import Plan
    from posdiag.record import RunRecord
    from posdiag.replay.scenario import Scenario
    from posdiag.report.redact import Run

#: What may cut a plan short.
Stop = KeyboardInterrupt | LinkError


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def diagnose(
        scenarios: tuple[str, ...],
        folders: tuple[Path, ...],
        pos: tuple[str, ...],
        terminal: str | None,
        faults: tuple[str, ...],
        seed: int,
        prove: bool,
        reenact: bool,
        evidence: str | None,
        following: bool,
        interactive: bool,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        from posdiag import assembly, engine
        from posdiag.assembly_folders import use_folders

        use_folders(folders)
        if interactive and form != "text":
            raise asks_in_text_only(lang)
        plan = engine.Plan(
            scenarios=selected(scenarios),
            releases=assembly.library().select(pos),
            terminal=terminal,
            faults=faults,
            seed=seed,
            prove=prove,
            reenact=reenact,
            evidence=channels_from(evidence),
            folders=tuple(folder.as_posix() for folder in folders),
        )
        with result(output, lang) as place:
            judged, ended_by = _report(plan, following and not interactive, form, lang, place)
            if interactive and not ended_by:
                from posdiag.cli.asking import ask_about

                ask_about(judged, lang, place)
        return _ended(judged, ended_by, fail_on, lang)

    return Verb(lang, "diagnose", diagnose, _params(lang))


def _ended(judged: list[RunRecord], ended_by: Stop | None, fail_on: str, lang: str) -> int:
    """Say what was left undone; the exit code."""
    unjudged = sum(1 for run in judged if run.error)
    if unjudged:
        click.echo(tell(lang, "diagnose.not_judged", count=unjudged), err=True)
    if isinstance(ended_by, LinkError):
        raise ended_by
    if ended_by:
        click.echo(tell(lang, "error.interrupted"), err=True)
        return INTERRUPTED
    return exit_code(judged, fail_on)


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["scenarios"], nargs=-1, metavar="[SCENARIO]..."),
        profiles_option(lang),
        click.Option(["--pos"], multiple=True, metavar="ID[@RELEASE]", help=tell(lang, "diagnose.pos")),
        click.Option(["--terminal"], metavar="URL", help=tell(lang, "diagnose.terminal")),
        fault_option(lang),
        seed_option(lang),
        click.Option(["--prove/--no-prove"], default=True, help=tell(lang, "diagnose.prove")),
        click.Option(["--reenact/--no-reenact"], default=True, help=tell(lang, "diagnose.reenact")),
        evidence_option(lang),
        click.Option(["--next", "following"], is_flag=True, help=tell(lang, "diagnose.next")),
        click.Option(["--interactive"], is_flag=True, help=tell(lang, "diagnose.interactive")),
        format_option(lang, ("text", "json", "jsonl")),
        output_option(lang),
        fail_on_option(lang),
    ]


def selected(wanted: tuple[str, ...]) -> tuple[Scenario, ...]:
    """The scenarios meant; what is wrong with an argument is told as one of SCENARIO."""
    from posdiag import assembly
    from posdiag.assembly_folders import own_folders
    from posdiag.errors import PosdiagError
    from posdiag.replay.load_scenario import select_scenarios

    try:
        return select_scenarios(assembly.scenarios(), wanted, own_folders())
    except PosdiagError as error:
        given = {*wanted, ", ".join(wanted)}
        problems = [
            replace(one, place=f"SCENARIO {one.place}") if one.place in given else one
            for one in error.problems
        ]
        raise type(error)(problems) from error


def exit_code(records: list[RunRecord], fail_on: str) -> int:
    """1 for findings at or above `fail_on`, 3 where a run could not be judged, otherwise 0.

    An incompatible run counts as an error whatever its findings; findings outrank what was not judged.
    """
    from posdiag.diagnose.finding import Severity
    from posdiag.record import Verdict

    if fail_on != "never":
        limit = Severity(fail_on).rank
        for record in records:
            if record.verdict is Verdict.INCOMPATIBLE:
                return FINDINGS
            if any(finding.severity.rank <= limit for finding in record.findings):
                return FINDINGS
    return FAILED if any(record.error for record in records) else DONE


def _report(
    plan: Plan, following: bool, form: str, lang: str, place: Result
) -> tuple[list[RunRecord], Stop | None]:
    """Write the report of all runs in the form asked for; the records, and what cut them short.
    With `following` each failing run tells the next check.

    JSON lines are written as the runs end; the other forms need all of them. What had ended before
    Ctrl-C or the loss of the terminal is reported: a run at a real one is not to be had twice.
    """
    runs: list[Run] = []
    ended_by: Stop | None = None
    try:
        for run in _runs(plan, following):
            with held() as meanwhile:
                runs.append(run)
                if form == "jsonl":
                    _write_line(run, lang, place)
            if meanwhile.asked:
                raise KeyboardInterrupt
    except KeyboardInterrupt as stop:
        ended_by = stop
    except LinkError as gone:
        if not runs:
            raise
        ended_by = gone
    with held() as meanwhile:
        if form != "jsonl":
            planned = len(plan.scenarios) * len(plan.releases)
            _write_all(runs, planned if ended_by else None, form, lang, place)
    if meanwhile.asked:
        ended_by = KeyboardInterrupt()
    return [run.record for run in runs], ended_by


def _write_line(run: Run, lang: str, place: Result) -> None:
    from posdiag.report.json_run import run_line

    place.write(run_line(run.shown(), lang) + "\n")


def _write_all(runs: list[Run], planned: int | None, form: str, lang: str, place: Result) -> None:
    """The whole report; `planned` is how many runs there should have been, where something cut them short."""
    from posdiag import assembly

    if form == "json":
        from posdiag.report.json_run import runs_document

        for chunk in runs_document([run.shown() for run in runs], lang, planned is not None):
            place.write(chunk)
    else:
        from posdiag.report.text import text_report

        place.write_lines(text_report(runs, lang, place.width, assembly.cause_names(), planned))
        if len(runs) > 1 and not runs[0].record.terminal.startswith("sim:"):
            from posdiag.diagnose.seen_sale import HostFrames
            from posdiag.report.till_note import till_note

            reader = HostFrames(assembly.library().host_codec)
            place.write_lines(till_note(runs, reader, lang, place.width))


def _runs(plan: Plan, following: bool) -> Iterator[Run]:
    """The runs of a plan, with their progress on stderr."""
    from posdiag import assembly, engine
    from posdiag.report.redact import Run

    progress = Progress()
    try:
        for event in assembly.run(plan):
            match event:
                case engine.RunStarted():
                    progress.show(
                        f"{event.index}/{event.total} {event.scenario_id} {event.pos_id}@{event.release}"
                    )
                case engine.RunEnded():
                    progress.clear()
                    yield Run(followed(event.record) if following else event.record, event.codecs)
    finally:
        progress.clear()
