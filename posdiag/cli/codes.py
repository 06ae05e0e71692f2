"""`posdiag codes`: what a response code means, scheme by scheme and layer by layer, with its source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from posdiag.classify.catalogue import Row
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell
from posdiag.errors import NothingSelected, Problem

#: The order in which layers are told: where the code was made, from the till outwards.
LAYERS = ("transport", "agent", "terminal", "host")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def codes(code: str | None, scheme: str | None, form: str, output: Path | None) -> int:
        from posdiag.classify import load_classifier
        from posdiag.profile.roots import Roots
        from posdiag.report.code_rows import codes_object, row_lines, scheme_lines

        classifier = load_classifier(Roots.of())
        catalogue = classifier.catalogue
        known = classifier.schemes.of(scheme)
        if code is None:
            rows = [row for row in catalogue if known in (None, row.scheme)] if known else []
        else:
            rows = list(catalogue.reading(code, known)) or list(catalogue.reading(code.upper(), known))
            if not rows:
                where = "" if known is None else f" --scheme {known}"
                problem = Problem(
                    f"{code[:60]}{where}", tell(lang, "codes.none"), tell(lang, "codes.none_remedy")
                )
                raise NothingSelected(problem)
        rows = in_order(rows)
        with result(output, lang) as place:
            if form == "json":
                told = codes_object(rows, catalogue)
                place.write(json.dumps(told, ensure_ascii=False) + "\n")
            elif code is None and known is None:
                place.write_lines(scheme_lines(catalogue, lang, place.width))
            else:
                place.write_lines(row_lines(rows, lang, place.width))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["code"], required=False, metavar="[CODE]"),
        click.Option(["--scheme"], metavar="NAME", help=tell(lang, "codes.scheme")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "codes", codes, params)


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Layer by layer; within one layer those of the international standard first."""
    return sorted(
        rows, key=lambda row: (LAYERS.index(row.layer), not row.scheme.startswith("iso8583"), row.scheme)
    )
