"""API: start a diagnosis or a matrix, follow it as it goes, see what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from aiohttp import web

from posdiag import assembly
from posdiag.errors import InputError
from posdiag.link.address import SimAddress, parse_address
from posdiag.web.desk import Desk
from posdiag.web.events import follow
from posdiag.web.failure import Failure, Phrase, of_posdiag
from posdiag.web.job import Job
from posdiag.web.people import Person, Role
from posdiag.web.route import EVENTS, Answer, Ask, Body, Query, Route

#: A job replays at most so many pairs of scenario and release.
MOST_RUNS = 600
MOST_RUNS_WITHOUT_LEAD = 120

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class DiagnoseBody(Body):
    """What to replay. Empty lists: everything that is shipped. `pace`: simulated seconds in one real one, 0
    for as fast as it goes. `terminal` is `sim:RIG`, or the name of a terminal the server was given."""

    scenarios: Annotated[list[Word], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)
    pos: Annotated[list[Word], msgspec.Meta(max_length=20)] = msgspec.field(default_factory=list)
    terminal: Annotated[str, msgspec.Meta(max_length=80)] = ""
    faults: Annotated[list[Word], msgspec.Meta(max_length=8)] = msgspec.field(default_factory=list)
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 0
    prove: bool = True
    pace: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0


class JobShown(Answer):
    """A job: `told` is how many events there are, `runs` what was judged."""

    id: str
    kind: str
    state: str
    who: str
    made_s: float
    began_s: float
    ended_s: float
    error: str
    told: int
    spec: dict[str, Any]
    runs: list[dict[str, Any]] = msgspec.field(default_factory=list)
    result: dict[str, Any] | None = None


class Jobs(Answer):
    jobs: list[JobShown]


class RecentQuery(Query):
    kind: Annotated[str, msgspec.Meta(pattern="^(diagnose|matrix|capture|reproduce|tap|)$")] = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 50


class FollowQuery(Query):
    """`after`: how many events were seen already."""

    after: Annotated[int, msgspec.Meta(ge=0, le=999_999_999)] = 0


async def diagnose(ask: Ask) -> JobShown:
    job = await begin_diagnosis(ask.desk, ask.person, ask.body, ask.lang)
    ask.about(job.id)
    return job_shown(job)


async def begin_diagnosis(desk: Desk, person: Person, body: DiagnoseBody, lang: str) -> Job:
    """A job for what was asked, checked here: whatever can be wrong is told before it waits its turn."""
    spec = msgspec.to_builtins(body)
    scenarios = known_scenarios(desk, body.scenarios)
    releases = desk.rooms.library.select(tuple(body.pos))
    terminal = terminal_of(desk, person, body.terminal)
    links = {release.traits.link for release in releases}
    refuse_faults(body.faults, links)
    count = len(scenarios) * len(releases)
    most = MOST_RUNS if person.role >= Role.LEAD else MOST_RUNS_WITHOUT_LEAD
    if count > most:
        raise Failure(
            "refused", "body", what=Phrase("jobs.too_many", {"count": str(count), "most": str(most)})
        )
    spec |= {"scenarios": list(scenarios), "terminal": terminal, "lang": lang, "total": count}
    return await desk.jobs.start("diagnose", spec, person.name)


def known_scenarios(desk: Desk, wanted: Iterable[str]) -> tuple[str, ...]:
    """The ids of shipped scenarios: a request names no file, though the command line may."""
    known = desk.rooms.scenarios
    chosen = tuple(wanted)
    for number, name in enumerate(chosen):
        if name not in known:
            raise Failure("not_found", f"body.scenarios[{number}]", what=name)
    return chosen or tuple(known)


def terminal_of(desk: Desk, person: Person, asked: str) -> str:
    """The address of a terminal: a shipped rig for everybody, one that the server was given for leads."""
    if not asked:
        return ""
    given = desk.settings.terminals.get(asked)
    if given is not None:
        if person.role < Role.LEAD:
            raise Failure("forbidden", "body.terminal", role="lead")
        return given
    if asked.startswith("sim:"):
        try:
            parsed = parse_address(asked, "body.terminal")
        except InputError as error:
            raise of_posdiag(error, "body.terminal") from error
        if isinstance(parsed, SimAddress) and parsed.rig in desk.rooms.rigs:
            return asked
    raise Failure("not_found", "body.terminal", what=asked)


def refuse_faults(faults: Iterable[str], links: Iterable[str]) -> None:
    for number, fault in enumerate(faults):
        for link in links:
            refusal = assembly.refusal_of(fault, link)
            if refusal:
                raise Failure("refused", f"body.faults[{number}]", what=refusal)


async def job(ask: Ask) -> JobShown:
    found = await ask.desk.jobs.get(ask.path("id"))
    ask.about(found.id)
    return job_shown(found)


async def recent(ask: Ask) -> Jobs:
    found = await ask.desk.jobs.recent(ask.query.limit, ask.query.kind)
    return Jobs(jobs=[job_shown(one, brief=True) for one in found])


async def stop(ask: Ask) -> JobShown:
    id_ = ask.path("id")
    ask.about(id_)
    found = await ask.desk.jobs.get(id_)
    if found.who != ask.person.name and ask.person.role < Role.LEAD:
        raise Failure("forbidden", "path.id", role="lead")
    return job_shown(await ask.desk.jobs.stop(id_))


async def events(ask: Ask) -> web.StreamResponse:
    found = await ask.desk.jobs.get(ask.path("id"))
    ask.about(found.id)
    return await follow(ask.request, ask.desk, found)


def job_shown(job: Job, brief: bool = False) -> JobShown:
    """The job for programs; `brief` leaves out what was judged."""
    told = [] if brief else [msgspec.json.decode(line) for line in job.events if line[:16] in _KEPT]
    results = [one["result"] for one in told if one["event"] == "result"]
    return JobShown(
        id=job.id,
        kind=job.kind,
        state=job.state.value,
        who=job.who,
        made_s=job.made_s,
        began_s=job.began_s,
        ended_s=job.ended_s,
        error=job.error,
        told=len(job.events),
        spec={key: value for key, value in job.spec.items() if key != "file"},
        runs=[one["run"] for one in told if one["event"] == "run"],
        result=results[-1] if results else None,
    )


#: How lines begin that tell of something whole.
_KEPT = ('{"event": "run",', '{"event": "resul')

ROUTES = (
    Route(
        "POST",
        "/diagnoses",
        "start_diagnosis",
        diagnose,
        "Start a diagnosis: replay, find, prove",
        "jobs",
        body=DiagnoseBody,
        answer=JobShown,
        status=201,
        failures=("not_found", "busy"),
        cost=5,
    ),
    Route("GET", "/jobs", "jobs", recent, "The newest jobs", "jobs", query=RecentQuery, answer=Jobs),
    Route("GET", "/jobs/{id}", "job", job, "A job and what came of it", "jobs", answer=JobShown),
    Route("DELETE", "/jobs/{id}", "stop_job", stop, "End a job", "jobs", answer=JobShown),
    Route(
        "GET",
        "/jobs/{id}/events",
        "follow_job",
        events,
        "Follow a job as it goes",
        "jobs",
        query=FollowQuery,
        media=EVENTS,
        failures=("busy",),
    ),
)
