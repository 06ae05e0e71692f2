"""`posdiag users`: who may come into the console and the API."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb, Verbs
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.web.people import People

DEFAULT_FILE = Path("users.yaml")


def command(lang: str) -> click.Command:
    """The verb and its verbs, their help in `lang`."""
    return Verbs(lang, "users", {"add": _add, "token": _token, "list": _list, "remove": _remove}, "users")


def _add(lang: str) -> click.Command:
    def add(name: str, role: str, users: Path) -> int:
        from posdiag.web.people import ROLES, Person, checked_password, password_hash

        people = _known(users)
        password = checked_password(_password(lang))
        _write(users, people.with_one(Person(_named(name), ROLES[role], password_hash(password))))
        click.echo(tell(lang, "users.added", name=name, role=role, file=users), err=True)
        return DONE

    return Verb(lang, "users add", add, [_name(), _role(lang), _file(lang)])


def _token(lang: str) -> click.Command:
    def token(name: str, role: str, users: Path) -> int:
        from posdiag import assembly_serve
        from posdiag.web.people import ROLES, Person, token_hash

        people = _known(users)
        word = assembly_serve.chance()
        made = Person(_named(name), ROLES[role], token_hash(word), program=True)
        _write(users, people.with_one(made))
        click.echo(word)
        click.echo(tell(lang, "users.once"), err=True)
        return DONE

    return Verb(lang, "users token", token, [_name(), _role(lang), _file(lang)])


def _list(lang: str) -> click.Command:
    def list_them(users: Path) -> int:
        from posdiag.web.people import load_people

        people = load_people(users)
        for person in (*people.users, *people.programs):
            kind = tell(lang, "users.program" if person.program else "users.user")
            click.echo(f"{person.name}\t{person.role.name.lower()}\t{kind}")
        return DONE

    return Verb(lang, "users list", list_them, [_file(lang)])


def _remove(lang: str) -> click.Command:
    def remove(name: str, users: Path) -> int:
        from posdiag.web.people import load_people

        people = load_people(users)
        if name not in {one.name for one in (*people.users, *people.programs)}:
            raise NothingSelected(Problem(name, tell(lang, "users.none"), str(users)))
        _write(users, people.without(name))
        return DONE

    return Verb(lang, "users remove", remove, [_name(), _file(lang)])


def _known(users: Path) -> People:
    """The people of a file; nobody where there is none yet."""
    from posdiag.web.people import People, load_people

    return load_people(users) if users.exists() else People()


def _named(name: str) -> str:
    from posdiag.web.people import NAME

    if NAME.fullmatch(name):
        return name
    raise InputError(
        Problem(f"NAME {name[:40]}", worded("no name"), worded("letters, digits, . _ and -, at most 40"))
    )


def _password(lang: str) -> str:
    """Asked for twice at a terminal, without showing it; a line of standard input otherwise."""
    if sys.stdin.isatty():
        return str(
            click.prompt(tell(lang, "users.password"), hide_input=True, confirmation_prompt=True, err=True)
        )
    return sys.stdin.readline().rstrip("\r\n")


def _write(path: Path, people: People) -> None:
    """The file anew, for its owner alone; it appears only when it is whole."""
    from posdiag.web.people import people_text

    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(people_text(people))
        os.replace(part, path)
    except OSError as error:
        raise InputError(
            Problem(str(path), error.strerror or str(error), worded("name a file you may write"))
        ) from error


def _name() -> click.Argument:
    return click.Argument(["name"], metavar="NAME")


def _role(lang: str) -> click.Option:
    roles = click.Choice(["agent", "lead", "admin"])
    return click.Option(
        ["--role"], type=roles, default="agent", show_default=True, help=tell(lang, "users.role")
    )


def _file(lang: str) -> click.Option:
    return click.Option(
        ["--users"],
        type=click.Path(dir_okay=False, path_type=Path),
        default=DEFAULT_FILE,
        show_default=True,
        metavar="FILE",
        help=tell(lang, "users.file"),
    )
