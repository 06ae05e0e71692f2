"""A statement that is hardly one is refused, and what could not be read of another is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, PosdiagError, Problem

if TYPE_CHECKING:
    from posdiag.statement.payment import Statement
    from posdiag.statement.readable import Readable

#: So many unreadable stretches are shown.
MOST_SHOWN = 5


def partial_option(lang: str) -> click.Option:
    """`--partial`: take what was read, however little."""
    return click.Option(["--partial"], is_flag=True, help=tell(lang, "statement.partial"))


def accept(
    statement: Statement,
    name: str,
    lang: str,
    partial: bool,
    none: type[PosdiagError] = NothingSelected,
) -> None:
    """Nothing where the statement is worth reading; a warning where a sizeable part of it, or with `partial`
    most of it, is unreadable.

    `none` without any payment, InputError where most lines are unreadable, each with the first lines
    of which nothing could be made.
    """
    from posdiag.statement.readable import Worth, readable

    seen = readable(statement)
    form = tell(lang, "statement.form")
    match seen.worth:
        case Worth.EMPTY:
            first = Problem(name, tell(lang, "statement.empty"), form)
            raise none([first, *_unread(seen, name, lang)])
        case Worth.HARDLY if not partial:
            remedy = tell(lang, "statement.hardly_remedy", form=form)
            raise InputError(
                [Problem(name, _share("hardly", seen, lang), remedy), *_unread(seen, name, lang)]
            )
        case Worth.HARDLY | Worth.PARTLY:
            click.echo(f"{name}: {_share('partly', seen, lang)}", err=True)
            for problem in _unread(seen, name, lang):
                click.echo(str(problem), err=True)


def _share(key: str, seen: Readable, lang: str) -> str:
    return tell(lang, f"statement.{key}", lines=f"{seen.lines:,}", read=f"{seen.read:,}")


def _unread(seen: Readable, name: str, lang: str) -> list[Problem]:
    """The first unreadable stretches with `file:line`, and how many more there are."""
    told = [
        Problem(f"{name}:{one.line}", f"{one.what[lang]}: {_cut(one.text)}")
        for one in seen.unread[:MOST_SHOWN]
    ]
    more = len(seen.unread) - len(told)
    return [*told, Problem("", tell(lang, "statement.more", count=f"{more:,}"))] if more > 0 else told


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
