"""The report of captures for people: the lines, how their payments ended, and each kind of failure once.

Most payments of a capture are well and are only counted. Failures that are alike stand together: the first
is shown whole. So a report is of a size that can be read, whatever the capture's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from posdiag.explain.survey import Sights
from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import WIDTH, pad, wrap
from posdiag.report.failure import failure
from posdiag.report.lines import Line, line
from posdiag.report.reasons import CauseNames
from posdiag.report.redact import Run
from posdiag.report.table import SIGNS
from posdiag.report.words import pick, say, say_or

#: Kinds of failure shown in full, and others of a kind named by their places.
MOST_SHOWN, MOST_NAMED = 12, 20
#: Kinds of failure counted one by one.
_MOST_KINDS = 500
_MOST_ROWS = 40


@dataclass(slots=True)
class Kind:
    """Failures that are alike: the first one whole, the places of some others, and their number."""

    first: Run
    number: int  # of the first among all payments, from 1
    count: int = 1
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts records as they come, and keeps the first of each kind of failure."""

    verdicts: dict[str, int] = field(default_factory=dict)
    by_route: dict[str, dict[str, int]] = field(default_factory=dict)
    causes: dict[str, int] = field(default_factory=dict)
    kinds: dict[object, Kind] = field(default_factory=dict)
    worst: int = 9  # rank of the worst finding seen; 9 for none
    before: int = 0  # payments that came before those counted here

    @property
    def runs(self) -> int:
        return sum(self.verdicts.values())

    def of(self, verdict: Verdict) -> int:
        return self.verdicts.get(verdict.value, 0)

    def count(self, verdict: str, route: str, times: int = 1) -> None:
        """A payment, whatever was found."""
        self.verdicts[verdict] = self.verdicts.get(verdict, 0) + times
        row = self.by_route.setdefault(route, {})
        row[verdict] = row.get(verdict, 0) + times

    def take(self, run: Run, route: str, keep: bool = True) -> None:
        """A payment with its record; `keep` it if it is the first of its kind of failure."""
        record = run.record
        self.count(record.verdict.value, route)
        for finding in record.findings:
            self.worst = min(self.worst, finding.severity.rank)
        if record.causes:
            cause = record.causes[0].cause
            self.causes[cause] = self.causes.get(cause, 0) + 1
        if keep and record.verdict is not Verdict.COMPATIBLE:
            self._keep(run)

    def _keep(self, run: Run) -> None:
        key = _alike(run.record)
        kind = self.kinds.get(key)
        if kind is not None:
            kind.count += 1
            if len(kind.places) < MOST_NAMED:
                kind.places.append(run.record.place)
        elif len(self.kinds) < _MOST_KINDS:
            self.kinds[key] = Kind(run, self.before + self.runs)


def _alike(record: RunRecord) -> object:
    cause = record.causes[0].cause if record.causes else tuple(sorted({f.code for f in record.findings}))
    money = record.money
    return (record.verdict, cause, money.agrees, min(money.charges, 2), pick(record.why, "en")[:40])


def in_order(tally: Tally) -> list[Kind]:
    """The kinds of failure as a report shows them: failed before unsure, the frequent ones first."""
    order = {Verdict.INCOMPATIBLE: 0, Verdict.INCONCLUSIVE: 1}
    return sorted(tally.kinds.values(), key=lambda kind: (order[kind.first.record.verdict], -kind.count))


def capture_lines(
    tally: Tally, surveys: Mapping[str, Sights], lang: str, width: int = WIDTH
) -> Iterator[Line]:
    """The summary: verdicts, and a row for each place that lines lead to."""
    counts = {verdict.value: tally.of(verdict) for verdict in Verdict}
    yield line(say(lang, "explain.summary", runs=tally.runs, **counts), "head")
    yield line()
    for name, survey in surveys.items():
        size, lost = f"{survey.size:,}", f"{survey.lost:,}"
        yield line(say(lang, "explain.file", name=name, lines=survey.lines, size=size, lost=lost), "head")
        rows = sorted(survey.places.values(), key=lambda place: -place.size)
        for place in rows[:_MOST_ROWS]:
            words = place.dialect or say_or(lang, f"explain.what.{place.what}", place.what)
            if place.also:
                words += f" ({say(lang, 'explain.also', names=', '.join(place.also[:3]))})"
            seen = tally.by_route.get(place.ends, {}) if place.dialect or place.what == "unknown" else {}
            verdicts = "  ".join(
                f"{sign} {seen[v.value]}" for v, (sign, _) in SIGNS.items() if v.value in seen
            )
            told = say(lang, "explain.place", lines=place.lines, frames=place.frames, size=f"{place.size:,}")
            for part in wrap(f"  {place.ends}  {words}  {told}  {verdicts}".rstrip(), width, "      "):
                yield line(part, "" if place.dialect else "dim")
        if len(rows) > _MOST_ROWS:
            yield line(say(lang, "ladder.more", count=len(rows) - _MOST_ROWS), "dim")
        yield line()


def causes_lines(tally: Tally, lang: str, names: CauseNames) -> Iterator[Line]:
    """How often each cause came first."""
    rows = sorted(tally.causes.items(), key=lambda item: (-item[1], item[0]))
    for cause, count in rows[:_MOST_ROWS]:
        yield line(f"{count:>7}  {pad(cause, 36)} {pick(names.get(cause, {}), lang)}".rstrip())
    if rows:
        yield line()


def explained_report(
    tally: Tally, surveys: Mapping[str, Sights], lang: str, width: int, names: CauseNames
) -> Iterator[Line]:
    """The whole report, line by line."""
    yield from capture_lines(tally, surveys, lang, width)
    yield from causes_lines(tally, lang, names)
    kinds = in_order(tally)
    if not kinds:
        yield line(
            say(lang, "explain.all_well" if tally.runs else "explain.none"), "good" if tally.runs else ""
        )
    only = f"{next(iter(surveys))}: " if len(surveys) == 1 else ""  # of one capture its name is said once
    for kind in kinds[:MOST_SHOWN]:
        more = kind.count - 1 - len(kind.places)
        places = [place.removeprefix(only) for place in kind.places]
        alike = [*places, *([say(lang, "explain.more", count=more)] if more > 0 else [])]
        yield line(f"#{kind.number} · {kind.first.record.place}", "dim")
        yield from failure(kind.first.shown(), alike, lang, width, names)
    if len(kinds) > MOST_SHOWN:
        left = sum(kind.count for kind in kinds[MOST_SHOWN:])
        yield line(say(lang, "explain.not_shown", kinds=len(kinds) - MOST_SHOWN, count=left), "dim")
