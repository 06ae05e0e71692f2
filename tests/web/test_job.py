"""A job survives being kept."""

from __future__ import annotations

import asyncio

from posdiag.web.job import Job, State, job_of


def test_what_is_kept_of_a_job_gives_it_back() -> None:
    job = Job("a", "diagnose", {"pos": ["x"], "seed": 3}, "kim", 5.0, State.ENDED, 6.0, 7.0, "", 1)
    again = job_of(job.row(), ["{}"])
    assert (again.spec, again.state, again.over, again.events) == (job.spec, State.ENDED, True, ["{}"])


def test_whoever_follows_hears_of_each_event_and_of_nothing() -> None:
    async def follow() -> tuple[bool, bool]:
        job = Job("a", "diagnose", {}, "kim", 0.0)
        waiting = asyncio.create_task(job.news(5.0))
        await asyncio.sleep(0)
        job.tell({"event": "started"})
        return await waiting, await job.news(0.01)

    assert asyncio.run(follow()) == (True, False)
