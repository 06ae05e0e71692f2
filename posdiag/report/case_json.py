"""A case for programs: the dossier with what it comes to, both languages in every text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from posdiag.checks.selfcheck import Step
from posdiag.intake.ask_next import Question
from posdiag.intake.contradict import name_of
from posdiag.intake.decide import Decision, Knowledge
from posdiag.intake.dossier import Dossier, dossier_object
from posdiag.report.case_lines import call_texts, card_texts
from posdiag.report.json_run import dump
from posdiag.store.cases import Event
from posdiag.store.clusters import Cluster

SCHEMA = "posdiag/case-shown/1"
LANGUAGES = ("ko", "en")


def case_json(dossier: Dossier, decision: Decision, known: Knowledge) -> str:
    """One case: what is understood, what does not fit, the cause, what to say and do,
    and the next question.
    """
    return dump(case_object(dossier, decision, known)) + "\n"


def case_object(dossier: Dossier, decision: Decision, known: Knowledge) -> dict[str, Any]:
    """The same as plain dicts and lists."""
    stored = dossier_object(dossier)
    return {
        "schema": SCHEMA,
        **{
            key: stored[key]
            for key in ("id", "opened", "status", "story", "outcome", "closed", "closed_cause")
        },
        "warnings": list(dossier.warnings),
        "understood": [_fact(fact, known) for fact in stored["facts"]],
        "contradictions": [
            {"id": one.id, "text": dict(one.text), "fields": list(one.fields)}
            for one in decision.contradictions
        ],
        "answer": decision.answer,
        "causes": [
            {"cause": cause, "probability": share, "name": dict(known.causes[cause].name)}
            for cause, share in decision.ranked
        ],
        "money": decision.money,
        "ruling": _ruling(decision),
        "say": card_texts(decision.say),
        "do": card_texts(decision.do),
        "call": [dict(text) for text in call_texts(decision)],
        **{key: [dict(text) for text in getattr(decision.told, key)] for key in ("keep", "never")},
        "enquiry": _enquiry(decision),
        "missing": [field.id for field in decision.missing],
        "ask": question_object(decision.ask),
        "readings": stored["readings"],
        "answers": stored["answers"],
        "payments": stored["payments"],
        "alarms": stored["alarms"],
        "notes": list(dossier.extra.get("notes", ())),
        "runs": stored["runs"],
    }


def _enquiry(decision: Decision) -> dict[str, Any] | None:
    told = decision.routed
    if told is None:
        return None
    return {
        "programme": told.programme,
        "text": dict(told.text),
        "offices": [{"id": one.id, "name": dict(one.name), "phone": one.phone} for one in told.offices],
        "rules": [{"rule": one.id, "text": dict(one.text), "source": one.source.text} for one in told.rules],
        "ask": [dict(one) for one in told.ask],
        "warning": dict(told.warning),
    }


def _ruling(decision: Decision) -> dict[str, Any] | None:
    told = decision.ruling
    if told is None:
        return None
    return {
        "may": str(told.may),
        "programme": told.question.programme,
        "because": [
            {
                "rule": one.rule.id,
                "may": str(one.may),
                "text": dict(one.rule.text),
                "source": one.rule.source.text,
            }
            for one in told.because
        ],
        "depends_on": [{"fact": one.fact, "ask": dict(one.ask)} for one in told.on],
        "conflicts": [{"says": dict(one.says), "source": one.source.text} for one in told.conflicts],
    }


def _fact(fact: dict[str, Any], known: Knowledge) -> dict[str, Any]:
    field = known.lexicon.fields.get(fact["field"])
    names = {lang: name_of(fact["field"], fact["value"], lang, known.lexicon) for lang in LANGUAGES}
    return {"question": field.question if field else "", **fact, "name": names}


def question_object(asked: Question | None) -> dict[str, Any] | None:
    """The next question; None where nothing is left to ask."""
    if asked is None:
        return None
    return {
        "key": asked.key,
        "text": dict(asked.text),
        "answers": [{"id": id_, "text": dict(text)} for id_, text in asked.answers],
        "why": dict(asked.why) if asked.why else None,
        "gain_bits": round(asked.gain_bits, 4),
        "minutes": asked.minutes,
    }


def question_json(dossier: Dossier, decision: Decision) -> str:
    """The next question of a case."""
    return dump({"schema": SCHEMA, "id": dossier.id, "ask": question_object(decision.ask)}) + "\n"


def steps_json(number: int, steps: Sequence[Step]) -> str:
    """The steps of the self-check for a case."""
    rows = [
        {
            "id": step.id,
            "text": dict(step.text),
            "free": bool(step.free),
            "answers": [
                {"id": one.id, "text": dict(one.text), "advice": dict(one.advice)} for one in step.answers
            ],
        }
        for step in steps
    ]
    return dump({"schema": "posdiag/self-check/1", "id": number, "steps": rows}) + "\n"


def list_json(dossiers: Sequence[Dossier]) -> str:
    """Cases in short."""
    rows = [
        {
            "id": one.id,
            "opened": one.opened,
            "status": one.status,
            "cause": one.closed_cause or one.cause,
            "outcome": one.outcome,
            "story": one.story,
        }
        for one in dossiers
    ]
    return dump({"schema": "posdiag/cases/1", "cases": rows}) + "\n"


def timeline_json(dossier: Dossier, events: Sequence[Event]) -> str:
    """Everything that happened to a case."""
    rows = [{"n": one.n, "at": one.at, "kind": one.kind, "body": dict(one.body)} for one in events]
    return dump({"schema": "posdiag/case-events/1", "id": dossier.id, "events": rows}) + "\n"


def clusters_json(found: Sequence[Cluster], count: int) -> str:
    """The clusters; times in UTC."""
    rows = [
        {
            "kind": one.kind,
            "value": one.value,
            "symptom": one.symptom,
            "from": _iso(one.from_s),
            "to": _iso(one.to_s),
            "count": one.count,
            "shops": one.shops,
            "log10_p": one.log10_p,
            "cases": list(one.cases),
        }
        for one in found
    ]
    return dump({"schema": "posdiag/case-clusters/1", "cases": count, "clusters": rows}) + "\n"


def _iso(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
