"""`posdiag programmes`: the coupon programmes, and the dated rules of one with their sources."""

from __future__ import annotations

import json
from pathlib import Path

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.names import a_moment, a_programme
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def programmes(programme: str | None, on: str | None, form: str, output: Path | None) -> int:
        from posdiag.entitle.rulebook import load_rulebook
        from posdiag.profile.roots import Roots
        from posdiag.report.ruled import programme_lines, programmes_lines, programmes_object

        book = load_rulebook(Roots.of())
        day = a_moment("--on", on, lang) if on else ""
        chosen = [a_programme(book, programme, lang)] if programme else list(book.programmes.values())
        pairs = [(one, [rule for rule in one.rules if not day or rule.in_force(day)]) for one in chosen]
        with result(output, lang) as place:
            if form == "json":
                place.write(json.dumps(programmes_object(pairs, day), ensure_ascii=False) + "\n")
            elif programme:
                place.write_lines(programme_lines(*pairs[0], lang, place.width))
            else:
                place.write_lines(programmes_lines(chosen, lang, place.width))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["programme"], required=False, metavar="[PROGRAMME]"),
        click.Option(["--on"], metavar="DATE", help=tell(lang, "programmes.on")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "programmes", programmes, params)
