"""What posdiag's own recordings say in comments beside their bytes, written and read in one place.

The section's comment names posdiag and tells whether card data is masked. The first packet of a TCP line
and the interface of a serial line carry `posdiag:line` with the line as JSON. What packets cannot say
stands in `posdiag:opened`, `posdiag:lost unknown` and `posdiag:ended WHY END`. All else is for people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from posdiag.capture.events import Line, LineKind

PROGRAM = "posdiag"
MASKED = "posdiag: card data is masked in place; lengths and check bytes are consistent"
UNMASKED = "posdiag: card data is NOT masked; treat this file as card data"
OPENED = "posdiag:opened"
LOST_UNKNOWN = "posdiag:lost unknown"
NOTES = "posdiag:notes"
_LINE = "posdiag:line "
_ENDED = "posdiag:ended "
_WHYS = frozenset(
    {"refused", "reset", "ended", "lost", "tls-version", "tls-cipher", "tls-certificate", "tls-dates"}
)
_WHO: dict[str, bool | None] = {"a": True, "b": False, "-": None}


@dataclass(frozen=True, slots=True)
class Said:
    """What the comments of a packet or interface say: `notes` are those for people."""

    line: Line | None = None
    opened: bool = False
    lost_unknown: bool = False
    ended: tuple[str, bool | None] | None = None  # why, and whether by a
    notes: tuple[str, ...] = ()


def line_comment(line: Line) -> str:
    """The comment that names a line."""
    parts = {"number": line.number, "kind": line.kind, "a": line.a, "b": line.b, "a_known": line.a_known}
    return _LINE + json.dumps(parts, ensure_ascii=False)


def ended_comment(why: str, by_a: bool | None) -> str:
    """The comment that tells how a line ended where its packets cannot."""
    return f"{_ENDED}{why} {'-' if by_a is None else 'a' if by_a else 'b'}"


def direction(line: Line, from_a: bool) -> str:
    """The comment that tells people who sent a packet of a serial line."""
    return f"{line.a} -> {line.b}" if from_a else f"{line.b} -> {line.a}"


def understood(comments: Iterable[str]) -> Said:
    """What comments say. One that only begins like ours is a note for people."""
    line: Line | None = None
    ended: tuple[str, bool | None] | None = None
    opened = lost = False
    notes = []
    for comment in comments:
        if comment.startswith(_LINE) and (found := _line(comment[len(_LINE) :])) is not None:
            line = found
        elif comment.startswith(_ENDED) and (end := _ending(comment[len(_ENDED) :])) is not None:
            ended = end
        elif comment == OPENED:
            opened = True
        elif comment == LOST_UNKNOWN:
            lost = True
        elif comment != NOTES:
            notes.append(comment)
    return Said(line, opened, lost, ended, tuple(notes))


def _line(text: str) -> Line | None:
    try:
        parts = json.loads(text)
        if not (
            isinstance(parts["number"], int) and isinstance(parts["a"], str) and isinstance(parts["b"], str)
        ):
            return None
        return Line(
            parts["number"], LineKind(parts["kind"]), parts["a"], parts["b"], parts["a_known"] is True
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _ending(text: str) -> tuple[str, bool | None] | None:
    why, _, who = text.partition(" ")
    return (why, _WHO[who]) if why in _WHYS and who in _WHO else None
