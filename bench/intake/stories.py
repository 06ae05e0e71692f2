"""Whole callers' stories with their truth: `stories.tsv`, half for setting weights, half held out.

Columns: language, kind (call, chat, or an agent's note), causes (the first is meant, the others may stand for
it), contradictions that are in the story, facts that its words give (`field=value;…`), the story, its source.
A moment is true as far as it is told: `2025-08-21` fits any hour of that day.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FILE = Path(__file__).with_name("stories.tsv")
#: When all of them are told: a Friday, in the caller's time.
NOW = datetime(2025, 8, 22, 15, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """One story. `causes` are classes, `facts` the values that the words give by field."""

    number: int
    lang: str
    kind: str
    causes: tuple[str, ...]
    contradictions: frozenset[str]
    facts: Mapping[str, str]
    story: str
    source: str

    @property
    def held_out(self) -> bool:
        """Every second story is never looked at when weights are set."""
        return self.number % 2 == 1


def read_stories() -> list[Told]:
    """All stories in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_told(number, row) for number, row in enumerate(rows)]


def _told(number: int, row: Mapping[str, str]) -> Told:
    facts = dict(pair.split("=", 1) for pair in row["facts"].split(";") if pair)
    contradictions = frozenset(one for one in row["contradictions"].split(",") if one)
    causes = tuple(row["causes"].split(","))
    return Told(number, row["lang"], row["kind"], causes, contradictions, facts, row["story"], row["source"])


def fits(field: str, wanted: str, given: tuple[str, ...]) -> bool:
    """Whether what was understood is what the story says: any of several numbers, a moment as far as it is
    told, a message whatever the blanks around it.
    """
    match field:
        case "when":
            return any(one.startswith(wanted) for one in given[-1:])
        case "approval":
            return wanted in given
        case "message" | "shop" | "region":
            bare = wanted.replace(" ", "")
            return any(bare in one.replace(" ", "") or one.replace(" ", "") in bare for one in given)
    return given[-1:] == (wanted,)
