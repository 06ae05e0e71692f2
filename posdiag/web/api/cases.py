"""API: cases from the first words of a call to how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from posdiag.intake.dossier import OUTCOMES, Dossier
from posdiag.intake.talk import MAX_TEXT
from posdiag.report.case_json import case_object, question_object
from posdiag.store.cases import Wanted
from posdiag.store.clusters import Cluster, clusters
from posdiag.web.casework import Casework, Seen, casework, day_of, number_of
from posdiag.web.route import Answer, Ask, Body, Query, Route

Value = TypeVar("Value")

#: A body may be larger than a story may be long; this is what an agent types or pastes.
Story = Annotated[str, msgspec.Meta(max_length=100_000)]
Short = Annotated[str, msgspec.Meta(max_length=2_000)]
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Outcome = Literal["worked", "failed", "partly", "not-tried", "escalated", "withdrawn"]
assert set(OUTCOMES) == set(Outcome.__args__)  # type: ignore[attr-defined]
assert MAX_TEXT >= 100_000
#: Cases in one page of a list, and cases looked through for clusters.
MOST_LISTED, MOST_CLUSTERED = 500, 20_000


class NewCase(Body):
    """What the caller says, and answers by name of question that are known already."""

    text: Story = ""
    facts: Annotated[dict[Key, Short], msgspec.Meta(max_length=60)] = msgspec.field(default_factory=dict)


class Answers(Body):
    """Answers by name of question (`?` where the caller does not know), or free words, or both."""

    answers: Annotated[dict[Key, Short], msgspec.Meta(max_length=60)] = msgspec.field(default_factory=dict)
    words: Story = ""


class Note(Body):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class Close(Body):
    """How it ended. Without `cause` and `card` those that the case came to."""

    outcome: Outcome
    cause: Annotated[str, msgspec.Meta(max_length=80)] = ""
    card: Annotated[str, msgspec.Meta(max_length=80)] = ""


class Brief(Answer):
    """A case in a list."""

    id: int
    opened: str
    status: str
    cause: str
    outcome: str
    story: str


class Cases(Answer):
    cases: list[Brief]


class CasesQuery(Query):
    """`words` must all stand in it; `since` and `until` are days, also in words; `cause` may be a family."""

    status: Literal["open", "closed", ""] = ""
    cause: Annotated[str, msgspec.Meta(max_length=80)] = ""
    since: Annotated[str, msgspec.Meta(max_length=40)] = ""
    until: Annotated[str, msgspec.Meta(max_length=40)] = ""
    words: Annotated[str, msgspec.Meta(max_length=200)] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_LISTED)] = 50


class Asked(Answer):
    """The next question, null where nothing is left to ask."""

    id: int
    ask: dict[str, Any] | None


class EventShown(Answer):
    n: int
    at: str
    kind: str
    body: dict[str, Any]


class Events(Answer):
    id: int
    events: list[EventShown]


class ClusterShown(Answer):
    """Like cases that came together: `log10_p` is how rarely chance does so."""

    kind: str
    value: str
    symptom: str
    from_s: float
    to_s: float
    count: int
    shops: int
    log10_p: float
    cases: list[int]


class Clusters(Answer):
    cases: int
    clusters: list[ClusterShown]


class ClustersQuery(Query):
    since: Annotated[str, msgspec.Meta(max_length=40)] = ""


async def working(ask: Ask, work: Callable[[Casework], Value]) -> Value:
    """What `work` gives, which is called with the casework of whoever asks, in a thread of the store."""
    desk, who = ask.desk, ask.person.name
    return await desk.shelf.do(lambda store: work(casework(store.cases, desk, who)))


async def reading(ask: Ask, work: Callable[[Casework], Value]) -> Value:
    """The same for what only reads, which waits for nobody who writes."""
    desk, who = ask.desk, ask.person.name
    return await desk.shelf.read(lambda store: work(casework(store.cases, desk, who)))


async def shown(ask: Ask, work: Callable[[Casework], Dossier]) -> dict[str, Any]:
    """The case that `work` leaves, with what it comes to."""
    dossier = await working(ask, work)
    return _object(ask, await reading(ask, lambda cases: cases.see(dossier)))


def _object(ask: Ask, seen: Seen) -> dict[str, Any]:
    ask.about(f"case {seen.dossier.id}")
    return case_object(seen.dossier, seen.decision, seen.known)


async def new(ask: Ask) -> Any:
    return await shown(ask, lambda cases: cases.open(ask.body.text, ask.body.facts))


async def one(ask: Ask) -> Any:
    number = number_of(ask.path("id"))
    return _object(ask, await reading(ask, lambda cases: cases.see(cases.cases.get(number))))


async def answer(ask: Ask) -> Any:
    number, body = number_of(ask.path("id")), ask.body

    def take(cases: Casework) -> Dossier:
        dossier = cases.answer(number, body.answers) if body.answers else cases.cases.get(number)
        return cases.reply(number, body.words) if body.words.strip() else dossier

    return await shown(ask, take)


async def question(ask: Ask) -> Asked:
    number = number_of(ask.path("id"))
    seen = await reading(ask, lambda cases: cases.see(cases.cases.get(number)))
    ask.about(f"case {number}")
    return Asked(id=number, ask=question_object(seen.decision.ask))


async def note(ask: Ask) -> Any:
    number = number_of(ask.path("id"))
    return await shown(ask, lambda cases: cases.note(number, ask.body.text))


async def close(ask: Ask) -> Any:
    number, body = number_of(ask.path("id")), ask.body
    return await shown(ask, lambda cases: cases.close(number, body.outcome, body.cause, body.card))


async def reopen(ask: Ask) -> Any:
    number = number_of(ask.path("id"))
    return await shown(ask, lambda cases: cases.reopen(number))


async def listed(ask: Ask) -> Cases:
    query = ask.query
    found = await reading(ask, lambda cases: list(cases.cases.find(wanted_of(query, cases))))
    return Cases(cases=[brief(one) for one in found])


def wanted_of(query: CasesQuery, cases: Casework) -> Wanted:
    """The cases that a query means."""
    since = day_of(query.since, "query.since", cases.now)
    until = day_of(query.until, "query.until", cases.now, last=True)
    return Wanted(query.status, query.cause, since, until, tuple(query.words.split()), query.limit)


def brief(one: Dossier) -> Brief:
    return Brief(
        id=one.id, opened=one.opened, status=one.status, cause=one.closed_cause or one.cause,
        outcome=one.outcome, story=one.story[:400],
    )  # fmt: skip


async def events(ask: Ask) -> Events:
    number = number_of(ask.path("id"))

    def look(cases: Casework) -> Events:
        cases.cases.get(number)
        rows = [
            EventShown(n=one.n, at=one.at, kind=one.kind, body=dict(one.body))
            for one in cases.cases.events(number)
        ]
        return Events(id=number, events=rows)

    ask.about(f"case {number}")
    return await reading(ask, look)


async def clustered(ask: Ask) -> Clusters:
    found, count = await reading(ask, lambda cases: look_for_clusters(cases, ask.query.since))
    return Clusters(cases=count, clusters=[cluster_shown(one) for one in found])


def look_for_clusters(cases: Casework, since: str) -> tuple[tuple[Cluster, ...], int]:
    """The clusters since a day, and how many cases were looked through."""
    day = day_of(since, "query.since", cases.now)
    found = list(cases.cases.find(Wanted(since=day, limit=MOST_CLUSTERED)))
    return clusters(found, cases.rooms.causes), len(found)


def cluster_shown(one: Cluster) -> ClusterShown:
    return ClusterShown(
        kind=one.kind, value=one.value, symptom=one.symptom, from_s=one.from_s, to_s=one.to_s,
        count=one.count, shops=one.shops, log10_p=one.log10_p, cases=list(one.cases),
    )  # fmt: skip


_CASE = dict[str, Any]
ROUTES = (
    Route("POST", "/cases", "new_case", new, "Open a case", "cases", body=NewCase, answer=_CASE, status=201),
    Route("GET", "/cases", "cases", listed, "Find cases", "cases", query=CasesQuery, answer=Cases),
    Route("GET", "/cases/{id}", "case", one, "A case with what it comes to", "cases", answer=_CASE),
    Route("POST", "/cases/{id}/answers", "answer_case", answer, "Take answers", "cases", body=Answers,
          answer=_CASE, failures=("conflict",)),
    Route("GET", "/cases/{id}/question", "next_question", question, "The next question", "cases",
          answer=Asked),
    Route("POST", "/cases/{id}/notes", "note_case", note, "Add a note", "cases", body=Note, answer=_CASE),
    Route("POST", "/cases/{id}/close", "close_case", close, "Record how it ended", "cases", body=Close,
          answer=_CASE, failures=("conflict",)),
    Route("POST", "/cases/{id}/reopen", "reopen_case", reopen, "Take it up again", "cases", answer=_CASE,
          failures=("conflict",)),
    Route("GET", "/cases/{id}/events", "case_events", events, "Everything that happened", "cases",
          answer=Events),
    Route("GET", "/clusters", "clusters", clustered, "Like cases that came together", "cases",
          query=ClustersQuery, answer=Clusters),
)  # fmt: skip
