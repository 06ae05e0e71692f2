"""A classification for people and programs: cause and reasons, readings of codes, what else it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from posdiag.classify.result import UNKNOWN, Classification, Ranked, Reading, Slots
from posdiag.report.classify_words import classify_say
from posdiag.report.columns import pad, shown, wrap
from posdiag.report.lines import Line, line

SCHEMA = "posdiag/classification/1"
_LABEL = 12
_MOST_SHOWN = 600
#: Causes less likely than this are told to programs only.
_LEAST_TOLD = 0.05

Name = Callable[[str], Mapping[str, str]]


def classification_object(told: Classification) -> dict[str, Any]:
    """DESIGN 6, without `ask` and `guidance`, which others add."""
    slots = told.slots
    return {
        "schema": SCHEMA,
        "text": told.text,
        "read_as": told.read_as,
        "repair": told.repair,
        "answer": told.answer,
        "causes": [
            {"cause": one.cause, "probability": one.probability, "why": list(one.why)} for one in told.causes
        ],
        "alternatives": list(told.alternatives),
        "readings": [_reading(one) for one in told.readings],
        "warnings": [{"code": one.code, **one.text} for one in told.warnings],
        "slots": _slots(slots),
    }


def _reading(one: Reading) -> dict[str, Any]:
    return {
        "scheme": one.scheme,
        "code": one.code,
        "layer": one.layer,
        "cause": one.cause,
        "also": list(one.also),
        "message": dict(one.message),
        "why": dict(one.reason),
        "source": one.source,
        "agrees": one.agrees,
    }


def _slots(slots: Slots) -> dict[str, Any]:
    told: dict[str, Any] = {"amounts_krw": list(slots.amounts_krw)} if slots.amounts_krw else {}
    for name in ("approval_number", "scheme", "company", "instrument", "programme", "place", "when"):
        if value := getattr(slots, name):
            told[name] = value
    return told


def cause_lines(told: Classification, name: Name, lang: str, width: int) -> Iterator[Line]:
    """The text, its causes and why; what else it tells, and what the agent must know of it."""
    yield from _under(lang, "text", shown(told.text)[:_MOST_SHOWN], width, "dim")
    if told.repair is not None:
        yield from _under(lang, "read_as", shown(told.read_as)[:_MOST_SHOWN], width)
        yield from _under(lang, "repair", told.repair, width, "unsure")
    if told.answer == UNKNOWN:
        yield from _under(lang, "cause", classify_say(lang, "unknown"), width, "unsure")
    for place, one in enumerate(told.causes):
        if one.cause == UNKNOWN or (place and one.probability < _LEAST_TOLD):
            continue
        yield from _cause(one, told, name, lang, width)
    for reading in told.readings:
        layer = classify_say(lang, f"layer.{reading.layer}")
        agrees = f" ({classify_say(lang, 'agrees')})" if reading.agrees else ""
        text = (
            f"{reading.scheme} {reading.code} · {layer} · {reading.message[lang]} [{reading.cause}]{agrees}"
        )
        yield from _under(lang, "reading", text, width)
    if slots := _slots(told.slots):
        values = [_slot(lang, key, value) for key, value in slots.items()]
        yield from _under(lang, "slots", ", ".join(values), width)
    for warning in told.warnings:
        yield from _under(lang, "warning", warning.text[lang], width, "bad")


def _cause(one: Ranked, told: Classification, name: Name, lang: str, width: int) -> Iterator[Line]:
    answer = one.cause == told.answer
    text = f"{one.probability:.0%} {name(one.cause)[lang]} [{one.cause}]"
    yield from _under(lang, "cause" if answer else "also", text, width, "mark" if answer else "")
    for reason in one.why if answer or one.cause in told.alternatives else ():
        yield from _under(lang, "why", shown(reason[lang]), width, "dim")


def _slot(lang: str, key: str, value: Any) -> str:
    if key == "amounts_krw":
        return classify_say(lang, "slot.amounts", value=", ".join(f"{one:,}" for one in value))
    return classify_say(lang, f"slot.{key}", value=shown(str(value)))


def question_lines(
    text: Mapping[str, str], answers: list[Mapping[str, str]], lang: str, width: int
) -> Iterator[Line]:
    """The next question with its answers."""
    yield from _under(lang, "question", text[lang], width, "head")
    for place, answer in enumerate(answers, 1):
        yield from _row("", f"{place}) {answer[lang]}", width)


def advice_lines(audience: str, text: Mapping[str, str], lang: str, width: int) -> Iterator[Line]:
    """A card."""
    yield from _row(classify_say(lang, audience), text[lang], width)


def row_lines(told: Classification, number: int, name: Name, lang: str, width: int) -> Iterator[Line]:
    """One line of many: number, probability, cause and the beginning of the text."""
    style = "unsure" if told.answer == UNKNOWN else ""
    label = f"{number:>6} {told.probability:4.0%} {pad(told.answer, 44)} "
    room = max(width - len(label), 20)
    yield line(label + shown(told.read_as)[:room], style)


def _under(lang: str, key: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    return _row(classify_say(lang, key), text, width, style)


def _row(label: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    opening = pad(label, _LABEL)
    for part in wrap(text, max(width - _LABEL, 20)):
        yield line(opening + part, style)
        opening = " " * _LABEL
