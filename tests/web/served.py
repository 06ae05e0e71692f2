"""A server in a thread of this process, reached over loopback as anybody reaches it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aiohttp import web

from posdiag.web.rooms import Rooms
from posdiag.web.server import build, desk_of, real_world
from posdiag.web.settings import Settings


@contextmanager
def served(
    settings: Settings,
    database: str,
    rooms: Rooms,
    command: Sequence[str] = (),
    lines: list[str] | None = None,
) -> Iterator[str]:
    """The address of a server that answers until the block ends."""
    loop = asyncio.new_event_loop()
    kept: list[str] = [] if lines is None else lines
    ready = threading.Event()
    where: list[str] = []
    stop = asyncio.Event()

    async def serve() -> None:
        desk = desk_of(settings, database, kept.append, rooms, real_world(), command)
        runner = web.AppRunner(build(desk), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        where.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        ready.set()
        await stop.wait()
        await runner.cleanup()

    def run() -> None:
        try:
            loop.run_until_complete(serve())
        finally:
            ready.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    assert where, "the server did not start"
    try:
        yield where[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()
