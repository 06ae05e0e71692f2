"""Health for whoever watches the server, metrics for Prometheus: outside the versioned API."""

from __future__ import annotations

from aiohttp import web

from posdiag.web.guard import check_role
from posdiag.web.people import Role
from posdiag.web.route import ASK, JSON, encoded

HEALTH_SCHEMA = "posdiag/health/1"


async def health(request: web.Request) -> web.Response:
    """Whether the server works, for everybody: it tells nothing but that."""
    ask = request[ASK]
    desk = ask.desk
    state = "stopping" if desk.stopping else "ok" if await desk.shelf.sound() else "no-store"
    body = {"schema": HEALTH_SCHEMA, "state": state}
    return web.Response(body=encoded(body), status=200 if state == "ok" else 503, content_type=JSON)


async def metrics(request: web.Request) -> web.Response:
    """What was counted, for admins and programs that are."""
    ask = request[ASK]
    check_role(ask.person, Role.ADMIN)
    desk = ask.desk
    gauges = {
        "jobs_running": desk.jobs.running,
        "jobs_waiting": desk.jobs.waiting,
        "sessions": len(desk.sessions),
        "followers": desk.followers,
    }
    return web.Response(text=desk.metrics.text(gauges), content_type="text/plain", charset="utf-8")
