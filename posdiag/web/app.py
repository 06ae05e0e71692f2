"""The application: every request passes one gate, and whatever goes wrong leaves in one shape."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from posdiag.errors import PosdiagError
from posdiag.web import guard
from posdiag.web.desk import DESK, Desk
from posdiag.web.failure import Failure, of_posdiag
from posdiag.web.people import NOBODY, Role
from posdiag.web.route import API, ASK, JSON, Ask, Route, checked_path, encoded, read_body, read_query
from posdiag.web.words import language

#: Shows a failure to a person who looks at a page.
ShowFailure = Callable[[Ask, Failure], web.Response]

_STATUS_CODES = {404: "no_page", 405: "method", 413: "too_large", 415: "media", 400: "malformed"}
SHOW_FAILURE: web.AppKey[ShowFailure] = web.AppKey("show_failure")


def application(desk: Desk, routes: tuple[Route, ...], show_failure: ShowFailure) -> web.Application:
    """The application with the API; pages add themselves."""
    app = web.Application(
        middlewares=[gate],
        client_max_size=desk.settings.limits.body_bytes,
        handler_args={"max_line_size": 16_384, "max_field_size": 16_384},
    )
    app[DESK] = desk
    app[SHOW_FAILURE] = show_failure
    app.on_response_prepare.append(_with_headers)
    for route in routes:
        app.router.add_route(route.method, route.full_path, _handler(route))
    return app


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    headers, ask = response.headers, request.get(ASK)
    headers.update(request.app[DESK].headers)
    headers.setdefault("Cache-Control", "no-store")
    headers["X-Request-Id"] = ask.number if ask is not None else ""


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Host, rate and person first; then the handler; then the journal, whatever came of it."""
    desk = request.app[DESK]
    began_s = desk.world.steady_s()
    number = desk.number()
    ask = Ask(request, desk, _language(desk, request), NOBODY, None, number)
    request[ASK] = ask
    try:
        guard.check_host(desk, request)
        guard.check_origin(request)
        ask.person, ask.session = guard.who_asks(desk, request)
        _slow_down(desk, request, ask)
        response = await handler(request)
    except Failure as failure:
        response = _failed(ask, failure)
    except PosdiagError as error:
        response = _failed(ask, of_posdiag(error))
    except web.HTTPException as error:
        response = _failed(ask, _of_http(desk, error))
    except ConnectionResetError:
        raise  # nobody is there to be answered
    except Exception as error:
        response = _failed(ask, _bug(desk, number, error))
    _note(desk, ask, response.status, began_s)
    return response


def _language(desk: Desk, request: web.Request) -> str:
    asked = request.query.get("lang", "") if request.query_string else ""
    if not asked and "Cookie" in request.headers:
        asked = request.cookies.get("lang", "")
    return language(asked, request.headers.get("Accept-Language", ""), desk.settings.lang)


def _slow_down(desk: Desk, request: web.Request, ask: Ask) -> None:
    client = ask.person.name or guard.client_of(desk, request)
    wait_s = desk.buckets.take(client, desk.world.steady_s())
    if wait_s:
        desk.metrics.count("refused", "rate")
        raise Failure("rate", wait_s=wait_s)


def _note(desk: Desk, ask: Ask, status: int, began_s: float) -> None:
    request = ask.request
    resource = request.match_info.route.resource
    route = resource.canonical if resource is not None else "?"
    seconds = desk.world.steady_s() - began_s
    method = request.method if request.method in _METHODS else "?"
    desk.metrics.request(method, route, status, seconds)
    desk.journal.access(
        request=ask.number,
        who=ask.person.name,
        role=ask.person.role.name.lower(),
        method=method,
        route=route,
        thing=ask.thing,
        status=status,
        ms=seconds * 1000,
    )


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _of_http(desk: Desk, error: web.HTTPException) -> Failure:
    """What aiohttp itself refuses."""
    code = _STATUS_CODES.get(error.status, "malformed")
    if isinstance(error, web.HTTPMethodNotAllowed):
        return Failure(code, allowed=", ".join(sorted(error.allowed_methods)))
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return Failure(code, "body", most=desk.settings.limits.body_bytes)
    return Failure(code, what=error.reason, wanted=JSON)


def _bug(desk: Desk, number: str, error: Exception) -> Failure:
    """A mistake of our own: its kind and where it was go into the journal, never what it was about."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rpartition('posdiag/')[2]}:{frame.lineno}" for frame in frames[-4:]]
    desk.journal.note("bug", request=number, error=type(error).__name__, where=where)
    desk.metrics.count("bugs")
    return Failure("internal", request=number)


def _failed(ask: Ask, failure: Failure) -> web.Response:
    request = ask.request
    response: web.Response
    if request.path.startswith("/api") or request.path in ("/health", "/metrics"):
        body = encoded(failure.body(ask.lang))
        response = web.Response(body=body, status=failure.status, content_type=JSON, charset="utf-8")
    else:
        response = request.app[SHOW_FAILURE](ask, failure)
    if failure.wait_s:
        response.headers["Retry-After"] = str(max(1, round(failure.wait_s)))
    if failure.code == "method":
        response.headers["Allow"] = str(failure.values["allowed"])
    if failure.code == "unauthorised":
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _handler(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """What aiohttp calls: checks what the row says, calls its function, and makes JSON of what it gives."""

    async def handle(request: web.Request) -> web.StreamResponse:
        ask = request[ASK]
        guard.check_role(ask.person, route.role)
        checked_path(route, request)
        ask.query = read_query(route.query, request)
        if route.changes:
            given = request.headers.get(guard.CSRF_HEADER, "")
            guard.check_csrf(ask.desk, request, ask.session, given, form=False)
        if route.body is not None:
            ask.body = await read_body(route.body, request)
        answer = await route.handle(ask)
        if isinstance(answer, web.StreamResponse):
            return answer
        return web.Response(body=encoded(answer), status=route.status, content_type=JSON, charset="utf-8")

    return handle


def openapi_route(made: Mapping[str, Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Serves the document; it is for everybody who may come in."""
    body = encoded(made)

    async def handle(request: web.Request) -> web.Response:
        ask = request[ASK]
        guard.check_role(ask.person, Role.AGENT)
        return web.Response(body=body, content_type=JSON, charset="utf-8")

    return handle


__all__ = ["API", "application", "gate", "openapi_route"]
