"""A browser for tests: asks a server in this process, keeps cookies, and follows jobs to their end."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from posdiag.web.desk import Desk, World
from posdiag.web.server import build


@dataclass
class Clock:
    """A clock that moves only when it is told to, and chance that counts."""

    now: float = 1_790_000_000.0  # a September day in 2026
    chances: int = 0

    def world(self) -> World:
        return World(lambda: self.now, lambda: self.now, self.chance, self.name)

    def chance(self) -> str:
        self.chances += 1
        return f"chance-{self.chances:04}"

    def name(self) -> str:
        self.chances += 1
        return f"{self.chances:016x}"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = self.json()["error"]
        return found

    def words(self) -> str:
        """The page without its tags."""
        bare = re.sub(r"<(script|style)\b.*?</\1>", " ", self.text, flags=re.S)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@dataclass
class Browser:
    """One visitor of one server."""

    desk: Desk
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.server = TestServer(build(self.desk))
        self.client: TestClient[Any, Any] = self.run(self._start())

    async def _start(self) -> TestClient[Any, Any]:
        client: TestClient[Any, Any] = TestClient(self.server)
        await client.start_server()
        return client

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def ask(self, method: str, path: str, **options: Any) -> Reply:
        options.setdefault("allow_redirects", False)

        async def send() -> Reply:
            response: ClientResponse = await self.client.request(method, path, **options)
            async with response:
                body = await response.read()
                return Reply(response.status, response.headers, body.decode("utf-8", "replace"))

        reply: Reply = self.run(send())
        return reply

    def get(self, path: str, **options: Any) -> Reply:
        return self.ask("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> Reply:
        return self.ask("POST", path, json=json, **options)

    def form(self, path: str, fields: Mapping[str, str], follow: bool = True) -> Reply:
        """Send a form as its own page would, with the word of the page."""
        word = re.search(
            r'name="csrf" value="([^"]*)"', self.get("/help").text + self.get(self._page(path)).text
        )
        csrf = {"csrf": word[1]} if word else {}
        reply = self.ask("POST", path, data={**csrf, **fields})
        return (
            self.get(reply.headers["Location"].partition("#")[0]) if follow and reply.status == 303 else reply
        )

    def _page(self, path: str) -> str:
        return "/runs"

    def login(self, name: str, password: str) -> Reply:
        return self.ask("POST", "/login", data={"name": name, "password": password, "to": "/"})

    def finished(self, id_: str, tries: int = 1_200) -> dict[str, Any]:
        """A job once it is over."""

        async def wait() -> None:
            for _ in range(tries):
                if (await self.desk.jobs.get(id_)).over:
                    return
                await asyncio.sleep(0.05)
            raise AssertionError(f"job {id_} does not end")

        self.run(wait())
        found: dict[str, Any] = self.get(f"/api/v1/jobs/{id_}").json()
        return found

    def journal(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def close(self) -> None:
        if not self.loop.is_closed():
            self.run(self.client.close())
            self.loop.close()
