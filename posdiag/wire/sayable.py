"""Which code a dialect has for a message; a dialect that has none cannot say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from posdiag.errors import InputError, Problem
from posdiag.wire.message import Kind, Message
from posdiag.worded import worded

Code = TypeVar("Code")


def code_for(by_kind: Mapping[tuple[Kind, bool], Code], message: Message, dialect: str) -> Code:
    """The code for a message's kind and direction. InputError where the dialect has none."""
    code = by_kind.get((message.kind, message.reply))
    if code is None:
        way = "reply" if message.reply else "request"
        what = worded("has no code for a {kind} {way}", kind=message.kind, way=way)
        raise InputError(Problem(dialect, what, worded("choose another dialect, or add the code to it")))
    return code
