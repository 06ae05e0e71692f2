"""A fact of a call with where it comes from, and the moments at which facts are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: Where a fact may come from, the weightier first: papers, an answer to the question, the story, a guess.
SOURCES = ("statement", "answer", "self-check", "story")


@dataclass(frozen=True, slots=True)
class Fact:
    """`field` has `value`: an id of the field, won, an ISO date or time, or words. `said` are the words that
    say so, masked; `start` and `end` where they stand in the story (0 and 0 where they do not).
    """

    field: str
    value: str
    source: str
    said: str = ""
    start: int = 0
    end: int = 0


def fact_object(fact: Fact) -> dict[str, Any]:
    """The fact as a plain dict; without a place where it has none."""
    span = {"start": fact.start, "end": fact.end} if fact.end else {}
    return {"field": fact.field, "value": fact.value, "source": fact.source, "said": fact.said, **span}


def fact_of(plain: Mapping[str, Any]) -> Fact:
    """The fact that `fact_object` wrote."""
    field, value, source = (str(plain[key]) for key in ("field", "value", "source"))
    said, start, end = str(plain.get("said", "")), int(plain.get("start", 0)), int(plain.get("end", 0))
    return Fact(field, value, source, said, start, end)


def best(facts: Sequence[Fact], field: str) -> Fact | None:
    """The fact of a field that counts: of the weightiest source, and of these the latest told."""
    known = [fact for fact in facts if fact.field == field]
    if not known:
        return None
    rank = min(SOURCES.index(fact.source) for fact in known)
    return [fact for fact in known if SOURCES.index(fact.source) == rank][-1]


def value_of(facts: Sequence[Fact], field: str) -> str:
    """The value of a field; empty where nobody told it."""
    fact = best(facts, field)
    return fact.value if fact else ""


def all_values(facts: Sequence[Fact], field: str) -> tuple[str, ...]:
    """Every different value told for a field, in the order of telling."""
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.field == field))
