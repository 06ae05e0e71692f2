"""Everything that answers requests: settings, people, store, jobs and the rooms below, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from posdiag.web.bucket import Buckets
from posdiag.web.journal import Journal
from posdiag.web.metrics import Metrics
from posdiag.web.people import OWNER, Person
from posdiag.web.sessions import Session, Sessions
from posdiag.web.settings import Settings

if TYPE_CHECKING:
    from posdiag.web.jobs import Jobs
    from posdiag.web.rooms import Rooms
    from posdiag.web.shelf import Shelf


#: What browsers are told with every answer: nothing of another host, no frames, no guessing of types.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Server": "posdiag",
}


@dataclass(frozen=True, slots=True)
class World:
    """Clock and chance, passed in: seconds since 1970, steady seconds, secret words, short names."""

    now_s: Callable[[], float]
    steady_s: Callable[[], float]
    chance: Callable[[], str]
    name: Callable[[], str]


@dataclass(slots=True)
class Desk:
    """What handlers work with."""

    settings: Settings
    world: World
    journal: Journal
    rooms: Rooms
    shelf: Shelf
    jobs: Jobs
    metrics: Metrics = field(default_factory=Metrics)
    sessions: Sessions = field(init=False)
    buckets: Buckets = field(init=False)
    logins: Buckets = field(init=False)
    owner: Session = field(init=False)
    hosts: frozenset[str] = field(init=False)
    open: bool = field(init=False)  # as the settings say: looked up once, asked with every request
    stopping: bool = False
    answers: dict[tuple[str, str], bytes] = field(default_factory=dict)  # of classification, as sent
    followers: int = 0
    headers: dict[str, str] = field(init=False)  # of every answer
    _series: str = field(init=False)
    _asked: int = 0

    def __post_init__(self) -> None:
        limits = self.settings.limits
        self._series = self.world.name()[-8:]
        self.headers = dict(HEADERS)
        if self.settings.secure:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"
        self.hosts, self.open = self.settings.hosts(), self.settings.open
        self.sessions = Sessions(self.world.chance)
        self.buckets = Buckets(limits.rate, limits.burst)
        self.logins = Buckets(limits.logins / 60, limits.logins)
        now_s = self.world.now_s()
        self.owner = Session(self.world.chance(), self.world.chance(), OWNER, now_s, now_s)

    def number(self) -> str:
        """The next request's, by which it is found in the journal: nothing depends on nobody guessing it."""
        self._asked += 1
        return f"{self._series}{self._asked:08x}"

    def person_of(self, name: str) -> Person | None:
        return self.settings.people.by_name(name)


DESK: web.AppKey[Desk] = web.AppKey("desk")
