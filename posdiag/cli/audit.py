"""`posdiag audit`: play the terminal, misbehave as a campaign says, and judge what a real POS does."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import INTERRUPTED
from posdiag.cli.help import Verb
from posdiag.cli.interrupt import held
from posdiag.cli.options import (
    Number,
    format_option,
    output_option,
    program_options,
    seconds_option,
    seed_option,
)
from posdiag.cli.texts import tell
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.audit.campaign import AuditCase
    from posdiag.audit.conduct import Plan
    from posdiag.cli.output import Result
    from posdiag.report.redact import Run

_FASTEST = 1000.0
#: What a POS is called that nobody named.
NOBODY = "audited"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. Seconds are real ones."""

    rig: str
    listen: str
    run: str
    approved: str
    declined: str
    timeout: float
    wait: float
    patience: float
    only: tuple[str, ...]
    dialect: str
    pos: str
    speed: float
    seed: int


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def audit(form: str, output: Path | None, fail_on: str, **words: object) -> int:
        from posdiag.cli.diagnose import exit_code
        from posdiag.cli.output import result

        asked = Asked(**words)  # type: ignore[arg-type]
        _check(asked)
        with result(output, lang) as place:
            runs, ended = _report(asked, form, lang, place)
        if ended:
            click.echo(tell(lang, "error.interrupted"), err=True)
            return INTERRUPTED
        return exit_code([run.record for run in runs], fail_on)

    params: list[click.Parameter] = [
        click.Argument(["rig"], metavar="RIG"),
        *_options_of_the_line(lang),
        *_options_of_the_pos(lang),
        seed_option(lang),
        format_option(lang, ("text", "json", "jsonl")),
        output_option(lang),
        click.Option(
            ["--fail-on"],
            type=click.Choice(["error", "warning", "never"]),
            default="error",
            show_default=True,
            help=tell(lang, "audit.fail_on"),
        ),
    ]
    return Verb(lang, "audit", audit, params)


def _options_of_the_line(lang: str) -> list[click.Parameter]:
    return [
        click.Option(
            ["--listen"],
            default="tcp://127.0.0.1:0",
            show_default=True,
            metavar="tcp://127.0.0.1:PORT|pty",
            help=tell(lang, "audit.listen"),
        ),
        click.Option(["--only"], multiple=True, metavar="CASE", help=tell(lang, "audit.only")),
        click.Option(["--as", "dialect"], default="", metavar="DIALECT", help=tell(lang, "audit.as")),
        click.Option(
            ["--speed"],
            type=Number(min=0, max=_FASTEST, min_open=True),
            default=1.0,
            show_default=True,
            help=tell(lang, "audit.speed"),
        ),
    ]


def _options_of_the_pos(lang: str) -> list[click.Parameter]:
    return [
        *program_options(lang),
        seconds_option(lang, "timeout", 60.0),
        seconds_option(lang, "wait", 60.0),
        seconds_option(lang, "patience", 30.0),
        click.Option(["--pos"], default=NOBODY, metavar="NAME[@RELEASE]", help=tell(lang, "audit.pos")),
    ]


def _check(asked: Asked) -> None:
    """InputError for words that make no sense together."""
    from posdiag.errors import InputError, Problem

    if (asked.approved or asked.declined) and not asked.run:
        remedy = worded("give --run COMMAND with it, or leave it out")
        raise InputError(
            Problem("--approved-pattern", worded("there is no program whose output it could be"), remedy)
        )


def _report(asked: Asked, form: str, lang: str, place: Result) -> tuple[list[Run], bool]:
    """Write the report; the runs, and whether Ctrl-C cut them short. What had ended is reported then."""
    runs: list[Run] = []
    planned: list[int] = []
    ended = False
    try:
        for run in _runs(asked, lang, planned):
            with held() as meanwhile:
                runs.append(run)
                if form == "jsonl":
                    _write_line(run, lang, place)
            if meanwhile.asked:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        ended = True
    with held() as meanwhile:
        if form != "jsonl":
            _write_all(runs, planned[0] if ended and planned else None, form, lang, place)
    return runs, ended or meanwhile.asked


def _runs(asked: Asked, lang: str, planned: list[int]) -> Iterator[Run]:
    """The records of the campaign, as its cases end. `planned` gets how many there are."""
    from posdiag import assembly
    from posdiag.assembly_audit import AuditedRig
    from posdiag.audit.conduct import Stage, conduct
    from posdiag.audit.judge import Audited, judge
    from posdiag.link.patience import wait_for
    from posdiag.link.program import run_program
    from posdiag.report.redact import Run

    plan = _plan(asked)
    planned.append(len(plan.cases))
    name, _, release = asked.pos.partition("@")

    def show(case: AuditCase, number: int, count: int) -> None:
        click.echo(_announced(case, number, count, bool(asked.run), lang), err=True)

    with AuditedRig(asked.rig, asked.listen, asked.speed, asked.seed) as served:
        click.echo(f"listening {served.address}", err=True)
        stage = Stage(served.line, served.bench, run_program, wait_for, show)
        plan = _at(plan, served.address)
        who = Audited(name, release or "-", served.address, asked.seed, again(asked))
        for evidence in conduct(plan, stage):
            yield Run(*judge(evidence, assembly.house(), who))


def _plan(asked: Asked) -> Plan:
    from posdiag.assembly_audit import way_to
    from posdiag.audit.campaign import applicable, chosen, timed
    from posdiag.audit.conduct import Plan, words_of
    from posdiag.audit.outcome import patterns

    way = way_to(asked.rig, asked.dialect)
    patience_ms = int(asked.patience * 1000 * asked.speed)
    cases = applicable(chosen(asked.only), way.codec)
    return Plan(
        cases=tuple(timed(case, patience_ms, way.link) for case in cases),
        way=way,
        address="",
        command=words_of(asked.run) if asked.run else (),
        patterns=patterns(asked.approved, asked.declined),
        limit_s=asked.timeout,
        wait_s=asked.wait,
        seed=asked.seed,
    )


def _at(plan: Plan, address: str) -> Plan:
    from dataclasses import replace

    return replace(plan, address=address)


def again(asked: Asked) -> str:
    """The command line that plays the campaign again."""
    words: list[str] = ["posdiag", "audit", asked.rig, "--listen", asked.listen]
    texts: Sequence[tuple[str, str]] = (
        ("--run", asked.run),
        ("--approved-pattern", asked.approved),
        ("--declined-pattern", asked.declined),
        ("--as", asked.dialect),
        ("--pos", asked.pos if asked.pos != NOBODY else ""),
    )
    words += [part for option, text in texts if text for part in (option, text)]
    numbers = (
        ("--timeout", asked.timeout, 60),
        ("--patience", asked.patience, 30),
        ("--speed", asked.speed, 1),
        ("--seed", asked.seed, 0),
    )
    words += [part for option, value, usual in numbers if value != usual for part in (option, f"{value:g}")]
    return shlex.join(words)


def _announced(case: AuditCase, number: int, count: int, runs: bool, lang: str) -> str:
    """Which case is up; a person who pays is told how often."""
    key = "audit.case" if runs else "audit.pay_now"
    name = case.name[lang]
    return tell(lang, key, number=number, count=count, case=case.id, name=name, payments=case.payments)


def _write_line(run: Run, lang: str, place: Result) -> None:
    from posdiag.report.json_run import run_line

    place.write(run_line(run.shown(), lang) + "\n")


def _write_all(runs: list[Run], planned: int | None, form: str, lang: str, place: Result) -> None:
    from posdiag import assembly

    if form == "json":
        from posdiag.report.json_run import runs_document

        for chunk in runs_document([run.shown() for run in runs], lang, planned is not None):
            place.write(chunk)
    else:
        from posdiag.cli.audit_rows import rows
        from posdiag.report.text import text_report

        place.write_lines(rows([run.shown().record for run in runs], lang, place.width))
        place.write_lines(text_report(runs, lang, place.width, assembly.cause_names(), planned))
