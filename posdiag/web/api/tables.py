"""API: start a matrix of scenarios and releases, and compare two releases of one."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from posdiag.web.api.jobs import (
    MOST_RUNS,
    JobShown,
    Word,
    job_shown,
    known_scenarios,
    refuse_faults,
)
from posdiag.web.desk import Desk
from posdiag.web.failure import Failure, Phrase
from posdiag.web.job import Job
from posdiag.web.people import Person
from posdiag.web.route import Answer, Ask, Body, Query, Route

#: Cells of a matrix are replayed once, without proof, so more of them are allowed than of diagnoses.
MOST_CELLS = 6 * MOST_RUNS


class MatrixBody(Body):
    """Empty lists: everything that is shipped."""

    scenarios: Annotated[list[Word], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
    pos: Annotated[list[Word], msgspec.Meta(max_length=40)] = msgspec.field(default_factory=list)
    faults: Annotated[list[Word], msgspec.Meta(max_length=8)] = msgspec.field(default_factory=list)
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 0


class CompareQuery(Query):
    """Two releases of the matrix, as ID@RELEASE."""

    first: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    second: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Difference(Answer):
    """A scenario that comes to something else on the second release."""

    scenario: str
    first: dict[str, Any]
    second: dict[str, Any]
    kind: str  # broken, mended, otherwise


class Compared(Answer):
    first: str
    second: str
    same: int
    differences: list[Difference]


async def matrix(ask: Ask) -> JobShown:
    job = await begin_matrix(ask.desk, ask.person, ask.body, ask.lang)
    ask.about(job.id)
    return job_shown(job)


async def begin_matrix(desk: Desk, person: Person, body: MatrixBody, lang: str) -> Job:
    """A job for the matrix that was asked for, checked before it waits its turn."""
    scenarios = known_scenarios(desk, body.scenarios)
    releases = desk.rooms.library.select(tuple(body.pos))
    refuse_faults(body.faults, {release.traits.link for release in releases})
    count = len(scenarios) * len(releases)
    if count > MOST_CELLS:
        blanks = {"count": str(count), "most": str(MOST_CELLS)}
        raise Failure("refused", "body", what=Phrase("jobs.too_many", blanks))
    spec = {
        "scenarios": list(scenarios) if body.scenarios else [],
        "pos": list(body.pos),
        "faults": list(body.faults),
        "seed": body.seed,
        "lang": lang,
        "total": count,
    }
    return await desk.jobs.start("matrix", spec, person.name)


async def compare(ask: Ask) -> Compared:
    job = await ask.desk.jobs.get(ask.path("id"))
    ask.about(job.id)
    return compared(result_of(job), ask.query.first, ask.query.second)


def result_of(job: Job) -> dict[str, Any]:
    """What a matrix came to. Failure `conflict` while it is not over."""
    for line in reversed(job.events):
        if line.startswith('{"event": "result"'):
            result: dict[str, Any] = msgspec.json.decode(line)["result"]
            return result
    raise Failure("conflict", "path.id")


def compared(result: dict[str, Any], first: str, second: str) -> Compared:
    """Where two releases of a matrix differ. Failure for a release that is not in it."""
    for name, label in (("first", first), ("second", second)):
        if label not in result["releases"]:
            raise Failure("not_found", f"query.{name}", what=label)
    by_place = {(cell["scenario"], cell["pos"]): cell for cell in result["cells"]}
    differences, same = [], 0
    for scenario in result["scenarios"]:
        one, other = by_place[scenario["id"], first], by_place[scenario["id"], second]
        if (one["verdict"], one["cause"]) == (other["verdict"], other["cause"]):
            same += 1
            continue
        kind = "otherwise"
        if one["verdict"] == "compatible":
            kind = "broken"
        elif other["verdict"] == "compatible":
            kind = "mended"
        differences.append(Difference(scenario=scenario["id"], first=one, second=other, kind=kind))
    return Compared(first=first, second=second, same=same, differences=differences)


ROUTES = (
    Route("POST", "/matrices", "start_matrix", matrix, "Start a matrix of scenarios and releases", "jobs",
          body=MatrixBody, answer=JobShown, status=201, failures=("not_found", "busy"), cost=5),
    Route("GET", "/matrices/{id}/compare", "compare_releases", compare, "Compare two releases of a matrix",
          "jobs", query=CompareQuery, answer=Compared, failures=("conflict",)),
)  # fmt: skip
