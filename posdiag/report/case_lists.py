"""Lists for people: cases in short, what happened in order, clusters, and the steps of the self-check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

from posdiag.checks.selfcheck import Step
from posdiag.diagnose.causes import CauseTable
from posdiag.intake.contradict import name_of
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Dossier
from posdiag.report.case_lines import cause_name
from posdiag.report.case_words import put, put_or
from posdiag.report.columns import shown, wrap
from posdiag.report.lines import Line, line
from posdiag.store.cases import Event
from posdiag.store.clusters import Cluster

_KST = timezone(timedelta(hours=9))


def step_lines(number: int, steps: Sequence[Step], lang: str, width: int) -> Iterator[Line]:
    """The self-check as it is read aloud, and how its answers are given."""
    yield line(put(lang, "steps"), "head")
    for count, step in enumerate(steps, 1):
        for part in wrap(f"{count}. {step.text[lang]} ({step.id})", width - 4, "   "):
            yield line(part, "mark")
        for place, answer in enumerate(step.answers, 1):
            yield line(f"   {place}) {answer.text[lang]}")
            for part in wrap(f"→ {answer.advice[lang]}", width - 8, "  ") if answer.advice else ():
                yield line(f"      {part}", "dim")
    yield line()
    yield line(put(lang, "steps.answer", number=number, step=steps[0].id if steps else "…"), "dim")


def list_lines(dossiers: Sequence[Dossier], causes: CauseTable, lang: str, width: int) -> Iterator[Line]:
    """A line for each case, and its story under it."""
    for one in dossiers:
        cause = one.closed_cause or one.cause
        status = put(lang, f"status.{one.status}")
        opened = one.opened[:16].replace("T", " ")
        row = put(
            lang,
            "list.row",
            number=one.id,
            opened=opened,
            status=status,
            cause=cause_name(cause, causes, lang),
        )
        yield line(row, "head")
        story = wrap(shown(" ".join(one.story.split())), width - 7)
        if story:
            yield line(f"       {story[0]}{'…' if len(story) > 1 else ''}", "dim")


def timeline_lines(dossier: Dossier, events: Sequence[Event], lang: str, width: int) -> Iterator[Line]:
    """Everything that happened to a case, in its order."""
    yield line(put(lang, "timeline"), "head")
    for event in events:
        kind = put_or(lang, f"event.{event.kind}", event.kind)
        told = "; ".join(f"{key}: {_short(value)}" for key, value in event.body.items() if value)
        for part in wrap(
            shown(f"  {event.n}. {event.at[:19].replace('T', ' ')}  {kind}  {told}"), width, "     "
        ):
            yield line(part)


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_short(one) for one in value)
    if isinstance(value, dict):
        if "field" in value:
            return f"{value['field']}={value['value']}"
        return ", ".join(f"{key}={_short(one)}" for key, one in value.items())
    text = " ".join(str(value).split())
    return text if len(text) <= 120 else text[:117] + "…"


def cluster_lines(
    found: Sequence[Cluster], count: int, known: Knowledge, lang: str, width: int
) -> Iterator[Line]:
    """The clusters, a paragraph for each."""
    yield line(put(lang, "clusters", count=count, found=len(found)), "head")
    if not found:
        yield line(put(lang, "cluster.none"), "good")
    for number, one in enumerate(found, 1):
        symptom = put_or(lang, f"symptom.{one.symptom}", cause_name(one.symptom, known.causes, lang))
        text = put(
            lang,
            "cluster",
            kind=put(lang, f"kind.{one.kind}"),
            value=name_of(one.kind, one.value, lang, known.lexicon),
            symptom=symptom,
            begin=_moment(one.from_s),
            end=_moment(one.to_s),
            count=one.count,
            shops=one.shops,
        )
        yield line()
        for part in wrap(f"{number}. {text}", width, "   "):
            yield line(part, "bad")
        yield line(f"   {put(lang, 'cluster.cases', numbers=', '.join(map(str, one.cases)))}")
        for part in wrap(put(lang, "cluster.so"), width - 3):
            yield line(f"   {part}")


def _moment(at_s: float) -> str:
    return f"{datetime.fromtimestamp(at_s, _KST):%Y-%m-%d %H:%M}"
