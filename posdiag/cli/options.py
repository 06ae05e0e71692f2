"""Options that several verbs share, in the language asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from posdiag.cli.texts import tell


class Number(click.FloatRange):
    """A number within a range. `nan` is in none, though no comparison says so; nor is infinity."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{number} is not in the range {self._describe_range()}.", param, ctx)
        return number


def format_option(lang: str, forms: Sequence[str] = ("text", "json")) -> click.Option:
    """`--format`, the first form being the default."""
    return click.Option(
        ["--format", "form"],
        type=click.Choice(list(forms)),
        default=forms[0],
        show_default=True,
        help=tell(lang, "option.format"),
    )


def output_option(lang: str) -> click.Option:
    """`--output FILE`."""
    return click.Option(
        ["--output", "-o"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=tell(lang, "option.output"),
    )


def fault_option(lang: str) -> click.Option:
    """`--fault NAME[:k=v,…]`, as often as wanted."""
    return click.Option(
        ["--fault", "faults"], multiple=True, metavar="NAME[:k=v,…]", help=tell(lang, "diagnose.fault")
    )


def seed_option(lang: str) -> click.Option:
    """`--seed N`."""
    return click.Option(["--seed"], type=int, default=0, show_default=True, help=tell(lang, "diagnose.seed"))


def fail_on_option(lang: str) -> click.Option:
    """`--fail-on error|warning|never`."""
    return click.Option(
        ["--fail-on"],
        type=click.Choice(["error", "warning", "never"]),
        default="error",
        show_default=True,
        help=tell(lang, "diagnose.fail_on"),
    )


def profiles_option(lang: str) -> click.Option:
    """`--profiles FOLDER`, as often as wanted: the user's own data beside the shipped one."""
    return click.Option(
        ["--profiles", "folders"],
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        multiple=True,
        metavar="FOLDER",
        help=tell(lang, "option.profiles"),
    )


def seconds_option(lang: str, name: str, default: float) -> click.Option:
    """`--NAME SECONDS` of whoever waits for a POS: more than none, a day at most."""
    return click.Option(
        [f"--{name}"],
        type=Number(min=0, max=86_400, min_open=True),
        default=default,
        show_default=True,
        metavar="SECONDS",
        help=tell(lang, f"audit.{name}"),
    )


def program_options(lang: str) -> list[click.Option]:
    """`--run`, `--approved-pattern`, `--declined-pattern`: the POS program, and how it prints an outcome."""

    def words(names: list[str], metavar: str, key: str) -> click.Option:
        return click.Option(names, default="", metavar=metavar, help=tell(lang, f"audit.{key}"))

    return [
        words(["--run"], "'COMMAND {address}'", "run"),
        words(["--approved-pattern", "approved"], "REGEX", "approved"),
        words(["--declined-pattern", "declined"], "REGEX", "declined"),
    ]
