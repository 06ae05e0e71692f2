"""The command line: the verbs, and every error turned into words and a code."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module

import click

from posdiag.cli.endings import DONE, FAILED, INTERRUPTED, USAGE, ReaderGone
from posdiag.cli.help import Verbs
from posdiag.cli.language import before_verb, choose_language
from posdiag.cli.start import VERBS
from posdiag.cli.texts import tell


def main(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code. Nothing but a bug under `--debug` raises."""
    lang = choose_language(arguments, os.environ)
    debug = "--debug" in before_verb(arguments)
    try:
        code = build(lang).main(list(arguments), prog_name="posdiag", standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except click.Abort:
        return ended(KeyboardInterrupt(), lang, debug)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.ClickException as error:
        from posdiag.cli.usage import usage

        _complain(*usage(error, lang))
        return USAGE
    except (Exception, KeyboardInterrupt) as error:
        return ended(error, lang, debug)


def ended(error: BaseException, lang: str, debug: bool) -> int:
    """Say what ended the command, with its place and remedy; the exit code."""
    if isinstance(error, KeyboardInterrupt):
        _complain(tell(lang, "error.interrupted"))
        return INTERRUPTED
    if isinstance(error, ReaderGone):
        return FAILED
    from posdiag.errors import PosdiagError  # here, since most calls never need it and it takes a while

    if isinstance(error, PosdiagError):
        for problem in (one.in_language(lang) for one in error.problems):
            _complain(f"{problem.place}: {problem.what}" if problem.place else problem.what, problem.remedy)
        return error.exit_code
    if debug:
        raise error
    _complain(tell(lang, "error.bug", what=_masked(f"{type(error).__name__}: {error}")))
    return FAILED


def build(lang: str) -> click.Group:
    """The command line in one language; a verb's module is imported when it is called."""
    options: list[click.Parameter] = [
        click.Option(
            ["--lang"], type=click.Choice(["ko", "en"]), help=tell(lang, "option.lang"), expose_value=False
        ),
        click.Option(["--debug"], is_flag=True, help=tell(lang, "option.debug"), expose_value=False),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=tell(lang, "option.version"),
        ),
    ]
    return Verbs(lang, "posdiag", {verb: _verb(verb) for verb in VERBS}, "about", params=options)


def _verb(name: str) -> Callable[[str], click.Command]:
    def load(lang: str) -> click.Command:
        command: click.Command = import_module(f"posdiag.cli.{name.replace('-', '_')}").command(lang)
        return command

    return load


def _version(ctx: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"posdiag {version('posdiag')}")
        ctx.exit()


def _masked(text: str) -> str:
    from posdiag.masking import mask_text

    return mask_text(text).replace("\n", " ")


def _complain(what: str, remedy: str = "") -> None:
    """A line on stderr, its remedy under it; a closed stderr is no reason to fail otherwise."""
    text = what + (f"\n    {remedy}" if remedy else "")
    try:
        click.echo(text, err=True)
    except (OSError, ValueError):
        return
