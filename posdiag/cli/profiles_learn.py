"""`posdiag profiles learn`: measure a terminal or a POS, and write what was measured as a profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, FINDINGS
from posdiag.cli.help import Verb
from posdiag.cli.options import Number, format_option, output_option, program_options, seconds_option
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.learn.measured import Measured

_POS = "pos:"
_FASTEST = 1000.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. Seconds are real ones."""

    url: str
    rig: str
    listen: str
    run: str
    approved: str
    declined: str
    timeout: float
    wait: float
    speed: float
    pay: bool
    dialect: str
    name: str
    release: str


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def learn(transcript: Path | None, form: str, output: Path | None, **words: object) -> int:
        asked = Asked(**words)  # type: ignore[arg-type]
        _check(asked, lang)
        progress = Progress()
        with result(output, lang) as place:
            try:
                done = _measured(
                    asked, lambda what: progress.show(tell(lang, "profiles.learn.doing", what=what))
                )
            finally:
                progress.clear()
            if transcript is not None:
                _write_transcript(done, transcript, lang)
                done = replace(done, transcript=str(transcript))
            if form == "text":
                from posdiag.report.learned import learned_lines

                place.write_lines(learned_lines(done, lang, place.width))
            else:
                place.write(_json(done) if form == "json" else file_text(done, asked.name, asked.release))
        return DONE if done.values else FINDINGS

    return Verb(lang, "profiles learn", learn, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["url"], metavar="[URL]", default=""),
        click.Option(["--rig"], default="", metavar="RIG", help=tell(lang, "profiles.learn.rig")),
        click.Option(["--pay"], is_flag=True, help=tell(lang, "profiles.learn.pay")),
        click.Option(
            ["--as", "dialect"], default="", metavar="DIALECT", help=tell(lang, "profiles.learn.as")
        ),
        *_options_of_the_pos(lang),
        click.Option(
            ["--name"],
            default="measured/till",
            show_default=True,
            metavar="VENDOR/NAME",
            help=tell(lang, "profiles.learn.name"),
        ),
        click.Option(
            ["--release"],
            default="1.0",
            show_default=True,
            metavar="RELEASE",
            help=tell(lang, "profiles.learn.release"),
        ),
        click.Option(
            ["--transcript"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=tell(lang, "profiles.learn.transcript"),
        ),
        format_option(lang, ("yaml", "text", "json")),
        output_option(lang),
    ]


def _options_of_the_pos(lang: str) -> list[click.Parameter]:
    return [
        click.Option(
            ["--listen"],
            default="tcp://127.0.0.1:0",
            show_default=True,
            metavar="tcp://127.0.0.1:PORT|pty",
            help=tell(lang, "audit.listen"),
        ),
        *program_options(lang),
        seconds_option(lang, "timeout", 300.0),
        seconds_option(lang, "wait", 300.0),
        click.Option(
            ["--speed"],
            type=Number(min=0, max=_FASTEST, min_open=True),
            default=1.0,
            show_default=True,
            help=tell(lang, "audit.speed"),
        ),
    ]


def _check(asked: Asked, lang: str) -> None:
    """InputError for words that leave open what is measured."""
    if not asked.url and not asked.rig:
        what, remedy = (tell(lang, f"profiles.learn.{key}") for key in ("what", "what_remedy"))
        raise InputError(Problem("URL", what, remedy))


def _measured(asked: Asked, watch: Callable[[str], None]) -> Measured:
    from posdiag import assembly, assembly_learn

    if asked.url.startswith(_POS):
        found = assembly.library().select((asked.url.removeprefix(_POS),))
        return assembly_learn.learn_release(found[-1], asked.rig, watch)
    if asked.url:
        return assembly_learn.learn_terminal(asked.url, asked.dialect, asked.pay, watch)
    program = assembly_learn.Program(
        asked.rig,
        asked.listen,
        asked.run,
        asked.approved,
        asked.declined,
        asked.timeout,
        asked.wait,
        asked.speed,
        asked.dialect,
    )

    def announce(url: str) -> None:
        click.echo(f"listening {url}", err=True)

    return assembly_learn.learn_program(program, announce, watch)


def file_text(done: Measured, name: str, release: str) -> str:
    """The measurement as a file: a product of a POS, a rig of a terminal."""
    if done.is_pos:
        from posdiag.learn.profile_file import profile_text

        return profile_text(done, name, release)
    from posdiag.assembly_rigs import rig_document
    from posdiag.learn.rig_file import rig_text

    return rig_text(done, rig_document(done.rig), name.rpartition("/")[2], release)


def _json(done: Measured) -> str:
    from posdiag.report.learned import learned_object

    return json.dumps(learned_object(done), ensure_ascii=False, indent=1) + "\n"


def _write_transcript(done: Measured, path: Path, lang: str) -> None:
    """Every experiment as a line of `posdiag/run/1`, masked as everywhere."""
    from posdiag.report.json_run import run_line
    from posdiag.report.redact import Run

    with result(path, lang) as place:
        for record, codecs in done.records:
            place.write(run_line(Run(record, codecs).shown(), lang) + "\n")
