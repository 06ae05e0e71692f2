"""`posdiag classify`: a message, code, log line or sentence to its cause, a question and advice."""

from __future__ import annotations

from pathlib import Path

import click

from posdiag.cli.help import Verb
from posdiag.cli.options import format_option, output_option
from posdiag.cli.texts import tell
from posdiag.cli.told import told

FORMS = ("text", "json", "jsonl")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def classify(
        words: tuple[str, ...],
        source: str | None,
        scheme: str | None,
        layer: str | None,
        form: str,
        output: Path | None,
    ) -> int:
        return told(words, source, scheme, layer, form, output, lang)

    return Verb(lang, "classify", classify, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["words"], nargs=-1, metavar="[TEXT|-]"),
        click.Option(["--input", "source"], metavar="FILE", help=tell(lang, "classify.input")),
        click.Option(["--scheme"], metavar="NAME", help=tell(lang, "classify.scheme")),
        click.Option(["--layer"], metavar="NAME", help=tell(lang, "classify.layer")),
        format_option(lang, FORMS),
        output_option(lang),
    ]
