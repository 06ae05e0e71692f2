"""`posdiag tap`: sit between a POS and its terminal, show and judge what passes, record it, inject faults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, FAILED
from posdiag.cli.help import Verb
from posdiag.cli.options import Number, fail_on_option, format_option, output_option, seed_option
from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from posdiag.cli.output import Result
    from posdiag.tap.sitting import Shown


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def tap(
        listen: str,
        terminal: str,
        record: Path | None,
        unmasked: bool,
        faults: tuple[str, ...],
        seed: int,
        dialect: str,
        pos: str,
        seconds: float | None,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        from posdiag.cli.diagnose import exit_code
        from posdiag.cli.output import result
        from posdiag.cli.sit import Asked, sit

        asked = Asked(listen, terminal, record, unmasked, faults, seed, dialect, pos, seconds)
        with result(output, lang) as place:
            sat = sit(asked, lang, lambda shown: _show(shown, form, lang, place))
        return exit_code(list(sat.records), fail_on) or (FAILED if sat.lost else DONE)

    params: list[click.Parameter] = [
        *ends_and_record(lang),
        click.Option(
            ["--fault", "faults"], multiple=True, metavar="NAME[:k=v,…]", help=tell(lang, "tap.fault")
        ),
        seed_option(lang),
        *what_is_known(lang),
        format_option(lang, ("text", "jsonl")),
        output_option(lang),
        fail_on_option(lang),
    ]
    return Verb(lang, "tap", tap, params)


def ends_and_record(lang: str) -> list[click.Parameter]:
    """The two ends and the recording."""
    return [
        click.Argument(["listen"], metavar="LISTEN"),
        click.Argument(["terminal"], metavar="TERMINAL"),
        click.Option(
            ["--record"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=tell(lang, "tap.record"),
        ),
        click.Option(["--unmasked"], is_flag=True, help=tell(lang, "tap.unmasked")),
    ]


def what_is_known(lang: str) -> list[click.Parameter]:
    """What the user knows of the line, and how long to sit."""
    return [
        click.Option(["--as", "dialect"], default="", metavar="DIALECT", help=tell(lang, "tap.as")),
        click.Option(["--pos"], default="", metavar="ID@RELEASE", help=tell(lang, "tap.pos")),
        click.Option(
            ["--for", "seconds"],
            type=Number(min=0, min_open=True),
            metavar="SECONDS",
            help=tell(lang, "tap.seconds"),
        ),
    ]


def _show(shown: Shown, form: str, lang: str, place: Result) -> None:
    from posdiag import assembly
    from posdiag.tap.sitting import Judged

    if form == "jsonl":
        if isinstance(shown, Judged):
            from posdiag.report.json_run import run_line
            from posdiag.report.redact import Run

            place.write(run_line(Run(shown.record, shown.codecs).shown(), lang) + "\n")
        return
    from posdiag.cli.tap_lines import TapLines

    place.write_lines(TapLines(lang, place.width, assembly.cause_names()).lines(shown))
