"""All pages of the console, the static files, and how a failure looks."""

from __future__ import annotations

from aiohttp import web

from posdiag.web.failure import Failure
from posdiag.web.pages import entrance, paper, rules, runs, self_check, shelves, tables, taps, work
from posdiag.web.pages.page import STATIC, Page, handler, render
from posdiag.web.route import Ask

PAGES: tuple[Page, ...] = (
    *entrance.PAGES,
    *work.PAGES,
    *paper.PAGES,
    *shelves.PAGES,
    *self_check.PAGES,
    *runs.PAGES,
    *tables.PAGES,
    *taps.PAGES,
    *rules.PAGES,
)

#: The static files there are: a request can only name one of these, never a path.
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


def add_pages(app: web.Application) -> None:
    """Every page and static file, on their addresses."""
    for page in PAGES:
        app.router.add_route(page.method, page.path, handler(page))
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in TYPES}

    async def static(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        body = files.get(name)
        if body is None:
            raise Failure("no_page", "path.name")
        kind = TYPES[name[name.rindex(".") :]]
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        response = web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)
        response.enable_compression()
        return response

    app.router.add_get("/static/{name}", static)


def show_failure(ask: Ask, failure: Failure) -> web.Response:
    """A failure as a page, with a way on."""
    message = failure.message(ask.lang)
    return render(ask, "failure.html", failure.status, code=failure.code, message=message, number=ask.number)
