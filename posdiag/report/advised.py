"""Cards, enquiries, plain words and the self-check, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from posdiag.checks.selfcheck import Gathered, Step
from posdiag.entitle.enquiries import Office, Routed
from posdiag.guidance.cards import Card
from posdiag.guidance.terms import Term, Terms
from posdiag.report.columns import hung, shown, wrap
from posdiag.report.lines import Line, line
from posdiag.report.rule_words import rule_say
from posdiag.report.ruled import rule_object
from posdiag.report.words import pick

GUIDE, TERMS, SELF_CHECK, SELF_CHECKED = (
    "posdiag/guide/1",
    "posdiag/terms/1",
    "posdiag/self-check/1",
    "posdiag/self-checked/1",
)
Names = Mapping[str, Mapping[str, str]]


def guide_lines(
    cause: str,
    cards: Sequence[Card],
    routed: Routed | None,
    terms: Terms,
    lang: str,
    width: int,
    names: Names,
) -> Iterator[Line]:
    """Cards by reader, then the rules and offices of an enquiry, then the terms that they use."""
    name = pick(names.get(cause, {}), lang) or cause
    yield line(rule_say(lang, "guide.of", name=name, cause=cause), "head")
    reader = ""
    for card in cards:
        if card.audience != reader:
            reader = card.audience
            yield line()
            yield line(rule_say(lang, f"audience.{reader}"), "mark")
        kind = rule_say(lang, f"kind.{card.kind}")
        only = ", ".join((*card.instruments, *card.routes, *card.links))
        note = f" ({rule_say(lang, 'guide.only', names=only)})" if only else ""
        yield from _bullet(f"{kind}: {pick(card.text, lang)}{note}", width)
    if routed is not None:
        yield from _routed_lines(routed, lang, width)
    used = terms.used_in(*(pick(card.text, lang) for card in cards))
    if used:
        yield line()
        yield line(rule_say(lang, "guide.terms"), "mark")
        for term in used:
            yield from _bullet(f"{pick(term.name, lang)}: {pick(term.text, lang)}", width)


def _routed_lines(routed: Routed, lang: str, width: int) -> Iterator[Line]:
    yield line()
    yield line(rule_say(lang, "guide.offices"), "mark")
    yield from _bullet(pick(routed.text, lang), width)
    for office in routed.offices:
        yield from _bullet(_office(office, lang), width)
    for ask in routed.ask:
        yield from _bullet(f"{rule_say(lang, 'kind.question')}: {pick(ask, lang)}", width)
    yield from _bullet(pick(routed.warning, lang), width)
    if routed.rules:
        yield line()
        yield line(rule_say(lang, "guide.rules"), "mark")
        for rule in routed.rules:
            yield from _bullet(f"{pick(rule.text, lang)} [{rule.id}, {rule.source.grade.value}]", width)


def _office(office: Office, lang: str) -> str:
    phone = f" ☎ {office.phone}" if office.phone else ""
    return f"{pick(office.name, lang)}{phone} ({office.source.grade.value}: {office.source.text})"


def guide_object(
    cause: str, cards: Sequence[Card], routed: Routed | None, terms: Terms, names: Names
) -> dict[str, Any]:
    """The same for programs; each card names the terms that its words use."""
    return {
        "schema": GUIDE,
        "cause": cause,
        "name": dict(names.get(cause, {})),
        "guidance": [
            {
                "id": card.id,
                "kind": card.kind,
                "audience": card.audience,
                "instruments": list(card.instruments),
                "links": list(card.links),
                "routes": list(card.routes),
                "text": dict(card.text),
                "terms": [term.id for term in terms.used_in(*card.text.values())],
            }
            for card in cards
        ],
        "enquiry": None if routed is None else _routed_object(routed),
        "terms": [term_object(term) for term in terms.used_in(*(t for c in cards for t in c.text.values()))],
    }


def _routed_object(routed: Routed) -> dict[str, Any]:
    return {
        "cause": routed.cause,
        "programme": routed.programme or None,
        "text": dict(routed.text),
        "rules": [rule_object(rule) for rule in routed.rules],
        "offices": [
            {
                "id": office.id,
                "name": dict(office.name),
                "phone": office.phone or None,
                "source": office.source.text,
                "grade": office.source.grade.value,
            }
            for office in routed.offices
        ],
        "ask": [dict(ask) for ask in routed.ask],
        "warning": dict(routed.warning),
    }


def terms_lines(terms: Sequence[Term], lang: str, width: int) -> Iterator[Line]:
    """Each term with its explanation and other spellings."""
    for term in terms:
        yield line(pick(term.name, lang), "mark")
        for part in wrap(pick(term.text, lang), width - 2):
            yield line(f"  {part}")
        for part in hung("  ", f"{rule_say(lang, 'terms.words')}: {', '.join(term.words)}", width):
            yield line(part, "dim")


def term_object(term: Term) -> dict[str, Any]:
    """A term for programs."""
    return {"id": term.id, "name": dict(term.name), "text": dict(term.text), "words": list(term.words)}


def terms_object(terms: Sequence[Term]) -> dict[str, Any]:
    """Terms for programs."""
    return {"schema": TERMS, "terms": [term_object(term) for term in terms]}


def self_check_lines(steps: Sequence[Step], who: str, lang: str, width: int) -> Iterator[Line]:
    """The whole list, to be gone through on paper."""
    yield line(rule_say(lang, "self.head", who=rule_say(lang, f"audience.{who}")), "head")
    for number, step in enumerate(steps, 1):
        yield from step_lines(step, number, lang, width)


def step_lines(step: Step, number: int, lang: str, width: int) -> Iterator[Line]:
    """One step with its numbered answers."""
    yield line()
    yield from (line(part) for part in hung(f"{number:>2}. ", pick(step.text, lang), width))
    if step.free:
        yield line(f"     {rule_say(lang, 'self.free')}", "dim")
    for at, choice in enumerate(step.answers, 1):
        yield from (line(part) for part in hung(f"    {at}) ", pick(choice.text, lang), width))


def gathered_lines(got: Gathered, lang: str, width: int, names: Names) -> Iterator[Line]:
    """What the answers came to."""
    yield line()
    yield line(rule_say(lang, "self.done"), "head")
    if got.causes:
        told = ", ".join(f"{pick(names.get(cause, {}), lang) or cause} [{cause}]" for cause in got.causes)
        for part in wrap(f"{rule_say(lang, 'self.causes')}: {told}", width, "  "):
            yield line(part, "mark")
    else:
        yield line(rule_say(lang, "self.nothing"))
    for advice in got.advice:
        yield from _bullet(pick(advice, lang), width)
    if got.facts:
        yield line(rule_say(lang, "self.facts"), "mark")
        for name, value in got.facts.items():
            yield from (line(part) for part in hung("  ", f"{name} = {shown(value)}", width))


def self_check_object(steps: Sequence[Step], who: str) -> dict[str, Any]:
    """The steps for programs: a form can be made of them."""
    return {
        "schema": SELF_CHECK,
        "for": who,
        "steps": [
            {
                "id": step.id,
                "text": dict(step.text),
                "first": step.first,
                "check": step.check or None,
                "free": step.free or None,
                "answers": [
                    {
                        "id": choice.id,
                        "text": dict(choice.text),
                        "facts": dict(choice.facts),
                        "tells": choice.tells or None,
                        "cause": choice.cause or None,
                        "advice": dict(choice.advice) or None,
                    }
                    for choice in step.answers
                ],
            }
            for step in steps
        ],
    }


def gathered_object(got: Gathered, who: str) -> dict[str, Any]:
    """What answers came to, for programs."""
    return {
        "schema": SELF_CHECKED,
        "for": who,
        "facts": dict(got.facts),
        "checks": dict(got.checks),
        "causes": list(got.causes),
        "advice": [dict(one) for one in got.advice],
    }


def _bullet(text: str, width: int) -> Iterator[Line]:
    yield from (line(part) for part in hung("  - ", text, width))
