"""Events are sent from the first, or from where the line was lost."""

from __future__ import annotations

import asyncio

from posdiag.web.events import chunks
from posdiag.web.job import Job, State
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser
from tests.web.conftest import Make


def told(browser: Browser, job: Job, seen: int) -> str:
    async def read() -> str:
        return "".join([chunk async for chunk in chunks(job, browser.desk, seen)])

    return str(browser.run(read()))


def test_each_event_has_its_number_and_the_last_says_that_it_is_over(browser: Browser) -> None:
    job = Job("a", "diagnose", {}, "kim", 0.0)
    for number in range(3):
        job.tell({"n": number})
    job.move(State.ENDED)
    text = told(browser, job, 1)
    assert "id: 2\ndata: " in text
    assert '{"n": 0}' not in text
    assert text.endswith('event: over\nid: 3\ndata: {"event": "over", "state": "ended", "error": ""}\n\n')


def test_what_comes_meanwhile_is_sent_at_once(browser: Browser) -> None:
    job = Job("a", "diagnose", {}, "kim", 0.0)

    async def both() -> str:
        async def work() -> None:
            for number in range(3):
                await asyncio.sleep(0.01)
                job.tell({"n": number})
            job.move(State.ENDED)

        task = asyncio.create_task(work())
        text = "".join([chunk async for chunk in chunks(job, browser.desk, 0)])
        await task
        return text

    assert browser.run(both()).count("data: ") == 4


def test_a_server_that_stops_sends_followers_away_to_come_again(browser: Browser) -> None:
    browser.desk.stopping = True
    assert told(browser, Job("a", "diagnose", {}, "kim", 0.0), 0) == "retry: 3000\n\n"
    browser.desk.stopping = False


def test_only_so_many_may_follow(make: Make) -> None:
    browser = make(Settings(limits=Limits(rate=0, followers=0)))
    job = Job("a", "diagnose", {}, "kim", 0.0, State.ENDED)
    browser.desk.jobs._known["a"] = job
    assert browser.get("/api/v1/jobs/a/events").error["code"] == "busy"
