"""Pages to come in and to leave by."""

from __future__ import annotations

import asyncio

from aiohttp import web

from posdiag.web import guard
from posdiag.web.failure import Failure
from posdiag.web.pages.page import Form, Page, own_address, render, see
from posdiag.web.people import Role, entered
from posdiag.web.route import Ask


async def login_page(ask: Ask, form: Form) -> web.StreamResponse:
    return render(ask, "login.html", to=own_address(ask.request.query.get("to", "/")), wrong=False)


async def login(ask: Ask, form: Form) -> web.StreamResponse:
    """A session for whoever gives a user's password. Tries are few for each address and for each name."""
    desk, name = ask.desk, form.get("name", "")[:40]
    client = guard.client_of(desk, ask.request)
    for key in (f"address {client}", f"name {name}"):
        wait_s = desk.logins.take(key, desk.world.steady_s())
        if wait_s:
            desk.metrics.count("logins", "slowed")
            raise Failure("rate", wait_s=wait_s)
    password = form.get("password", "")
    person = await asyncio.to_thread(entered, desk.settings.people, name, password)
    desk.metrics.count("logins", "entered" if person else "refused")
    desk.journal.note("login", request=ask.number, who=person.name if person else "", entered=bool(person))
    to = own_address(form.get("to", "/"))
    if person is None:
        return render(ask, "login.html", 401, to=to, wrong=True)
    session = desk.sessions.begin(person, desk.world.now_s())
    response = see(to)
    response.set_cookie(
        guard.cookie_name(desk),
        session.word,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=desk.settings.secure,
    )
    return response


async def logout(ask: Ask, form: Form) -> web.StreamResponse:
    desk = ask.desk
    if ask.session is not None and ask.session is not desk.owner:
        desk.sessions.end(ask.session.word)
    response = see("/login")
    response.del_cookie(guard.cookie_name(desk), path="/")
    return response


async def help_page(ask: Ask, form: Form) -> web.StreamResponse:
    return render(ask, "help.html")


PAGES = (
    Page("GET", "/login", login_page, Role.NOBODY),
    Page("POST", "/login", login, Role.NOBODY, keeps_nothing=True),
    Page("POST", "/logout", logout, Role.NOBODY),
    Page("GET", "/help", help_page, Role.NOBODY),
)
