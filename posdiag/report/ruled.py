"""Rulings and programmes for people and programs: the answer first, then why, with every source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from posdiag.entitle.question import Do, May, Question, Ruling, Said
from posdiag.masking import mask_text
from posdiag.payment.programme import Conflict, Programme, Rule
from posdiag.report.columns import hung, wrap
from posdiag.report.lines import Line, line
from posdiag.report.rule_words import rule_say
from posdiag.report.words import pick

RULING, PROGRAMMES = "posdiag/ruling/1", "posdiag/programmes/1"

_STYLE = {May.YES: "good", May.NO: "bad", May.DEPENDS: "unsure"}


def ruling_lines(ruling: Ruling, programme: Programme, lang: str, width: int) -> Iterator[Line]:
    """A ruling as it is read to somebody."""
    asked = ruling.question
    yield line(
        rule_say(lang, "may.question", name=pick(programme.name, lang), date=asked.date.replace("T", " ")),
        "head",
    )
    key = "may" if asked.do is Do.PAY else f"may.{asked.do.value}"
    yield line(rule_say(lang, f"{key}.{ruling.may.value}"), _STYLE[ruling.may])
    if ruling.grade is not None:
        yield line(rule_say(lang, "may.grade", grade=rule_say(lang, f"grade.{ruling.grade.value}")), "dim")
    if not ruling.because:
        yield line(rule_say(lang, "may.no_rule"), "unsure")
    if ruling.on:
        yield from _section(lang, "may.on")
        for missing in ruling.on:
            yield from _bullet(f"{pick(missing.ask, lang)} [{missing.fact}]", width)
    shown = [said for said in ruling.because if not (said.unknown and said.rule.found)]
    if shown:
        yield from _section(lang, "may.because")
        for said in shown:
            yield from _rule(said.rule, lang, width)
    if ruling.conflicts:
        yield from _section(lang, "may.conflicts")
        for conflict in ruling.conflicts:
            yield from _conflict(conflict, lang, width)
    if ruling.notes:
        yield from _section(lang, "may.notes")
        for rule in ruling.notes:
            yield from _rule(rule, lang, width)


def ruling_object(ruling: Ruling, programme: Programme) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": RULING,
        "programme": {"id": programme.id, "name": dict(programme.name)},
        "date": ruling.question.date,
        "do": ruling.question.do.value,
        "facts": _facts(ruling.question),
        "answer": ruling.may.value,
        "sourced": ruling.sourced,
        "grade": None if ruling.grade is None else ruling.grade.value,
        "on": [{"fact": one.fact, "ask": dict(one.ask), "rules": list(one.rules)} for one in ruling.on],
        "because": [_said(said) for said in ruling.because],
        "conflicts": [_conflict_object(one) for one in ruling.conflicts],
        "notes": [rule_object(rule) for rule in ruling.notes],
    }


def rule_object(rule: Rule) -> dict[str, Any]:
    """A rule with its dates and sources."""
    return {
        "rule": rule.id,
        "kind": rule.kind.value,
        "since": rule.since or None,
        "until": rule.until or None,
        "found": rule.found,
        "text": dict(rule.text),
        "source": rule.source.text,
        "grade": rule.source.grade.value,
        "conflicts": [_conflict_object(one) for one in rule.conflicts],
    }


def programmes_lines(programmes: Iterable[Programme], lang: str, width: int) -> Iterator[Line]:
    """A line for each programme."""
    listed = list(programmes)
    yield line(rule_say(lang, "programmes.count", count=len(listed)), "head")
    for programme in listed:
        count = rule_say(lang, "programmes.rules", count=len(programme.rules))
        mark = f" · {rule_say(lang, 'programmes.reference')}" if programme.kind == "reference" else ""
        for part in hung("  ", f"{programme.id} · {pick(programme.name, lang)} · {count}{mark}", width):
            yield line(part)


def programme_lines(programme: Programme, rules: Sequence[Rule], lang: str, width: int) -> Iterator[Line]:
    """One programme with these of its rules."""
    yield line(f"{pick(programme.name, lang)} [{programme.id}]", "head")
    for part in wrap(programme.source, width - 2):
        yield line(f"  {part}", "dim")
    if not rules:
        yield line(rule_say(lang, "programmes.none_on"), "unsure")
    for rule in rules:
        yield from _rule(rule, lang, width)
        for conflict in rule.conflicts:
            yield from _conflict(conflict, lang, width, rule_say(lang, "rule.disagrees") + ": ")


def programmes_object(pairs: Iterable[tuple[Programme, Sequence[Rule]]], date: str) -> dict[str, Any]:
    """Programmes with their rules; `date` is empty where all rules were asked for."""
    return {
        "schema": PROGRAMMES,
        "date": date or None,
        "programmes": [
            {
                "id": programme.id,
                "name": dict(programme.name),
                "words": list(programme.words),
                "kind": programme.kind,
                "source": programme.source,
                "for_all": programme.for_all,
                "rules": [rule_object(rule) for rule in rules],
            }
            for programme, rules in pairs
        ],
    }


def _section(lang: str, key: str) -> Iterator[Line]:
    yield line()
    yield line(rule_say(lang, key), "mark")


def _rule(rule: Rule, lang: str, width: int) -> Iterator[Line]:
    days = _days(rule, lang)
    found = "" if rule.found else f" ({rule_say(lang, 'rule.not_found')})"
    yield from _bullet(f"{pick(rule.text, lang)}{found} [{rule.id}{', ' + days if days else ''}]", width)
    label = rule_say(lang, "rule.source")
    for part in wrap(f"{label} {rule.source.grade.value}: {rule.source.text}", width - 4):
        yield line(f"    {part}", "dim")


def _conflict(conflict: Conflict, lang: str, width: int, label: str = "") -> Iterator[Line]:
    yield from _bullet(f"{label}{pick(conflict.says, lang)}", width)
    for part in wrap(f"{conflict.source.grade.value}: {conflict.source.text}", width - 4):
        yield line(f"    {part}", "dim")


def _bullet(text: str, width: int) -> Iterator[Line]:
    yield from (line(part) for part in hung("  - ", text, width))


def _days(rule: Rule, lang: str) -> str:
    since, until = rule.since.replace("T", " "), rule.until
    if since and until:
        return rule_say(lang, "rule.both", since=since, until=until)
    if since:
        return rule_say(lang, "rule.from", day=since)
    return rule_say(lang, "rule.until", day=until) if until else ""


def _said(said: Said) -> dict[str, Any]:
    told = rule_object(said.rule)
    return {**told, "programme": said.programme, "verdict": said.may.value, "unknown": said.unknown or None}


def _conflict_object(conflict: Conflict) -> dict[str, Any]:
    source = conflict.source
    return {"says": dict(conflict.says), "source": source.text, "grade": source.grade.value}


_FACTS = (
    *("instrument", "purse", "route", "sector", "annual_sales_krw", "shop_region", "holder_region"),
    *("hq_region", "items", "direct_store", "enrolled", "listed", "amount_krw", "paid_on"),
)


def _facts(asked: Question) -> Mapping[str, Any]:
    """What was given, masked: regions are free text."""
    shown: dict[str, Any] = {}
    for name in _FACTS:
        value = getattr(asked, name)
        if value is not None:
            shown[name] = sorted(value) if name == "items" else value
    return {name: mask_text(value) if isinstance(value, str) else value for name, value in shown.items()}
