"""Puts a server together and runs it until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version

from aiohttp import web

from posdiag import assembly_serve
from posdiag.errors import LinkError, Problem
from posdiag.web.api import operation
from posdiag.web.api.table import ROUTES
from posdiag.web.app import application, openapi_route
from posdiag.web.desk import DESK, Desk, World
from posdiag.web.jobs import Jobs
from posdiag.web.journal import Journal
from posdiag.web.metrics import Metrics
from posdiag.web.openapi import document
from posdiag.web.pages.site import add_pages, show_failure
from posdiag.web.rooms import Rooms
from posdiag.web.settings import Settings
from posdiag.web.shelf import Shelf
from posdiag.worded import worded


def real_world() -> World:
    return World(
        assembly_serve.now_s, assembly_serve.steady_s, assembly_serve.chance, assembly_serve.short_chance
    )


def desk_of(
    settings: Settings,
    database: str,
    write: Callable[[str], None],
    rooms: Rooms,
    world: World,
    command: Sequence[str] = (),
) -> Desk:
    """Everything that answers requests, on the database at an address."""
    journal = Journal(write, world.now_s)
    shelf = Shelf(database)
    shelf.check()
    metrics = Metrics()
    jobs = Jobs(
        tuple(command) or assembly_serve.worker_command(),
        shelf,
        world,
        journal,
        settings.limits,
        metrics.count,
    )
    return Desk(settings, world, journal, rooms, shelf, jobs, metrics)


def build(desk: Desk) -> web.Application:
    """The application with API, pages and the document that describes it."""
    app = application(desk, ROUTES, show_failure)
    app.router.add_get("/api/openapi.json", openapi_route(document(ROUTES, version("posdiag"))))
    app.router.add_get("/health", operation.health)
    app.router.add_get("/metrics", operation.metrics)
    add_pages(app)
    app.on_startup.append(_open)
    app.on_shutdown.append(_shut)
    app.on_cleanup.append(_close)
    return app


async def _open(app: web.Application) -> None:
    await app[DESK].jobs.open()


async def _shut(app: web.Application) -> None:
    """No new jobs, and whoever follows one is sent away, to come again to the next server."""
    desk = app[DESK]
    desk.stopping = True
    await desk.jobs.close()


async def _close(app: web.Application) -> None:
    app[DESK].shelf.close()


async def serve(desk: Desk, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `announce` gets the address once requests are answered.

    LinkError where the port cannot be had.
    """
    settings = desk.settings
    runner = web.AppRunner(build(desk), access_log=None, shutdown_timeout=settings.limits.stop_s)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, ssl_context=_tls(settings))
        try:
            await site.start()
        except OSError as error:
            place = f"--port {settings.port}"
            what = worded(
                "cannot listen on {host}: {strerror}", host=settings.host, strerror=error.strerror or error
            )
            raise LinkError(Problem(place, what, worded("choose another port"))) from error
        announce(_url(settings, runner))
        await _until_told()
        desk.journal.note("stopping", jobs=desk.jobs.running)
    finally:
        await runner.cleanup()


def _url(settings: Settings, runner: web.AppRunner) -> str:
    port = runner.addresses[0][1] if runner.addresses else settings.port
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{'https' if settings.tls_cert else 'http'}://{host}:{port}"


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(settings.tls_cert, settings.tls_key)
    except (ssl.SSLError, OSError) as error:
        what = worded("not read: {strerror}", strerror=error.strerror or error)
        raise LinkError(Problem(f"--tls-cert {settings.tls_cert}", what, worded("give PEM files"))) from error
    return context


async def _until_told() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, told.set)
        except NotImplementedError:  # Windows: Ctrl-C raises KeyboardInterrupt instead
            with suppress(ValueError):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    await told.wait()
