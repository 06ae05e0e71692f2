"""`posdiag simulate`: play a rig on TCP or a pty until someone ends it."""

from __future__ import annotations

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.interrupt import until_ended
from posdiag.cli.options import Number, fault_option, seed_option
from posdiag.cli.texts import tell

_FASTEST = 1000.0
_MOST_TERMINALS = 10_000


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def refused(count: int) -> None:
        click.echo(tell(lang, "simulate.refused", count=count), err=True)

    def simulate(
        rig: str, listen: str, speed: float, terminals: int | None, seed: int, faults: tuple[str, ...]
    ) -> int:
        from posdiag import assembly

        try:
            with until_ended() as ended:
                assembly.serve_rig(
                    rig, listen, speed, seed, list(faults), _announce, ended, terminals, refused
                )
        except KeyboardInterrupt:
            click.echo(tell(lang, "simulate.ended"), err=True)
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["rig"], metavar="RIG"),
        click.Option(
            ["--listen"],
            default="tcp://127.0.0.1:0",
            show_default=True,
            metavar="tcp://127.0.0.1:PORT|pty",
            help=tell(lang, "simulate.listen"),
        ),
        click.Option(
            ["--speed"],
            type=Number(min=0, max=_FASTEST, min_open=True),
            default=1.0,
            show_default=True,
            help=tell(lang, "simulate.speed"),
        ),
        click.Option(
            ["--terminals"],
            type=click.IntRange(1, _MOST_TERMINALS),
            metavar="N",
            help=tell(lang, "simulate.terminals"),
        ),
        seed_option(lang),
        fault_option(lang),
    ]
    return Verb(lang, "simulate", simulate, params)


def _announce(url: str) -> None:
    """Where it listens, at once, for the script that waits for this line."""
    click.echo(f"listening {url}")
