"""A dossier: all that is known of one call, as plain values that a store keeps and a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from posdiag.intake.facts import Fact, fact_object, fact_of

SCHEMA = "posdiag/case/1"
OPEN, CLOSED = "open", "closed"
#: How the advice ended, as the agent says on closing.
OUTCOMES = ("worked", "failed", "partly", "not-tried", "escalated", "withdrawn")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the classifier made of a text: its causes with probabilities. `of` is story, message or note."""

    of: str
    text: str
    answer: str
    causes: tuple[tuple[str, float], ...]
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a check, by their ids; of a question asked, or of a step of the self-check."""

    check: str
    answer: str
    source: str = "answer"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case. Times are ISO texts with zone; `story` and all words in it are masked.

    `warnings` are keys of what the agent is to be told. `pending` is the question asked last. `payments` and
    `alarms` come from a statement. `runs` are replays that were attached. `cards` are ids of the advice
    given.
    """

    id: int = 0
    opened: str = ""
    status: str = OPEN
    story: str = ""
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    answers: tuple[Answered, ...] = ()
    warnings: tuple[str, ...] = ()
    pending: str = ""
    payments: tuple[Mapping[str, Any], ...] = ()
    alarms: tuple[Mapping[str, Any], ...] = ()
    runs: tuple[Mapping[str, Any], ...] = ()
    cards: tuple[str, ...] = ()
    cause: str = ""
    causes: tuple[tuple[str, float], ...] = ()
    outcome: str = ""
    closed_cause: str = ""
    closed_card: str = ""
    closed: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_facts(self, facts: list[Fact]) -> Dossier:
        """The dossier with further facts; one that says nothing new is left out."""
        known = {(fact.field, fact.value, fact.source) for fact in self.facts}
        fresh = [fact for fact in facts if (fact.field, fact.value, fact.source) not in known]
        return replace(self, facts=(*self.facts, *fresh)) if fresh else self

    def with_warnings(self, warnings: tuple[str, ...]) -> Dossier:
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *warnings))))


_PLAIN = (
    "id",
    "opened",
    "status",
    "story",
    "pending",
    "cause",
    "outcome",
    "closed_cause",
    "closed_card",
    "closed",
)


def dossier_object(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain dicts and lists; `dossier_of` reads it back."""
    plain: dict[str, Any] = {"schema": SCHEMA, **{key: getattr(dossier, key) for key in _PLAIN}}
    return plain | {
        "facts": [fact_object(fact) for fact in dossier.facts],
        "readings": [
            {
                "of": one.of,
                "text": one.text,
                "answer": one.answer,
                "repair": one.repair,
                "causes": [list(pair) for pair in one.causes],
            }
            for one in dossier.readings
        ],
        "answers": [
            {"check": one.check, "answer": one.answer, "source": one.source} for one in dossier.answers
        ],
        "warnings": list(dossier.warnings),
        "payments": [dict(one) for one in dossier.payments],
        "alarms": [dict(one) for one in dossier.alarms],
        "runs": [dict(one) for one in dossier.runs],
        "cards": list(dossier.cards),
        "causes": [list(pair) for pair in dossier.causes],
        "extra": dict(dossier.extra),
    }


def dossier_of(plain: Mapping[str, Any]) -> Dossier:
    """The dossier that `dossier_object` wrote. KeyError, TypeError or ValueError for another object."""
    if plain["schema"] != SCHEMA:
        raise ValueError(f"schema {plain['schema']!r}")
    return Dossier(
        **{key: plain[key] for key in _PLAIN},
        facts=tuple(fact_of(one) for one in plain["facts"]),
        readings=tuple(
            Reading(one["of"], one["text"], one["answer"], _pairs(one["causes"]), one["repair"])
            for one in plain["readings"]
        ),
        answers=tuple(Answered(one["check"], one["answer"], one["source"]) for one in plain["answers"]),
        warnings=tuple(plain["warnings"]),
        payments=tuple(plain["payments"]),
        alarms=tuple(plain["alarms"]),
        runs=tuple(plain["runs"]),
        cards=tuple(plain["cards"]),
        causes=_pairs(plain["causes"]),
        extra=plain["extra"],
    )


def _pairs(plain: Any) -> tuple[tuple[str, float], ...]:
    return tuple((str(cause), float(share)) for cause, share in plain)
