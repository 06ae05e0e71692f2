"""What is wrong with a command line, in the user's language: click says it in English alone."""

from __future__ import annotations

import difflib
import re

import click

from posdiag.cli.texts import tell

#: What click says, in every release from 8.1, and the phrase that says the same. A group is a blank of it.
_SAID: tuple[tuple[str, str], ...] = (
    (r"No such option:? (?P<name>.+?)\.?", "usage.no_option"),
    (r"No such command (?P<name>.+?)\.?", "usage.no_command"),
    (r"Missing command\.?", "usage.missing_command"),
    (r"Option (?P<name>.+?) requires an argument\.?", "usage.needs_value"),
    (r"Option (?P<name>.+?) does not take a value\.?", "usage.takes_no_value"),
    (r"Got unexpected extra arguments? \((?P<values>.*)\)\.?", "usage.too_many"),
    (r"(?P<value>.+) is not one of (?P<choices>.+?)\.?", "usage.choice"),
    (r"(?P<value>.+) is not a valid integer(?: range)?\.?", "usage.integer"),
    (r"(?P<value>.+) is not a valid float(?: range)?\.?", "usage.number"),
    (r"(?P<value>.+) is not in the range (?P<range>.+?)\.?", "usage.range"),
    (r"(?:File|Directory|Path) (?P<value>.+) does not exist\.?", "usage.no_file"),
    (r"(?:File|Directory|Path) (?P<value>.+) is a file\.?", "usage.is_file"),
    (r"(?:File|Directory|Path) (?P<value>.+) is a directory\.?", "usage.is_folder"),
    (r"(?:File|Directory|Path) (?P<value>.+) is not readable\.?", "usage.not_readable"),
    (r"(?:File|Directory|Path) (?P<value>.+) is not writable\.?", "usage.not_writable"),
)
_NAME_BLANKS = ("name", "value")


def usage(error: click.ClickException, lang: str) -> tuple[str, str]:
    """What is wrong with the command line, with its place, and what to do about it."""
    context = getattr(error, "ctx", None)
    path = context.command_path.split()[1:] if context else []
    remedy = tell(lang, "error.usage", verb=" ".join(path)).replace("posdiag  ", "posdiag ")
    near = getattr(error, "possibilities", None) or _near_commands(error, context)
    if near:
        remedy = tell(lang, "error.near", names=", ".join(sorted(near))) + "; " + remedy
    return f"{_place(error)}: {_masked(_what(error, lang))}", remedy


def _what(error: click.ClickException, lang: str) -> str:
    if isinstance(error, click.MissingParameter):
        return tell(lang, "usage.missing")
    for pattern, key in _SAID:
        found = re.fullmatch(pattern, error.message, re.DOTALL)
        if found:
            blanks = {name: _bare(name, text) for name, text in found.groupdict().items()}
            return tell(lang, key, **blanks)
    return error.format_message().rstrip(".")


def _bare(blank: str, text: str) -> str:
    """A name without the quotes that click puts around it; choices without those around each."""
    if blank == "choices":
        return text.replace("'", "")
    if blank in _NAME_BLANKS and len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text


def _place(error: click.ClickException) -> str:
    """The option or argument as the help page writes it."""
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Argument):
        return parameter.metavar or (parameter.name or "").upper()
    if parameter is not None and parameter.opts:
        return str(parameter.opts[0])
    return str(getattr(error, "option_name", None) or "posdiag")


def _near_commands(error: click.ClickException, context: click.Context | None) -> list[str]:
    found = re.fullmatch(_SAID[1][0], error.message, re.DOTALL)
    if not found or context is None or not isinstance(context.command, click.Group):
        return []
    return difflib.get_close_matches(_bare("name", found["name"]), context.command.list_commands(context), 1)


def _masked(text: str) -> str:
    """The command line may carry card numbers, where hex was pasted in pieces."""
    from posdiag.masking import mask_text

    return mask_text(text).replace("\n", " ")
