"""A bisection, for people: versions as they were played, changes, culprits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from posdiag.diagnose.finding import class_of
from posdiag.isolate.bisect import Bisection, Explained
from posdiag.isolate.history import FEW, State
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.recorded import RecordedRun
from posdiag.record import Verdict
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.isolate_words import isolate_say
from posdiag.report.lines import Line, Span, line
from posdiag.report.shrunk import CauseNames, cause_words
from posdiag.report.words import say, won

_SIGNS = {
    State.GOOD: ("✓", "good"),
    State.BAD: ("✗", "bad"),
    State.OTHER: ("✗", "unsure"),
    State.UNKNOWN: ("?", "unsure"),
}
_BY_VERDICT = {
    Verdict.COMPATIBLE: State.GOOD,
    Verdict.INCOMPATIBLE: State.BAD,
    Verdict.INCONCLUSIVE: State.UNKNOWN,
}
_LABEL = 13


@dataclass(frozen=True, slots=True)
class Bisected:
    """A bisection that ended or was cut short. `recorded` is the run it was asked for, if it was one.

    `now` is what that run comes to today, None where it was not played.
    """

    bisection: Bisection
    terminal: str
    seed: int
    firmware: bool = False
    recorded: RecordedRun | None = None
    now: Outcome | None = None
    command: str = ""
    interrupted: bool = False


def head_lines(done: Bisected, lang: str, width: int) -> Iterator[Line]:
    """What is searched, and how a recorded run comes out today."""
    one = done.bisection
    labels = one.versions.labels
    span = f"{labels[0]} … {labels[-1]}"
    yield line(
        f"{one.scenario} · {one.versions.subject} {span} · {done.terminal} · --seed {done.seed}", "head"
    )
    if done.recorded is not None and done.now is not None:
        label = done.recorded.label
        if done.recorded.reproduced(done.now):
            text, style = isolate_say(lang, "bisect.reproduced", label=label), ""
        else:
            was = f"{say(lang, f'verdict.{done.recorded.verdict}')} {done.recorded.cause}".strip()
            now = f"{say(lang, f'verdict.{done.now.verdict}')} {done.now.cause}".strip()
            text = isolate_say(lang, "bisect.not_reproduced", label=label, was=was, now=now)
            style = "unsure"
        yield from _paragraph(isolate_say(lang, "bisect.recorded"), text, width, style)


def step_lines(
    done: Bisected, number: int, seen: Outcome, lang: str, width: int, names: CauseNames
) -> Iterator[Line]:
    """One version as it was played: sign, verdict, first cause, money, what it lacks."""
    versions = done.bisection.versions
    room = max(columns(label) for label in versions.labels)
    sign, style = _SIGNS[_BY_VERDICT[seen.verdict]]
    cause = "" if seen.passed else names.get(seen.cause, {}).get(lang, seen.cause)
    money = isolate_say(
        lang,
        "bisect.money",
        charges=seen.money.charges,
        amount=won(lang, seen.money.charged_krw),
        belief=say(lang, f"belief.{seen.money.pos_believes}"),
    )
    parts = [say(lang, f"verdict.{seen.verdict}"), cause, money]
    if not seen.money.agrees:
        parts.append(isolate_say(lang, "bisect.money_open"))
    lacks = versions.lacks(number)
    if lacks:
        parts.append(isolate_say(lang, "bisect.lacks", lacks=", ".join(lacks)))
    told = " · ".join(part for part in parts if part)
    opening = f"  {pad(versions.labels[number], room)} "
    first, *more = wrap(shown(told), width - columns(opening) - 2)
    yield (Span(opening), Span(sign, style), Span(f" {first}"))
    for row in more:
        yield line(" " * (columns(opening) + 2) + row)


def end_lines(done: Bisected, lang: str, width: int, names: CauseNames) -> Iterator[Line]:
    """What was found: every change with the traits that differ and the one that made it."""
    one = done.bisection
    yield line()
    yield from _paragraph(isolate_say(lang, "bisect.played"), _played(done, lang), width)
    failing = any(seen.failed for seen in one.history.known.values())
    if failing:
        yield from _paragraph(isolate_say(lang, "bisect.wanted"), _wanted(one, lang, names), width)
    yield from _notes(one, lang, width)
    if done.interrupted:
        return
    broken = False
    for explained in one.explained:
        yield line()
        yield from _change(one, explained, broken, lang, width)
        broken = broken or explained.change.broke
    if not one.explained:
        yield line(_unchanged(one, failing, lang), "" if failing else "good")
    if done.command:
        yield line(pad(isolate_say(lang, "bisect.repeat"), _LABEL) + shown(done.command), "dim")


def _played(done: Bisected, lang: str) -> str:
    one = done.bisection
    count, played = one.history.count, len(one.history.known)
    if done.interrupted:
        return isolate_say(lang, "bisect.cut_short", count=count, played=played)
    if one.history.complete:
        key = "bisect.few" if count <= FEW and not one.every else "bisect.all_played"
        values: dict[str, object] = {"count": count, "most": FEW} if key == "bisect.few" else {"count": count}
        text = isolate_say(lang, key, **values)
    else:
        text = isolate_say(lang, "bisect.sampled", count=count, played=played)
    return f"{text} {isolate_say(lang, 'bisect.proofs', count=one.proofs)}" if one.proofs else text


def _wanted(one: Bisection, lang: str, names: CauseNames) -> str:
    if one.any_failure or one.history.wanted is None:
        return isolate_say(lang, "bisect.any")
    wanted = one.history.wanted
    cause = cause_words(replace(wanted, worst=frozenset()), lang, names) or "-"
    return isolate_say(lang, "bisect.by_class", cause=cause, kind=class_of(wanted.cause) or "-")


def _notes(one: Bisection, lang: str, width: int) -> Iterator[Line]:
    """What a reader of the changes must know: lacks, other failures, versions of which nobody can tell."""
    labels = one.versions.labels
    if any(one.versions.lacks(number) for number in one.history.known):
        yield from _paragraph("", isolate_say(lang, "bisect.lacks_count"), width, "dim")
    for state, key in ((State.OTHER, "bisect.other_failures"), (State.UNKNOWN, "bisect.cannot_tell")):
        some = [labels[n] for n in sorted(one.history.known) if one.history.state(n) is state]
        if some:
            yield from _paragraph("", isolate_say(lang, key, labels=", ".join(some)), width, "unsure")
    if len(one.explained) > 1:
        text = isolate_say(lang, "bisect.not_monotone", changes=len(one.explained))
        yield from _paragraph("", text, width, "unsure")


def _unchanged(one: Bisection, failing: bool, lang: str) -> str:
    if not failing:
        return isolate_say(lang, "bisect.no_failure")
    bad = any(one.history.state(number) is State.BAD for number in one.history.known)
    return isolate_say(lang, "bisect.always" if bad else "bisect.no_such_failure")


def _change(one: Bisection, explained: Explained, again: bool, lang: str, width: int) -> Iterator[Line]:
    """A change: the version, what stood before it, the traits, and the proof."""
    change, labels = explained.change, one.versions.labels
    before, after = labels[change.before], labels[change.after]
    key = ("bisect.again" if again else "bisect.broke") if change.broke else "bisect.mended"
    place = one.versions.place(change.after)
    title = f"{pad(isolate_say(lang, key), _LABEL)}{after}  ({before} → {after} · {place})"
    yield line(title, "bad" if change.broke else "good")
    between = [labels[n] for n in range(change.before + 1, change.after)]
    if between:
        yield from _paragraph(
            "", isolate_say(lang, "bisect.between", labels=", ".join(between)), width, "unsure"
        )
    if explained.veiled:
        key, label = ("veiled_before", before) if change.broke else ("veiled_after", after)
        yield from _paragraph("", isolate_say(lang, f"bisect.{key}", label=label), width, "unsure")
    yield from _traits(explained, lang)
    yield from _culprit(explained, before, after, lang, width)


def _traits(explained: Explained, lang: str) -> Iterator[Line]:
    if not explained.traits:
        yield line(" " * _LABEL + isolate_say(lang, "bisect.same_traits"))
        return
    blamed = explained.culprit.changes if explained.culprit else ()
    rows = [(one, f"{one.words()[0]} → {one.words()[1]}") for one in explained.traits]
    paths = max(columns(one.path) for one, _ in rows)
    label = isolate_say(lang, "bisect.changed")
    for one, values in rows:
        sign = "*" if one in blamed else " "
        text = f"{pad(label, _LABEL)}{sign} {pad(one.path, paths)}  {shown(values)}  {one.place}"
        yield line(text, "mark" if one in blamed else "")
        label = ""


def _culprit(explained: Explained, before: str, after: str, lang: str, width: int) -> Iterator[Line]:
    broke, culprit = explained.change.broke, explained.culprit
    names = ("uncovered", "covered") if explained.veiled else ("culprit", "cure")
    label = isolate_say(lang, f"bisect.{names[0] if broke else names[1]}")
    if culprit is None:
        if explained.traits:
            yield from _paragraph(label, isolate_say(lang, "bisect.no_culprit"), width, "unsure")
        return
    way = "broke" if broke else "mended"
    parts = [f"{', '.join(one.path for one in culprit.changes)}:"]
    parts.append(isolate_say(lang, f"bisect.proof_{way}", before=before))
    if not culprit.alone:
        parts.append(isolate_say(lang, "bisect.together"))
    key = f"bisect.undone_{way}" if culprit.undone else "bisect.not_undone"
    parts.append(isolate_say(lang, key, after=after))
    if culprit.others:
        parts.append(isolate_say(lang, "bisect.others", paths=", ".join(one.path for one in culprit.others)))
    yield from _paragraph(label, " ".join(parts), width, "head")


def _paragraph(label: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    opening = pad(label, _LABEL)
    for row in wrap(shown(text), width - _LABEL):
        yield line(opening + row, style)
        opening = " " * _LABEL
