"""`posdiag serve`: the console and the API of a call centre."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import Number
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.web.settings import Settings

DEFAULT_DATABASE = "posdiag.db"


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def serve(log: Path | None, **options: Any) -> int:
        import asyncio

        from posdiag.web.rooms import Rooms
        from posdiag.web.server import desk_of, real_world
        from posdiag.web.server import serve as run

        settings = _settings(lang, **options)
        rooms = Rooms()
        rooms.warm()
        with _journal(log) as stream:

            def write(line: str) -> None:
                stream.write(line + "\n")
                stream.flush()

            desk = desk_of(settings, str(options["db"]), write, rooms, real_world())
            if settings.open:
                click.echo(tell(lang, "serve.open"), err=True)
            asyncio.run(run(desk, _announce))
        return DONE

    return Verb(lang, "serve", serve, _params(lang))


def _settings(
    lang: str,
    db: str,
    users: Path | None,
    allow_host: tuple[str, ...],
    terminal: tuple[str, ...],
    jobs: int,
    rate: float,
    **options: Any,
) -> Settings:
    """The settings of the options. InputError with everything that is unsafe or wrong about them."""
    from posdiag.web.people import People, load_people
    from posdiag.web.settings import Limits, Settings, checked

    return checked(
        Settings(
            lang=lang,
            people=load_people(users) if users else People(),
            allowed_hosts=allow_host,
            terminals=dict(_named(one) for one in terminal),
            limits=Limits(jobs=jobs, rate=rate, burst=rate * 4),
            **options,
        )
    )


def _announce(url: str) -> None:
    click.echo(f"listening {url}")
    sys.stdout.flush()


def _named(text: str) -> tuple[str, str]:
    name, sign, address = text.partition("=")
    if not sign or not name or ":" in name:
        raise InputError(
            Problem(f"--terminal {text}", worded("no name"), worded("write NAME=tcp://HOST:PORT"))
        )
    return name, address


def _journal(path: Path | None) -> IO[str]:
    """Where the journal goes: a file that is added to, or stderr (which is not closed)."""
    if path is None:
        return open(sys.stderr.fileno(), "w", encoding="utf-8", closefd=False)
    try:
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise InputError(Problem(f"--log {path}", error.strerror or str(error))) from error


def _params(lang: str) -> list[click.Parameter]:
    file = click.Path(dir_okay=False, path_type=Path)

    def says(name: str) -> str:
        return tell(lang, f"serve.{name}")

    return [
        click.Option(["--host"], default="127.0.0.1", show_default=True, help=says("host")),
        click.Option(
            ["--port"], type=click.IntRange(0, 65_535), default=8700, show_default=True, help=says("port")
        ),
        click.Option(
            ["--db"],
            default=DEFAULT_DATABASE,
            show_default=True,
            metavar="FILE|postgresql://…",
            help=says("db"),
        ),
        click.Option(["--users"], type=file, metavar="FILE", help=says("users")),
        click.Option(["--tls-cert"], type=file, metavar="FILE", help=says("tls_cert")),
        click.Option(["--tls-key"], type=file, metavar="FILE", help=says("tls_key")),
        click.Option(["--behind-proxy"], is_flag=True, help=says("behind_proxy")),
        click.Option(["--allow-host"], multiple=True, metavar="NAME", help=says("allow_host")),
        click.Option(["--terminal"], multiple=True, metavar="NAME=URL", help=says("terminal")),
        click.Option(
            ["--watch"],
            type=click.Path(file_okay=False, path_type=Path),
            metavar="FOLDER",
            help=says("watch"),
        ),
        click.Option(["--jobs"], type=click.IntRange(1, 64), default=2, show_default=True, help=says("jobs")),
        click.Option(
            ["--rate"], type=Number(min=0, max=100_000), default=20.0, show_default=True, help=says("rate")
        ),
        click.Option(["--log"], type=file, metavar="FILE", help=says("log")),
    ]
