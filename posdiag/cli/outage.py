"""`posdiag outage`: find in many run records what is down at a host, and which shop fails alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from posdiag.cli.endings import DONE, FINDINGS
from posdiag.cli.help import Verb
from posdiag.cli.options import fail_on_option, format_option, output_option
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem

if TYPE_CHECKING:
    from posdiag.diagnose.outage import Sale, Sales

#: A run with a long transcript takes a few hundred kilobytes.
MAX_LINE = 16_000_000
#: So many faults of the input are told before reading stops.
_MOST_TOLD = 10
_EVERY = 2_000


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def outage(files: tuple[str, ...], form: str, output: Path | None, fail_on: str) -> int:
        from posdiag import assembly
        from posdiag.diagnose.outage import Sales, find
        from posdiag.report.outage import Outages, outage_json, outage_lines

        sales = Sales()
        with result(output, lang) as place:
            undated = _read_all(files, sales, lang)
            if not sales.count:
                what, remedy = tell(lang, "outage.nothing"), tell(lang, "outage.nothing_remedy")
                raise NothingSelected(Problem(", ".join(files), what, remedy))
            seen = Outages(sales, find(sales), undated)
            if form == "json":
                place.write(outage_json(seen, assembly.cause_names()))
            else:
                place.write_lines(outage_lines(seen, lang, place.width, assembly.cause_names()))
        return FINDINGS if seen.found and fail_on != "never" else DONE

    params: list[click.Parameter] = [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        format_option(lang),
        output_option(lang),
        fail_on_option(lang),
    ]
    return Verb(lang, "outage", outage, params)


def _read_all(files: tuple[str, ...], sales: Sales, lang: str) -> int:
    """Count every sale of every file; how many runs say no time. InputError with the faults of the input."""
    undated = 0
    problems: list[Problem] = []
    progress = Progress()
    try:
        for name in files:
            for sale in _sales_of(name, lang, problems):
                if sale is None:
                    undated += 1
                else:
                    sales.take(sale)
                if sales.count % _EVERY == 0:
                    progress.show(tell(lang, "outage.at", name=name, count=sales.count))
    finally:
        progress.clear()
    if problems:
        raise InputError(problems)
    return undated


def _sales_of(name: str, lang: str, problems: list[Problem]) -> Iterator[Sale | None]:
    """The sale of each line; None where its time is not known, and where the line is at fault."""
    from posdiag import assembly
    from posdiag.diagnose.seen_sale import HostFrames, NoSale, sale_of

    reader = HostFrames(assembly.library().host_codec)
    remedy = tell(lang, "outage.jsonl_remedy")
    with _opened(name, lang) as stream:
        for number, text in enumerate(_lines(stream, name, lang), 1):
            if not text.strip():
                continue
            place = f"{'stdin' if name == '-' else name}:{number}"
            try:
                yield sale_of(json.loads(text), reader)
            except (ValueError, RecursionError) as error:
                key = "outage.no_run" if isinstance(error, NoSale) else "outage.no_json"
                problems.append(Problem(place, tell(lang, key, what=_masked(str(error))), remedy))
                if number == 1:  # another kind of file: one word about it is enough
                    return
                if len(problems) >= _MOST_TOLD:
                    raise InputError(problems) from error


def _lines(stream: BinaryIO, name: str, lang: str) -> Iterator[bytes]:
    try:
        number = 0
        while text := stream.readline(MAX_LINE + 1):
            number += 1
            if len(text) > MAX_LINE:
                what = tell(lang, "outage.long_line", most=f"{MAX_LINE:,}")
                raise InputError(Problem(f"{name}:{number}", what, tell(lang, "outage.jsonl_remedy")))
            yield text
    except OSError as error:
        raise _unread(name, error, lang) from error


@contextmanager
def _opened(name: str, lang: str) -> Iterator[BinaryIO]:
    """The file's bytes; stdin for `-`. InputError where it cannot be opened."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115
    except OSError as error:
        raise _unread(name, error, lang) from error
    with stream:
        yield stream


def _unread(name: str, error: OSError, lang: str) -> InputError:
    what = tell(lang, "outage.unread", what=error.strerror or str(error))
    return InputError(Problem(name, what, tell(lang, "outage.unread_remedy")))


def _masked(text: str) -> str:
    from posdiag.marked import short
    from posdiag.masking import mask_text

    return short(mask_text(text))
