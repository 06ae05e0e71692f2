"""Help pages in both languages: click's, headings translated, Korean letters two columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from posdiag.cli.start import page_width
from posdiag.cli.texts import TEXTS, tell
from posdiag.report.columns import columns, pad, wrap

_WIDEST_TERM = 34


class _Writer(click.HelpFormatter):
    """click's help formatter in the user's language."""

    lang = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        text = f"{tell(self.lang, 'usage')}: {prog} {args}"
        self.write("\n".join(wrap(text, self.width, " " * 4)) + "\n")

    def write_heading(self, heading: str) -> None:
        super().write_heading(tell(self.lang, heading) if heading in TEXTS else heading)

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = [wrap(part, self.width - len(indent)) for part in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + row for row in rows) for rows in paragraphs) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        first = min(max(columns(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, text in rows:
            if self.lang == "ko":  # what click adds of itself
                text = text.replace("[default: ", "[기본값: ").replace("[required]", "[필수]")
            opening = indent + (
                pad(term, first) if columns(term) < first else f"{term}\n{indent}{' ' * first}"
            )
            for part in wrap(text, max(self.width - first - len(indent), 20)):
                self.write(f"{opening}{part}\n")
                opening = indent + " " * first


class _Context(click.Context):
    """A context whose help speaks the language of its command."""

    def make_formatter(self) -> click.HelpFormatter:
        formatter = _Writer(width=self.terminal_width or page_width())
        formatter.lang = getattr(self.command, "lang", "en")
        return formatter


class Verb(click.Command):
    """A command that knows its language. `about` is the page's text, `short` its line in the list."""

    context_class = _Context

    def __init__(
        self, lang: str, name: str, callback: Callable[..., int], params: list[click.Parameter]
    ) -> None:
        key = name.replace(" ", ".")
        about = _about(lang, key.replace("-", "_"))
        text = f"{tell(lang, key)}\n\n{about}" if about else tell(lang, key)
        super().__init__(name.rpartition(" ")[2], callback=callback, params=params, help=text)
        self.lang = lang
        self.context_settings["help_option_names"] = ["-h", "--help"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _translated(super().get_help_option(ctx), self.lang)


def _about(lang: str, key: str) -> str:
    """The text of a verb's own page; empty where it has none."""
    try:
        return tell(lang, f"{key}.about")
    except (KeyError, ModuleNotFoundError):
        return ""


class Verbs(click.Group):
    """A group whose commands are built only when one of them is called, in the language asked for."""

    context_class = _Context

    def __init__(
        self, lang: str, name: str, build: dict[str, Callable[[str], click.Command]], key: str, **extra: Any
    ) -> None:
        super().__init__(name, help=tell(lang, key), **extra)
        self.lang = lang
        self.prefix = "" if key == "about" else f"{key}."
        self.build = build
        self.context_settings["help_option_names"] = ["-h", "--help"]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.build)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.build[cmd_name](self.lang) if cmd_name in self.build else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, tell(self.lang, self.prefix + name)) for name in self.build])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _translated(super().get_help_option(ctx), self.lang)


def _translated(option: click.Option | None, lang: str) -> click.Option | None:
    if option is not None:
        option.help = tell(lang, "option.help")
    return option
