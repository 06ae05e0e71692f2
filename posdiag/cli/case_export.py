"""`case export`: one archive of a case for another party, or all cases as rows."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from posdiag.cli.case_desk import Desk, desk, shared_options
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.output import Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

AUDIENCES = ("van", "issuer", "pos-vendor", "police")


def export(lang: str) -> click.Command:
    """`case export [N]`."""

    def export_cases(
        number: int | None, audience: str | None, db: Path | None, now: str | None, form: str,
        output: Path | None,
    ) -> int:  # fmt: skip
        _sensible(number, audience, form, output, lang)
        with desk(lang, db, now) as place, result(output, lang) as out:
            if number is not None and audience is not None:
                count, size = _bundle(place, number, audience, out)
                told = tell(lang, "case.exported", name=output or "stdout", count=count, size=f"{size:,}")
                click.echo(told, err=True)
            else:
                _rows(place, number, form, out)
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["number"], type=int, required=False, metavar="[N]"),
        click.Option(["--for", "audience"], type=click.Choice(AUDIENCES), help=tell(lang, "case.for")),
        *shared_options(lang, ("zip", "jsonl", "csv")),
    ]
    return Verb(lang, "case export", export_cases, params)


def _sensible(number: int | None, audience: str | None, form: str, output: Path | None, lang: str) -> None:
    """InputError with all that does not go together."""
    problems = []
    if (form == "zip" and audience is None) or (audience is not None and number is None):
        problems.append(Problem("--for", tell(lang, "case.for_missing"), tell(lang, "case.for_remedy")))
    elif audience is not None and output is None and sys.stdout.isatty():
        problems.append(
            Problem("--output", tell(lang, "case.output_missing"), tell(lang, "case.output_remedy"))
        )
    if problems:
        raise InputError(problems)


def _bundle(place: Desk, number: int, audience: str, out: Result) -> tuple[int, int]:
    """Write the archive; how many files and bytes it has. The case records that it went out."""
    from posdiag.escalate.archive import archived
    from posdiag.escalate.audience import load_audiences
    from posdiag.escalate.bundle import files_for
    from posdiag.profile.roots import Roots
    from posdiag.store.cases import Event

    known = place.known()
    dossier = place.cases.get(number)
    files = files_for(dossier, load_audiences(Roots.of())[audience], known.lexicon, known.causes)
    data = archived(files)
    out.send(data)
    place.cases.change(number, lambda kept: (kept, [Event("exported", {"for": audience})]), place.at)
    return len(files) + 1, len(data)


def _rows(place: Desk, number: int | None, form: str, out: Result) -> None:
    """All cases, or one, the oldest first."""
    from posdiag.store.cases import Wanted
    from posdiag.store.export_rows import csv_rows, json_line

    found = [place.cases.get(number)] if number is not None else list(place.cases.find(Wanted()))[::-1]
    if form == "csv":
        out.write("".join(csv_rows(found)))
        return
    for dossier in found:
        out.write(json_line(dossier, place.cases.events(dossier.id)) + "\n")
