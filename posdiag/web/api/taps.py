"""API: the recordings that grow in the folder the server was given, and following one."""

from __future__ import annotations

import asyncio

from posdiag.web.api.jobs import JobShown, job_shown
from posdiag.web.failure import Failure
from posdiag.web.job import TAP, Job
from posdiag.web.route import Answer, Ask, Route
from posdiag.web.watch import Recording, recordings


class TapShown(Answer):
    """A recording. `live`: written to a moment ago; `job` follows it now, empty where none does."""

    id: str
    name: str
    size: int
    grown_s: float
    live: bool
    job: str


class TapsShown(Answer):
    taps: list[TapShown]


async def taps(ask: Ask) -> TapsShown:
    return TapsShown(taps=[tap_shown(ask, one) for one in await recorded(ask)])


async def recorded(ask: Ask) -> list[Recording]:
    """The recordings in the server's folder, the newest first."""
    return await asyncio.to_thread(recordings, ask.desk.settings.watch)


def tap_shown(ask: Ask, one: Recording) -> TapShown:
    job = ask.desk.jobs.following(one.id)
    return TapShown(
        id=one.id, name=one.name, size=one.size, grown_s=one.grown_s,
        live=one.live(ask.desk.world.now_s()), job=job.id if job else "",
    )  # fmt: skip


async def follow(ask: Ask) -> JobShown:
    return job_shown(await begin_following(ask))


async def begin_following(ask: Ask) -> Job:
    """The job that follows a recording: the one that does already, so that all see the same."""
    id_ = ask.path("id")
    found = next((one for one in await recorded(ask) if one.id == id_), None)
    if found is None:
        raise Failure("not_found", "path.id", what=id_)
    jobs = ask.desk.jobs
    job = jobs.following(id_)
    if job is None:
        spec = {"tap": id_, "name": found.name, "file": str(found.path.absolute()), "lang": ask.lang}
        job = await jobs.start(TAP, spec, ask.person.name)
    ask.about(job.id)
    return job


ROUTES = (
    Route("GET", "/taps", "taps", taps, "Recordings that taps make, and whether they grow", "jobs",
          answer=TapsShown),
    Route("POST", "/taps/{id}/follow", "follow_tap", follow, "Follow a recording as it grows", "jobs",
          answer=JobShown, status=201, failures=("not_found", "busy"), cost=5),
)  # fmt: skip
