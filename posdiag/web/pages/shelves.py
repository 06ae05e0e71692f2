"""Pages to look through cases: the list with its filters, and clusters with their plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from aiohttp import web

from posdiag.errors import InputError
from posdiag.intake.dossier import Dossier
from posdiag.report.case_words import put_or
from posdiag.store.cases import Wanted
from posdiag.store.clusters import Cluster, clusters
from posdiag.web.api.cases import MOST_CLUSTERED, CasesQuery, reading, wanted_of
from posdiag.web.casework import KST, Casework, day_of
from posdiag.web.failure import of_posdiag, of_reader
from posdiag.web.pages.page import Form, Page, render
from posdiag.web.people import Role
from posdiag.web.route import Ask

#: Bars of a plot.
_BARS = 48
_LISTED = 100


async def list_page(ask: Ask, form: Form) -> web.StreamResponse:
    """Cases by status, cause, days and words; what cannot be read is told above the list."""
    names = ("status", "cause", "since", "until", "words")
    given = {name: ask.request.query.get(name, "") for name in names}
    wrong, found, status = "", [], 200
    try:
        query = msgspec.convert({**given, "limit": _LISTED}, CasesQuery)
        found = await reading(ask, lambda cases: list(cases.cases.find(wanted_of(query, cases))))
    except msgspec.ValidationError as error:
        wrong, status = of_reader(str(error), "query").message(ask.lang), 422
    except InputError as error:
        wrong, status = of_posdiag(error).message(ask.lang), 422
    leads = ask.person.role >= Role.LEAD
    return render(
        ask, "cases.html", status, cases=found, given=given, names=ask.desk.rooms.cause_names, wrong=wrong,
        leads=leads,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the plot, in a picture 480 wide and 80 high; `hot` where it falls into a cluster."""

    x: float
    height: float
    hot: bool
    label: str
    count: int


async def clusters_page(ask: Ask, form: Form) -> web.StreamResponse:
    since, wrong = ask.request.query.get("since", "")[:40], ""

    def look(cases: Casework) -> tuple[list[Dossier], tuple[Cluster, ...]]:
        day = day_of(since, "query.since", cases.now)
        found = list(cases.cases.find(Wanted(since=day, limit=MOST_CLUSTERED)))
        return found, clusters(found, cases.rooms.causes)

    try:
        dossiers, found = await reading(ask, look)
    except InputError as error:
        wrong, dossiers, found = of_posdiag(error).message(ask.lang), [], ()
    return render(
        ask,
        "clusters.html",
        422 if wrong else 200,
        since=since,
        wrong=wrong,
        count=len(dossiers),
        clusters=[_shown(one, ask) for one in found],
        bars=bars_of(dossiers, found),
    )


def _shown(one: Cluster, ask: Ask) -> dict[str, object]:
    names = ask.desk.rooms.cause_names
    symptom = names.get(one.symptom, {}).get(ask.lang) or put_or(
        ask.lang, f"symptom.{one.symptom}", one.symptom
    )
    return {
        "kind": one.kind,
        "value": one.value,
        "symptom": symptom,
        "begin": _clock(one.from_s),
        "end": _clock(one.to_s),
        "count": one.count,
        "shops": one.shops,
        "cases": one.cases[:60],
    }


def bars_of(dossiers: Sequence[Dossier], found: Sequence[Cluster]) -> list[Bar]:
    """Cases opened over time, in stretches of equal length; none where there is nothing to see."""
    times = sorted(_opened_s(one) for one in dossiers if one.opened)
    if len(times) < 2 or times[-1] <= times[0]:
        return []
    hot_cases = {number for one in found for number in one.cases}
    hot_times = [_opened_s(one) for one in dossiers if one.id in hot_cases]
    width = (times[-1] - times[0]) / _BARS
    counts, hot = [0] * _BARS, [False] * _BARS
    for at_s in times:
        counts[min(int((at_s - times[0]) / width), _BARS - 1)] += 1
    for at_s in hot_times:
        hot[min(int((at_s - times[0]) / width), _BARS - 1)] = True
    most = max(counts)
    return [
        Bar(number * 10.0, 80.0 * count / most, hot[number], _clock(times[0] + number * width), count)
        for number, count in enumerate(counts)
    ]


def _opened_s(one: Dossier) -> float:
    return datetime.fromisoformat(one.opened).timestamp() if one.opened else 0.0


def _clock(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, KST).strftime("%m-%d %H:%M")


PAGES = (
    Page("GET", "/cases", list_page),
    Page("GET", "/clusters", clusters_page),
)
