"""Server-sent events: what a job tells, from the first or from where a browser lost the line."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from aiohttp import web

from posdiag.web.desk import Desk
from posdiag.web.failure import Failure
from posdiag.web.job import Job
from posdiag.web.route import EVENTS

#: A comment goes out after so much silence, so that proxies keep the line and a lost client is noticed.
BEAT_S = 15.0
#: How many events are sent with one write.
_TOGETHER = 64


async def follow(request: web.Request, desk: Desk, job: Job) -> web.StreamResponse:
    """Send the job's events until it is over; `Last-Event-ID` says after which to begin."""
    if desk.followers >= desk.settings.limits.followers:
        raise Failure("busy", wait_s=5.0)
    headers = {"Content-Type": f"{EVENTS}; charset=utf-8", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    desk.followers += 1
    try:
        await response.prepare(request)
        async for chunk in chunks(job, desk, _after(request)):
            await response.write(chunk.encode())
        await response.write_eof()
    except (ConnectionError, RuntimeError):  # who looked on has gone
        pass
    finally:
        desk.followers -= 1
    return response


def _after(request: web.Request) -> int:
    """How many events the browser has seen already."""
    last = request.headers.get("Last-Event-ID", "") or request.query.get("after", "")
    return int(last) if last.isdecimal() and len(last) <= 9 else 0


async def chunks(job: Job, desk: Desk, seen: int) -> AsyncIterator[str]:
    """The events as they are sent: `id`, `data`; at the end one of the kind `over`."""
    while True:
        while seen < len(job.events):
            lines = job.events[seen : seen + _TOGETHER]
            yield "".join(f"id: {seen + at + 1}\ndata: {line}\n\n" for at, line in enumerate(lines))
            seen += len(lines)
        if job.over:
            told = json.dumps({"event": "over", "state": job.state.value, "error": job.error})
            yield f"event: over\nid: {seen}\ndata: {told}\n\n"
            return
        if desk.stopping:
            yield "retry: 3000\n\n"
            return
        if not await job.news(BEAT_S):
            yield ": still here\n\n"
