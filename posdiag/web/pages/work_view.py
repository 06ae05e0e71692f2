"""A case as its page shows it: facts by question, the next question, the reasons, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from posdiag.intake.ask_next import Question
from posdiag.intake.contradict import name_of
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import all_values, best
from posdiag.intake.lexicon import Lexicon
from posdiag.report.case_words import put_or
from posdiag.store.cases import Event
from posdiag.web.casework import Seen
from posdiag.web.rooms import Rooms
from posdiag.web.words import word, word_or

#: Reasons told for a cause.
_MOST_REASONS = 6
#: Buttons that a digit presses.
MOST_KEYS = 9


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact in words, where it comes from, and what else was told of the same."""

    name: str
    value: str
    source: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """A button. `key` is the digit that presses it, empty beyond nine."""

    id: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    key: str
    text: str
    why: str
    answers: tuple[AnswerShown, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    at: str
    kind: str
    text: str
    by: str


def facts_of(dossier: Dossier, lexicon: Lexicon, lang: str) -> list[FactShown]:
    """Every fact that counts, in the order of the questions."""
    order = {field.id: number for number, field in enumerate(lexicon)}
    fields = dict.fromkeys(fact.field for fact in dossier.facts)
    shown = []
    for field in sorted(fields, key=lambda one: order.get(one, 999)):
        fact = best(dossier.facts, field)
        if fact is None:
            continue
        others = [value for value in all_values(dossier.facts, field) if value != fact.value]
        shown.append(
            FactShown(
                name=put_or(lang, f"field.{field}", field),
                value=name_of(field, fact.value, lang, lexicon),
                source=put_or(lang, f"source.{fact.source}", fact.source),
                others=tuple(name_of(field, value, lang, lexicon) for value in others),
            )
        )
    return shown


def question_of(asked: Question | None, lang: str) -> QuestionShown | None:
    """The next question with its buttons."""
    if asked is None:
        return None
    answers = tuple(
        AnswerShown(id_, _said(text, lang), str(number) if number <= MOST_KEYS else "")
        for number, (id_, text) in enumerate(asked.answers, 1)
    )
    why = _said(asked.why, lang) if asked.why else ""
    return QuestionShown(asked.key, _said(asked.text, lang), why, answers)


def why_of(dossier: Dossier, seen: Seen, rooms: Rooms, lang: str) -> list[str]:
    """What speaks for the answer: the words of the story, and the answers that were given."""
    reasons = list(_words(dossier, seen.decision.answer, rooms, lang))
    for given in dossier.answers:
        check = rooms.checks[given.check] if given.check in rooms.checks else None  # noqa: SIM401
        answer = next((one for one in check.answers if one.id == given.answer), None) if check else None
        if check is not None and answer is not None:
            reasons.append(f"{_said(check.text, lang)} → {_said(answer.text, lang)}")
    return list(dict.fromkeys(reasons))[:_MOST_REASONS]


def _words(dossier: Dossier, cause: str, rooms: Rooms, lang: str) -> Iterator[str]:
    """What the classifier says for a cause, of the story as it stands."""
    made = rooms.classified(dossier.story[:4_000]) if dossier.story else None
    for ranked in made.causes if made else ():
        if ranked.cause == cause:
            yield from (_said(why, lang) for why in ranked.why)
    for reading in made.readings if made else ():
        yield word(
            lang, "work.code", code=reading.code, scheme=reading.scheme, says=_said(reading.message, lang)
        )


def timeline_of(events: Iterable[Event], lang: str) -> list[Happened]:
    """What happened, in words, the latest first."""
    rows = [
        Happened(
            at=event.at[:16].replace("T", " "),
            kind=put_or(lang, f"event.{event.kind}", event.kind),
            text=_told(event.body, lang),
            by=str(event.body.get("by", "")),
        )
        for event in events
    ]
    return rows[::-1]


def _told(body: Mapping[str, Any], lang: str) -> str:
    parts = []
    for key in ("story", "text"):
        if body.get(key):
            parts.append(str(body[key])[:160])
    for check, answer in dict(body.get("answers", {})).items():
        parts.append(f"{check} = {answer}")
    for fact in body.get("facts", ()):
        parts.append(f"{put_or(lang, 'field.' + str(fact['field']), str(fact['field']))}: {fact['value']}")
    if body.get("outcome"):
        parts.append(word_or(lang, f"outcome.{body['outcome']}", str(body["outcome"])))
    if body.get("job"):
        parts.append(str(body.get("pos", "")))
    return " · ".join(parts)


def _said(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("ko") or texts.get("en") or ""
