"""`posdiag decode`: one message, field by field, with offsets and every fault found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.message_input import read_message
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from posdiag.cli.output import Result
    from posdiag.report.decoded import Notes, Ranking
    from posdiag.wire.message import Decoded

AUTO = "auto"


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`. It ends with 0 whatever the message is like: faults are its result."""

    def decode(given: str, dialect: str, unmasked: bool, form: str, output: Path | None) -> int:
        data = read_message(given, lang)
        decoded, ranking, notes = _read(data, dialect, unmasked)
        if unmasked:
            click.echo(tell(lang, "decode.warn_unmasked"), err=True)
        with result(output, lang) as place:
            _write(place, decoded, len(data), ranking, notes, form, lang)
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["given"], metavar="INPUT"),
        click.Option(
            ["--as", "dialect"],
            default=AUTO,
            show_default=True,
            metavar="DIALECT",
            help=tell(lang, "decode.as"),
        ),
        click.Option(["--unmasked"], is_flag=True, help=tell(lang, "decode.unmasked")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "decode", decode, params)


def _read(data: bytes, dialect: str, unmasked: bool) -> tuple[Decoded, Ranking, Notes]:
    """What was read of the message, and how well each dialect fits where none was named.

    A message without the framing of its dialect is read as what it is: that is a note, and no fault.
    """
    from posdiag import assembly
    from posdiag.report.redact import masked_fields
    from posdiag.wire.describe import guess, without_framing

    dialects = assembly.library().dialects
    ranking: Ranking = ()
    if dialect == AUTO:
        guesses = guess(data, [dialects.codec_for(name) for name in dialects.ids()])
        ranking = tuple((found.dialect, found.score if found.fits else 0.0) for found in guesses)
        decoded = guesses[0].decoded
        codec = dialects.codec_for(guesses[0].dialect)
        bare = without_framing(data, codec) if guesses[0].bare else None
    else:
        codec = dialects.codec_for(dialect)
        bare = without_framing(data, codec)
        decoded = (bare or codec).decode(data)
    shown = decoded if unmasked else masked_fields(bare or codec, data, decoded)
    return shown, ranking, ("bare",) if bare else ()


def _write(
    place: Result, decoded: Decoded, size: int, ranking: Ranking, notes: Notes, form: str, lang: str
) -> None:
    from posdiag.report.decoded import decoded_lines, decoded_object

    if form == "json":
        place.write(
            json.dumps(decoded_object(decoded, size, ranking, notes, lang), ensure_ascii=False) + "\n"
        )
    else:
        place.write_lines(decoded_lines(decoded, size, lang, place.width, ranking, notes))
