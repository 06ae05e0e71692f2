"""`posdiag case`: a caller's story as a case, from the first words to the close."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import click

from posdiag.cli.help import Verbs

#: Verb -> the module that has its command, and the function that builds it.
_VERBS = {
    "new": ("case_talk", "new"),
    "answer": ("case_talk", "answer"),
    "ask": ("case_talk", "ask"),
    "show": ("case_look", "show"),
    "list": ("case_look", "list_cases"),
    "search": ("case_look", "search"),
    "clusters": ("case_look", "clusters"),
    "note": ("case_end", "note"),
    "close": ("case_end", "close"),
    "reopen": ("case_end", "reopen"),
    "statement": ("case_feed", "statement"),
    "self-check": ("case_feed", "self_check"),
    "reproduce": ("case_reproduce", "reproduce"),
    "export": ("case_export", "export"),
}


def command(lang: str) -> click.Command:
    """The verb and its verbs, their help in `lang`."""
    return Verbs(lang, "case", {name: _verb(*place) for name, place in _VERBS.items()}, "case")


def _verb(module: str, function: str) -> Callable[[str], click.Command]:
    def load(lang: str) -> click.Command:
        command: click.Command = getattr(import_module(f"posdiag.cli.{module}"), function)(lang)
        return command

    return load
