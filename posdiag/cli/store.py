"""`posdiag store`: a backup of all cases, and back."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb, Verbs
from posdiag.cli.options import output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.store.open import Store


def command(lang: str) -> click.Command:
    """The verb and its verbs, their help in `lang`."""
    return Verbs(lang, "store", {"backup": _backup, "restore": _restore}, "store")


def _backup(lang: str) -> click.Command:
    def backup(db: str, output: Path | None) -> int:
        from posdiag.store.backup import dump

        with _opened(db) as store, result(output, lang) as place:
            lines = dump(store.connection, store.cases.dialect, store.cases.place)
            packed = output is not None and output.suffix == ".gz"
            for line in lines:
                data = line.encode()
                place.send(gzip.compress(data, 6, mtime=0) if packed else data)
        return DONE

    return Verb(lang, "store backup", backup, [_db(lang), output_option(lang)])


def _restore(lang: str) -> click.Command:
    def restore(file: Path, db: str) -> int:
        from posdiag.store.backup import load

        with _opened(db) as store, _read(file, lang) as lines:
            count = load(lines, store.connection, store.cases.dialect, store.cases.place, str(file))
        click.echo(tell(lang, "store.restored", count=count), err=True)
        return DONE

    argument = click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")
    return Verb(lang, "store restore", restore, [argument, _db(lang)])


@contextmanager
def _opened(db: str) -> Iterator[Store]:
    from posdiag.store.open import open_store

    store = open_store(db)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _read(file: Path, lang: str) -> Iterator[TextIO]:
    """The lines of a backup, unpacked where its name ends in .gz; `-` is standard input."""
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        stream: TextIO = (
            gzip.open(file, "rt", encoding="utf-8", newline="\n")  # noqa: SIM115
            if file.suffix == ".gz"
            else file.open("r", encoding="utf-8", newline="\n")
        )
        with stream:
            yield stream
    except (OSError, EOFError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise InputError(Problem(str(file), tell(lang, "store.unread", what=what))) from error


def _db(lang: str) -> click.Option:
    return click.Option(
        ["--db"],
        default="posdiag.db",
        show_default=True,
        metavar="FILE|postgresql://…",
        help=tell(lang, "store.db"),
    )
