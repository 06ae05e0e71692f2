"""`--evidence`: what of a replay counts as seen, as where somebody has only a capture or no statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from posdiag.cli.texts import tell
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.diagnose.channels import Channel


def evidence_option(lang: str) -> click.Option:
    """`--evidence ecr,host,…`; all of it where nothing is said."""
    return click.Option(["--evidence"], metavar="CHANNEL[,CHANNEL]...", help=tell(lang, "diagnose.evidence"))


def channels_from(text: str | None) -> frozenset[Channel]:
    """The channels that a list names. InputError where one is none, or where no link is among them."""
    from posdiag.diagnose.channels import EVERYTHING, Channel
    from posdiag.errors import InputError, Problem

    if text is None:
        return EVERYTHING
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = [channel.value for channel in Channel]
    problems = [
        Problem(
            f"--evidence {word}", worded("no such channel"), worded("one of: {known}", known=", ".join(known))
        )
        for word in words
        if word not in known
    ]
    if problems:
        raise InputError(problems)
    chosen = frozenset(Channel(word) for word in words)
    if not chosen & {Channel.ECR, Channel.HOST}:
        raise InputError(
            Problem(f"--evidence {text}", worded("no link is among them"), worded("add ecr, host or both"))
        )
    return chosen
