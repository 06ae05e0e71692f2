"""`posdiag terms`: what a term means, in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def terms(words: tuple[str, ...], form: str, output: Path | None) -> int:
        from posdiag.errors import InputError, Problem
        from posdiag.guidance.terms import load_terms
        from posdiag.marked import short
        from posdiag.masking import mask_text
        from posdiag.profile.roots import Roots
        from posdiag.report.advised import terms_lines, terms_object

        known = load_terms(Roots.of())
        asked = " ".join(words)
        exact = known.find(asked)
        found = known.all if not asked else (exact,) if exact else known.search(asked)
        if not found:
            what = tell(lang, "terms.unknown", word=short(mask_text(asked)))
            raise InputError(Problem("WORD", what, known.nearest(asked)))
        with result(output, lang) as place:
            if form == "json":
                place.write(json.dumps(terms_object(found), ensure_ascii=False) + "\n")
            else:
                place.write_lines(terms_lines(found, lang, place.width))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, metavar="[WORD]..."),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "terms", terms, params)
