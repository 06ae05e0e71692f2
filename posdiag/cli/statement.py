"""`posdiag statement`: what is odd about a list of payments or a heap of messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from posdiag.cli.endings import DONE, FINDINGS
from posdiag.cli.help import Verb
from posdiag.cli.names import a_region
from posdiag.cli.options import fail_on_option, format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.readable import accept, partial_option
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

#: Findings of these severities end with 1, by --fail-on.
_FAILING = {"error": ("critical", "error"), "warning": ("critical", "error", "warning"), "never": ()}


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def statement(
        file: str,
        holder_region: str | None,
        expect_coupon: bool,
        partial: bool,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        from posdiag.diagnose.causes import load_causes
        from posdiag.profile.regions import load_regions
        from posdiag.profile.roots import Roots
        from posdiag.report.stated import statement_lines, statement_object
        from posdiag.statement.examine import examine
        from posdiag.statement.read import read_statement

        roots = Roots.of()
        regions = load_regions(roots)
        home = a_region(regions, "--holder-region", holder_region, lang) if holder_region else ""
        read = read_statement(bytes_of(file, lang), regions)
        accept(read, name_of(file), lang, partial)
        found = examine(read, regions, home, expect_coupon)
        names = {cause.id: cause.name for cause in load_causes(roots)}
        with result(output, lang) as place:
            if form == "json":
                place.write(json.dumps(statement_object(read, found, names), ensure_ascii=False) + "\n")
            else:
                place.write_lines(statement_lines(read, found, lang, place.width, names))
        return FINDINGS if any(odd.severity in _FAILING[fail_on] for odd in found) else DONE

    params: list[click.Parameter] = [
        click.Argument(["file"], default="-", metavar="[FILE|-]"),
        click.Option(["--holder-region"], metavar="NAME", help=tell(lang, "statement.holder_region")),
        click.Option(["--expect-coupon"], is_flag=True, help=tell(lang, "statement.expect_coupon")),
        partial_option(lang),
        format_option(lang),
        output_option(lang),
        fail_on_option(lang),
    ]
    return Verb(lang, "statement", statement, params)


def bytes_of(file: str, lang: str) -> bytes:
    """The file's bytes; InputError where it cannot be read or is too large."""
    from posdiag.statement.decoded import MAX_BYTES

    try:
        if file == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        what = tell(lang, "statement.unread", what=error.strerror or str(error))
        raise InputError(Problem(name_of(file), what, tell(lang, "statement.unread_remedy"))) from error
    if len(data) > MAX_BYTES:
        what = tell(lang, "statement.large", most=f"{MAX_BYTES:,}")
        raise InputError(Problem(name_of(file), what, tell(lang, "statement.large_remedy")))
    return data


def name_of(file: str) -> str:
    """What a file is called in what is told of it."""
    from posdiag.masking import mask_text

    return "stdin" if file == "-" else mask_text(file)
