"""`posdiag record`: sit between a POS and its terminal and write down what passes."""

from __future__ import annotations

from pathlib import Path

import click

from posdiag.cli.endings import DONE, FAILED
from posdiag.cli.help import Verb
from posdiag.cli.tap import what_is_known
from posdiag.cli.texts import tell


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def record(
        listen: str,
        terminal: str,
        file: Path,
        unmasked: bool,
        dialect: str,
        pos: str,
        seconds: float | None,
    ) -> int:
        from posdiag.cli.sit import Asked, sit

        asked = Asked(listen, terminal, file, unmasked, dialect=dialect, pos=pos, seconds=seconds)
        sat = sit(asked, lang, lambda shown: None)
        return FAILED if sat.lost else DONE

    params: list[click.Parameter] = [
        click.Argument(["listen"], metavar="LISTEN"),
        click.Argument(["terminal"], metavar="TERMINAL"),
        click.Argument(["file"], type=click.Path(dir_okay=False, path_type=Path), metavar="FILE"),
        click.Option(["--unmasked"], is_flag=True, help=tell(lang, "tap.unmasked")),
        *what_is_known(lang),
    ]
    return Verb(lang, "record", record, params)
