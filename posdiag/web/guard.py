"""Who asks, and whether the request may be answered at all: before any handler sees it."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from posdiag.web.desk import Desk
from posdiag.web.failure import Failure
from posdiag.web.people import NOBODY, Person, Role
from posdiag.web.sessions import Session, same

#: Of a cookie that only TLS carries, browsers see to it that no other host can have set it.
COOKIE, SECURE_COOKIE = "posdiag", "__Host-posdiag"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie_name(desk: Desk) -> str:
    return SECURE_COOKIE if desk.settings.secure else COOKIE


def check_host(desk: Desk, request: web.Request) -> None:
    """Failure where the request names a host that is not ours (DNS rebinding)."""
    name = host_of(request.headers.get("Host", ""))
    if name not in desk.hosts:
        raise Failure("host", "header.Host")


def host_of(header: str) -> str:
    """The name in a Host header, without its port, in small letters."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def client_of(desk: Desk, request: web.Request) -> str:
    """The address that a request comes from: behind a proxy, the one that the proxy itself saw."""
    if desk.settings.behind_proxy:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told:
            return told[:64]
    return request.remote or "?"


def who_asks(desk: Desk, request: web.Request) -> tuple[Person, Session | None]:
    """The person of a token or a session; the owner of an open server; nobody. Failure for a wrong token."""
    header = request.headers.get("Authorization", "")
    if header:
        kind, _, token = header.partition(" ")
        person = desk.settings.people.by_token(token.strip()) if kind.lower() == "bearer" else None
        if person is None:
            raise Failure("unauthorised", "header.Authorization")
        return person, None
    if desk.open:
        return desk.owner.person, desk.owner
    word = request.cookies.get(cookie_name(desk), "")
    session = desk.sessions.of(word, desk.world.now_s()) if word else None
    if session is None:
        return NOBODY, None
    # the file is the truth: who was taken out of it, or has another role now, is so from the next request
    person = desk.person_of(session.person.name)
    if person is None:
        desk.sessions.end(word)
        return NOBODY, None
    return person, session


def check_role(person: Person, role: Role) -> None:
    if person.role >= role:
        return
    if person.role is Role.NOBODY:
        raise Failure("unauthorised", "")
    raise Failure("forbidden", "", role=role.name.lower())


def check_origin(request: web.Request) -> None:
    """Failure where another site's page sent what changes something."""
    if request.method in _SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Failure("csrf", "header.Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc.lower() != request.headers.get("Host", "").lower():
        raise Failure("csrf", "header.Origin")


def check_csrf(desk: Desk, request: web.Request, session: Session | None, given: str, form: bool) -> None:
    """Failure where a browser's session is used without the word that only our own pages know.

    A token is never sent by a browser of itself. On an open server a program may leave the word out, since a
    page of another site cannot send JSON without asking first, and is not let.
    """
    if request.method in _SAFE or session is None:
        return
    if not given and session is desk.owner and not form:
        return
    if not same(given, session.csrf):
        raise Failure("csrf", "form.csrf" if form else f"header.{CSRF_HEADER}")
