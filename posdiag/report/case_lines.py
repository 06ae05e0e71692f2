"""A case for people: what is known, what does not fit, the cause, the words to say, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from posdiag.checks.check import OPEN
from posdiag.diagnose.causes import CauseTable
from posdiag.entitle.question import May
from posdiag.guidance.cards import Card
from posdiag.intake.ask_next import six_questions
from posdiag.intake.contradict import name_of
from posdiag.intake.decide import Decision, Knowledge
from posdiag.intake.dossier import CLOSED, Dossier
from posdiag.intake.facts import all_values, best
from posdiag.report.case_words import put, put_or
from posdiag.report.columns import shown, wrap
from posdiag.report.lines import Line, line

#: Rules that are told of a ruling.
_MOST_RULES = 3
#: Facts that no field asks for, after those that one does.
_BESIDE = {"when": ("cancelled-at",), "what": ("text-amount", "balance")}


def case_lines(
    dossier: Dossier, decision: Decision, known: Knowledge, lang: str, width: int
) -> Iterator[Line]:
    """The report of a case."""
    yield from _head(dossier, known, lang)
    yield from _warnings(dossier, lang, width)
    yield line()
    yield line(put(lang, "understood"), "head")
    yield from _facts(dossier, known, lang, width)
    texts = [one.text for one in decision.contradictions]
    yield from _section(lang, "contradictions", texts, width, "bad", "!")
    yield from _section(lang, "alarms", [one["text"] for one in dossier.alarms], width, "bad", "!")
    yield from _causes(decision, known, lang, width)
    yield from _section(lang, "say", said_texts(decision), width, "", "“")
    yield from _section(lang, "do", [card.text for card in decision.do], width)
    yield from _section(lang, "call", call_texts(decision), width)
    yield from _section(lang, "keep", decision.told.keep, width)
    yield from _section(lang, "never", decision.told.never, width, "bad")
    yield from _ruling(decision, lang, width)
    notes = [{lang: note} for note in dossier.extra.get("notes", ())]
    yield from _section(lang, "notes", notes, width)
    yield from _runs(dossier, lang, width)
    if dossier.status != CLOSED:
        yield from question_lines(dossier, decision, lang, width)


def _head(dossier: Dossier, known: Knowledge, lang: str) -> Iterator[Line]:
    status = put(lang, f"status.{dossier.status}")
    opened = dossier.opened[:16].replace("T", " ")
    yield line(put(lang, "head", number=dossier.id, opened=opened, status=status), "head")
    if dossier.status == CLOSED:
        outcome = put_or(lang, f"outcome.{dossier.outcome}", dossier.outcome)
        closed = dossier.closed[:16].replace("T", " ")
        cause = cause_name(dossier.closed_cause, known.causes, lang)
        yield line(put(lang, "closed", closed=closed, outcome=outcome, cause=cause), "good")


def _warnings(dossier: Dossier, lang: str, width: int) -> Iterator[Line]:
    for warning in dossier.warnings:
        text = f"{put(lang, 'warning')}: {put_or(lang, f'warning.{warning}', warning)}"
        for part in wrap(text, width, "  "):
            yield line(part, "unsure")


def _facts(dossier: Dossier, known: Knowledge, lang: str, width: int) -> Iterator[Line]:
    some = False
    for question, fields in six_questions(dossier, known.lexicon):
        ids = [field.id for field in fields] + [
            id_ for id_ in _BESIDE.get(question, ()) if all_values(dossier.facts, id_)
        ]
        told = ", ".join(_told(dossier, id_, known, lang) for id_ in ids)
        if told:
            some = True
            opening = f"  {put(lang, f'question.{question}')}: "
            for part in wrap(opening + told, width, "    "):
                yield line(part if part.startswith("  ") else f"  {part}")
    if not some:
        yield line(f"  {put(lang, 'nothing_known')}", "dim")


def _told(dossier: Dossier, id_: str, known: Knowledge, lang: str) -> str:
    fact = best(dossier.facts, id_)
    if fact is None:
        return ""
    field = known.lexicon.fields.get(id_)
    values = all_values(dossier.facts, id_) if field and field.many else (fact.value,)
    shown_as = " / ".join(shown(name_of(id_, value, lang, known.lexicon)) for value in values)
    source = put(lang, f"source.{fact.source}")
    others = [
        v for v in all_values([f for f in dossier.facts if f.source == fact.source], id_) if v not in values
    ]
    also = [shown(name_of(id_, value, lang, known.lexicon)) for value in others]
    beside = " " + put(lang, "also", others=", ".join(also)) if also else ""
    return f"{put(lang, f'field.{id_}')} {shown_as} [{source}]{beside}"


def _section(
    lang: str, key: str, texts: Sequence[Mapping[str, str]], width: int, style: str = "", mark: str = "-"
) -> Iterator[Line]:
    if not texts:
        return
    yield line()
    yield line(put(lang, key), "head")
    for text in texts:
        words = shown(text.get(lang) or next(iter(text.values()), ""))
        opening = "  “" if mark == "“" else f"  {mark} "
        for number, part in enumerate(wrap(words + ("”" if mark == "“" else ""), width - 4)):
            yield line((opening if not number else "    ") + part, style)


def _causes(decision: Decision, known: Knowledge, lang: str, width: int) -> Iterator[Line]:
    yield line()
    yield line(put(lang, "causes"), "head")
    if decision.answer == "unknown":
        yield line(f"  {put(lang, 'cannot_tell')}", "unsure")
    for number, (cause, share) in enumerate(decision.ranked):
        if cause != "unknown":
            style = "mark" if not number and cause == decision.answer else ""
            yield line(f"  {share:4.0%}  {cause_name(cause, known.causes, lang)} [{cause}]", style)
    if decision.money == OPEN:
        for part in wrap(put(lang, "money.open"), width - 2):
            yield line(f"  {part}", "bad")


def _ruling(decision: Decision, lang: str, width: int) -> Iterator[Line]:
    """Whether the rules allow the payment, why, and what it depends on."""
    told = decision.ruling
    if told is None:
        return
    texts: list[Mapping[str, str]] = [{lang: put(lang, f"may.{told.may}")}]
    texts += [
        {lang: f"{one.rule.text[lang]} ({one.rule.source.text})"}
        for one in told.because
        if one.may is not May.YES
    ][:_MOST_RULES]
    if told.may is May.DEPENDS:
        texts += [{lang: put(lang, "may.ask", ask=one.ask[lang])} for one in told.on[:2]]
    yield from _section(lang, "rules", texts, width)


def cause_name(cause: str, causes: CauseTable, lang: str) -> str:
    """A cause as people read it."""
    return causes[cause].name.get(lang, cause) if cause in causes else cause


def _runs(dossier: Dossier, lang: str, width: int) -> Iterator[Line]:
    if not dossier.runs:
        return
    yield line()
    yield line(put(lang, "runs"), "head")
    for run in dossier.runs:
        pos = f"{run['pos']['id']}@{run['pos']['release']}"
        verdict = put(lang, "run.reproduces" if run.get("same") else "run.other")
        yield line(f"  - {put(lang, 'run', pos=pos, verdict=verdict, command=run.get('command', ''))}")


def run_lines(
    dossier: Dossier, run: Mapping[str, Any], known: Knowledge, lang: str, width: int
) -> Iterator[Line]:
    """A replay that was attached: what it played, what came of it, its ladder and how to repeat it."""
    yield line(
        put(lang, "run.head", number=dossier.id, pos=f"{run['pos']['id']}@{run['pos']['release']}"), "head"
    )
    yield line(
        f"  {put(lang, 'run.played', cause=cause_name(run['cause'], known.causes, lang), way=run['way'])}"
    )
    same = put(lang, "run.reproduces" if run["same"] else "run.other")
    found = ", ".join(
        f"{one['probability']:.0%} {cause_name(one['cause'], known.causes, lang)}"
        for one in run["causes"][:2]
    )
    yield line(f"  {put(lang, 'run.found', same=same, causes=found)}", "good" if run["same"] else "unsure")
    yield line()
    yield from (line(row) for row in run["ladder"][lang].splitlines())
    proven = [one for one in run["guidance"] if one["proof"]["status"] == "proven"]
    yield from _section(lang, "run.proven", [one["text"] for one in proven], width, "good")
    yield line()
    yield line(put(lang, "run.repeat", command=run["command"]), "mark")


def question_lines(
    dossier: Dossier, decision: Decision, lang: str, width: int, hint: bool = True
) -> Iterator[Line]:
    """The next question with its answers, and how to answer it."""
    yield line()
    asked = decision.ask
    if asked is None:
        yield line(put(lang, "no_next"), "good")
        return
    yield line(put(lang, "next"), "head")
    for part in wrap(asked.text[lang], width - 2):
        yield line(f"  {part}", "mark")
    for number, (_, text) in enumerate(asked.answers, 1):
        yield line(f"    {number}) {text[lang]}")
    if asked.why is not None:
        for part in wrap(put(lang, "why", why=asked.why[lang]), width - 2, "  "):
            yield line(f"  {part}", "dim")
    if hint:
        yield line(f"  {put(lang, 'how_to_answer', number=dossier.id, key=asked.key)}", "dim")
        others = [
            put_or(lang, f"field.{field.id}", field.id) for field in decision.missing if field.id != asked.key
        ]
        if others:
            lacking = f"{put(lang, 'missing')}: {', '.join(others)}"
            for part in wrap(lacking, width - 2, "  "):
                yield line(f"  {part}", "dim")


def said_texts(decision: Decision) -> list[Mapping[str, str]]:
    """The words for the caller; of a question first what answers it."""
    first = [] if decision.routed is None else [decision.routed.text]
    return [*first, *(card.text for card in decision.say)]


def call_texts(decision: Decision) -> list[Mapping[str, str]]:
    """Whom to call: of a question the offices that answer it, with what was found of their numbers."""
    if decision.routed is None:
        return list(decision.told.call)
    return [
        {lang: f"{name} ☎ {office.phone}" if office.phone else name for lang, name in office.name.items()}
        for office in decision.routed.offices
    ]


def card_texts(cards: Sequence[Card]) -> list[dict[str, object]]:
    """Cards as plain dicts."""
    return [{"id": card.id, "audience": card.audience, "text": dict(card.text)} for card in cards]
