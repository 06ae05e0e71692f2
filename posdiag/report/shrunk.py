"""A shrunken scenario, for people and as `posdiag/shrink/1`: before and after, boundaries, replays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posdiag.diagnose.finding import class_of
from posdiag.isolate.cuts import Said
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.shrink import Beyond, Edge, Shrinking
from posdiag.profile.trait_types import ENTRY_WORDS
from posdiag.record import Verdict
from posdiag.replay.scenario import Do, Scenario, Step
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.isolate_words import isolate_say
from posdiag.report.lines import Line, line
from posdiag.report.table import SIGNS

SHRINK_SCHEMA = "posdiag/shrink/1"
#: Names of causes by id and language.
CauseNames = Mapping[str, Mapping[str, str]]
_LABEL = 13
_ENTRIES = {entry: word for word, entry in ENTRY_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A search that ended, and the scenario that came of it.

    `result` is the smallest one as a file has it, None where nothing fails; `text` that file's text.
    `confirmed`: read back and replayed once more, it showed the failure.
    """

    search: Shrinking
    terminal: str
    result: Scenario | None = None
    text: str = ""
    file: str = ""
    command: str = ""
    confirmed: bool = False
    interrupted: bool = False


def shrunk_lines(done: Shrunk, lang: str, width: int, names: CauseNames) -> Iterator[Line]:
    """The report for people."""
    search = done.search
    pos = search.release.label
    if search.failure is None:
        unsure = search.now is not None and search.now.verdict is Verdict.INCONCLUSIVE
        key = "shrink.unsure" if unsure else "shrink.nothing"
        if search.now is not None:
            yield line(
                isolate_say(lang, key, scenario=search.before.id, pos=pos), "unsure" if unsure else "good"
            )
        return
    sign, style = SIGNS[Verdict.INCOMPATIBLE]
    where = [f"{sign} {search.before.id}", pos, done.terminal, f"--seed {search.seed}"]
    yield line(" · ".join(where), "head")
    if done.interrupted:
        yield line(isolate_say(lang, "shrink.stopped"), "unsure")
    yield from _row(lang, "shrink.failure", cause_words(search.failure, lang, names), width, style)
    yield from _row(lang, "shrink.witness", _witness(search, lang), width)
    yield line()
    yield from _sizes(search, lang, width)
    yield line()
    label = isolate_say(lang, "shrink.edges")
    for edge in search.edges.values():
        yield from _paragraph(label, edge_line(edge, lang), width, "unsure" if edge.odd else "")
        label = ""
    yield from _row(lang, "shrink.replays", _replays(done, lang), width)
    if done.file:
        yield from _row(lang, "shrink.file", done.file, width)
    if done.command:
        yield line(pad(isolate_say(lang, "shrink.repeat"), _LABEL) + shown(done.command), "dim")


def cause_words(outcome: Outcome, lang: str, names: CauseNames) -> str:
    """The first cause by name and id, and the worst findings: `name [id] · codes`."""
    name = names.get(outcome.cause, {}).get(lang, "") if outcome.cause else ""
    cause = f"{name} [{outcome.cause}]" if name else outcome.cause
    return " · ".join(part for part in (cause, ", ".join(sorted(outcome.worst))) if part)


def edge_words(edge: Edge, lang: str) -> str:
    """`fails at 10,001 won, passes at 10,000 won`."""
    fails = _value(edge, edge.fails_at, lang)
    if edge.next_at is None:
        text = isolate_say(lang, "edge.least", fails=fails)
    else:
        beyond = edge.beyond
        text = isolate_say(lang, f"edge.{beyond}", fails=fails, next=_value(edge, edge.next_at, lang))
    if edge.odd:
        odd = ", ".join(_value(edge, value, lang) for value in edge.odd)
        text += f" · {isolate_say(lang, 'edge.odd', odd=odd)}"
    return text


def shrink_object(done: Shrunk) -> dict[str, Any]:
    """The whole result for programs."""
    search = done.search
    now = search.now
    return {
        "schema": SHRINK_SCHEMA,
        "scenario": search.before.id,
        "pos": {"id": search.release.id, "release": search.release.release},
        "terminal": done.terminal,
        "seed": search.seed,
        "fails": search.failure is not None,
        "verdict": str(now.verdict) if now is not None else None,
        "failure": outcome_object(search.failure) if search.failure is not None else None,
        "witness": None
        if search.witness is None
        else {"release": search.witness.release.label, "with_faults": search.witness.with_faults},
        "before": _size(search.before, search.said),
        "after": _size(search.smallest, search.said),
        "boundaries": [_edge_object(edge) for edge in search.edges.values()],
        "replays": search.trials.count,
        "most_replays": search.most_replays,
        "minimal": search.minimal,
        "interrupted": done.interrupted,
        "confirmed": done.confirmed,
        "file": done.file or None,
        "command": done.command,
        "scenario_yaml": done.text,
    }


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    """A replay's outcome for programs, its money as runs have it."""
    money = outcome.money
    return {
        "verdict": str(outcome.verdict),
        "cause": outcome.cause,
        "class": class_of(outcome.cause),
        "worst": sorted(outcome.worst),
        "money": {
            "charges": money.charges,
            "charged": money.charged_krw,
            "from": dict(sorted(money.from_purse.items())),
            "pos_believes": str(money.pos_believes),
            "booked": money.booked_krw,
            "agrees": money.agrees,
            "seen_by": str(money.seen_by),
        },
    }


def _edge_object(edge: Edge) -> dict[str, Any]:
    return {
        "name": edge.name,
        "unit": edge.unit,
        "fails_at": edge.fails_at,
        "next_at": edge.next_at,
        "beyond": None if edge.next_at is None else str(edge.beyond),
        "passes_at": edge.next_at if edge.beyond is Beyond.PASSES else None,
        "monotone": not edge.odd,
        "passes_beyond": list(edge.odd),
    }


# -- sizes -----------------------------------------------------------------------------------------


def _size(scenario: Scenario, said: Said) -> dict[str, Any]:
    return {
        "steps": [step_words(step, "en") for step in scenario.steps],
        "items": [[item.name for item in step.items] for step in scenario.steps],
        "fields": [list(said(scenario, number)) for number in range(len(scenario.steps))],
        "marks": {name: sorted(one.state) for name, one in scenario.instruments.items()},
        "shop": sorted(scenario.shop),
        "faults": list(scenario.faults),
    }


def _sizes(search: Shrinking, lang: str, width: int) -> Iterator[Line]:
    """Two columns: what the scenario was and what is left of it."""
    room = (width - _LABEL - 2) // 2
    heads = pad(isolate_say(lang, "shrink.before"), room) + "  " + isolate_say(lang, "shrink.after")
    yield line(" " * _LABEL + heads, "dim")
    for key in ("steps", "items", "fields", "state", "shop", "faults"):
        one, other = (_parts(told, key, lang, search.said) for told in (search.before, search.smallest))
        if one or other:
            yield from _two(isolate_say(lang, f"shrink.{key}"), one, other, room, lang)


def _two(label: str, one: Sequence[str], other: Sequence[str], room: int, lang: str) -> Iterator[Line]:
    none = isolate_say(lang, "shrink.none")
    left = [row for part in one or (none,) for row in wrap(shown(part), room, "  ")]
    right = [row for part in other or (none,) for row in wrap(shown(part), room, "  ")]
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        yield line(f"{pad(label if number == 0 else '', _LABEL)}{pad(first, room)}  {second}")


def _parts(scenario: Scenario, key: str, lang: str, said: Said) -> list[str]:
    """One aspect of a scenario, a line each."""
    match key:
        case "steps":
            return [f"{n}. {step_words(step, lang)}" for n, step in enumerate(scenario.steps, 1)]
        case "items":
            return [f"{item.name} {item.amount_krw:,}" for step in scenario.steps for item in step.items]
        case "fields":
            told = [(n + 1, said(scenario, n)) for n in range(len(scenario.steps))]
            return [f"{n}. {' '.join(names)}" for n, names in told if names]
        case "state":
            marks = [
                f"{key}={value}" for one in scenario.instruments.values() for key, value in one.state.items()
            ]
            return [", ".join(marks)] if marks else []
        case "shop":
            return [f"{name}={value}" for name, value in scenario.shop.items()]
        case _:
            return list(scenario.faults)


def step_words(step: Step, lang: str) -> str:
    """A step in few words."""
    entry = _ENTRIES.get(step.entry, str(step.entry))
    words = isolate_say(lang, f"step.{step.do}", **_blanks(step, entry))
    if step.do is Do.PAY and step.tax_krw:
        words += ", " + isolate_say(lang, "step.tax", amount=f"{step.tax_krw:,}")
    if step.instalment:
        words += ", " + isolate_say(lang, "step.instalment", months=step.instalment)
    return words


def _blanks(step: Step, entry: str) -> dict[str, object]:
    if step.do is Do.PAY:
        return {"amount": f"{step.amount_krw:,}", "entry": entry}
    return {"of": step.of} if step.do is Do.CANCEL else {}


# -- words -----------------------------------------------------------------------------------------


def _value(edge: Edge, value: int, lang: str) -> str:
    return isolate_say(lang, f"unit.{edge.unit}", value=f"{value:,}") if edge.unit else str(value)


def edge_line(edge: Edge, lang: str) -> str:
    """An edge with its name: `step 1 amount: fails at …`."""
    blanks: dict[str, object] = {"name": edge.name} if edge.kind == "fault" else {}
    blanks |= dict(zip(("step", "item"), edge.at, strict=False))
    return f"{isolate_say(lang, f'edge.{edge.kind}', **blanks)}: {edge_words(edge, lang)}"


def _witness(search: Shrinking, lang: str) -> str:
    if search.witness is None:
        return isolate_say(lang, "shrink.no_witness")
    key = "shrink.witness_release" if search.witness.with_faults else "shrink.witness_calm"
    return isolate_say(lang, key, release=search.witness.release.label)


def _replays(done: Shrunk, lang: str) -> str:
    search = done.search
    key = "minimal" if search.minimal else "not_minimal" if search.out_of_replays else "cut_short"
    text = isolate_say(lang, f"shrink.{key}", count=search.trials.count)
    return f"{text} {isolate_say(lang, 'shrink.confirmed')}" if done.confirmed else text


def _row(lang: str, key: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    yield from _paragraph(isolate_say(lang, key), text, width, style)


def _paragraph(label: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    """A label, and the text beside it on as many lines as it takes."""
    opening = (
        label + " " * max(1, _LABEL - columns(label)) if columns(label) >= _LABEL else pad(label, _LABEL)
    )
    for row in wrap(shown(text), width - _LABEL):
        yield line(opening + row, style)
        opening = " " * _LABEL
