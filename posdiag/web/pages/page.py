"""Pages as one table: who may see each, and forms that are read and checked first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from posdiag.web import guard
from posdiag.web.casework import KST
from posdiag.web.failure import Failure
from posdiag.web.people import Role
from posdiag.web.route import ASK, Ask
from posdiag.web.words import LANGUAGES, word, word_or

HERE = Path(__file__).resolve().parents[1]
STATIC = HERE / "static"
THEMES = ("light", "dark")
#: Each language by its own name.
LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
#: How long a browser remembers language and theme.
_YEAR_S = 365 * 86_400
#: A form has at most so many fields, none longer than this.
_MOST_FIELDS, _LONGEST_FIELD = 100, 20_000

Form = Mapping[str, str]
Show = Callable[[Ask, Form], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Page:
    """A row of the table. `keeps_nothing`: a form that changes nothing, and so needs no session."""

    method: str
    path: str
    show: Show
    role: Role = Role.AGENT
    keeps_nothing: bool = False
    form: bool = field(default=True)  # the body is a small form; False: the page reads it itself


def handler(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """What aiohttp calls for a page."""

    async def handle(request: web.Request) -> web.StreamResponse:
        ask = request[ASK]
        if ask.person.role is Role.NOBODY and page.role > Role.NOBODY and page.method == "GET":
            return see(f"/login?to={quote(request.rel_url.path)}")
        guard.check_role(ask.person, page.role)
        given: dict[str, str] = {}
        if page.method == "POST" and page.form:
            given = await read_form(request)
            if not page.keeps_nothing:
                guard.check_csrf(ask.desk, request, ask.session, given.pop("csrf", ""), form=True)
        response = await page.show(ask, given)
        _remember(ask, response)
        return response

    return handle


async def read_form(request: web.Request) -> dict[str, str]:
    """The texts of a form; a field that comes twice is joined by commas."""
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Failure("media", "header.Content-Type", wanted="application/x-www-form-urlencoded")
    found: dict[str, str] = {}
    try:
        posted = await request.post()
    except (ValueError, UnicodeDecodeError) as error:
        raise Failure("malformed", "body", what=type(error).__name__) from error
    if len(posted) > _MOST_FIELDS:
        raise Failure("too_large", "body", most=_MOST_FIELDS)
    for name, value in posted.items():
        if not isinstance(value, str):
            continue
        if len(value) > _LONGEST_FIELD:
            raise Failure("too_large", f"form.{name[:40]}", most=_LONGEST_FIELD)
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _remember(ask: Ask, response: web.StreamResponse) -> None:
    """The language or theme that was chosen, for the next pages."""
    chosen = ask.request.query
    for name, known in (("lang", LANGUAGES), ("theme", THEMES)):
        if chosen.get(name) in known and not response.prepared:
            response.set_cookie(
                name,
                chosen[name],
                max_age=_YEAR_S,
                path="/",
                samesite="Lax",
                httponly=True,
                secure=ask.desk.settings.secure,
            )


# -- templates -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates: everything is escaped, and a name that is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["won"] = won
    made.filters["percent"] = lambda share: f"{share * 100:.0f}%" if share >= 0.01 else "<1%"
    made.globals["static"] = static_address
    made.globals["moment"] = moment
    made.globals["language_names"] = LANGUAGE_NAMES
    return made


def moment(at_s: float) -> str:
    """A time in Korea, to the minute."""
    return datetime.fromtimestamp(at_s, KST).strftime("%Y-%m-%d %H:%M")


def won(amount: int) -> str:
    return f"{amount:,}"


@lru_cache(maxsize=64)
def static_address(name: str) -> str:
    """The address of a static file, with what tells one version from the next."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"


def render(ask: Ask, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page in the language asked for."""
    lang = ask.lang
    theme = ask.request.query.get("theme", "") or ask.request.cookies.get("theme", "")
    common = {
        "t": partial(word, lang),
        "t_or": partial(word_or, lang),
        "lang": lang,
        "other_lang": "en" if lang == "ko" else "ko",
        "theme": theme if theme in THEMES else "",
        "person": ask.person,
        "role": ask.person.role.name.lower(),
        "csrf": ask.session.csrf if ask.session else "",
        "open": ask.desk.settings.open,
        "path": ask.request.path,
        "merchants": ask.request.path.startswith("/self"),
        "pick": lambda texts: texts.get(lang) or texts.get("ko") or texts.get("en") or "",
    }
    text = environment().get_template(template).render({**common, **values})
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def see(address: str) -> web.Response:
    """Sends the browser on, after a form."""
    return web.Response(status=303, headers={"Location": address})


def own_address(text: str, otherwise: str = "/") -> str:
    """A path of this server, never another one's address."""
    plain = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if plain and "\\" not in text and len(text) < 300 else otherwise
