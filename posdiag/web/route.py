"""One table of routes: the same rows that check each request are what the OpenAPI document is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from aiohttp import web

from posdiag.web.failure import Failure, Phrase, of_reader
from posdiag.web.people import Person, Role
from posdiag.web.sessions import Session

if TYPE_CHECKING:
    from posdiag.web.desk import Desk

JSON = "application/json"
FORM = "multipart/form-data"
EVENTS = "text/event-stream"
TEXT = "text/plain"

API = "/api/v1"

#: Every id in a path: short words, never a path of the file system.
Id = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9][A-Za-z0-9_.@-]{0,79}$", max_length=80)]


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a request carries; keys that nobody knows are faults."""


class Query(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What stands behind the question mark."""

    lang: Literal["ko", "en"] | None = None


class Answer(msgspec.Struct, kw_only=True):
    """What comes back; keys may be added, never renamed."""


@dataclass(slots=True)
class Ask:
    """One request, checked: who asks, in which language, for what."""

    request: web.Request
    desk: Desk
    lang: str
    person: Person
    session: Session | None
    number: str  # of the request, as it stands in the journal
    query: Any = None
    body: Any = None
    thing: str = ""

    def path(self, name: str) -> str:
        """A part of the path, which has the form that its row in the table gives it."""
        return self.request.match_info[name]

    def about(self, thing: str) -> None:
        """Note which case or job this request is about, for the journal."""
        self.thing = thing


#: Where a request keeps what is known of it.
ASK: web.RequestKey[Ask] = web.RequestKey("ask", Ask)

Handle = Callable[[Ask], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the table. `answer` is the type of the JSON that comes back, None for other media.

    `failures` are the codes that this row may fail with beside those that every row may.
    """

    method: str
    path: str
    name: str
    handle: Handle
    about: str
    tag: str
    role: Role = Role.AGENT
    query: type[Query] = Query
    body: type[Body] | None = None
    answer: Any = None
    status: int = 200
    media: str = JSON
    also: tuple[str, ...] = ()  # other media that the row may answer with
    takes: str = JSON
    failures: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)  # of a form: name -> what it is; `file` is binary
    cost: float = 1.0  # of the client's bucket

    @property
    def full_path(self) -> str:
        return f"{API}{self.path}"

    @property
    def path_names(self) -> tuple[str, ...]:
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))

    @property
    def changes(self) -> bool:
        return self.method not in ("GET", "HEAD")


def checked_path(route: Route, request: web.Request) -> None:
    """Failure where a part of the path has not the form of an id."""
    for name in route.path_names:
        text = request.match_info[name]
        try:
            msgspec.convert(text, Id)
        except msgspec.ValidationError as error:
            raise Failure("not_found", f"path.{name}", what=text[:80]) from error
        if text.endswith("\n"):  # which the pattern of the document lets pass in Python alone
            raise Failure("not_found", f"path.{name}", what=text[:80])


def read_query(kind: type[Query], request: web.Request) -> Any:
    """The query as its type; a name that comes twice where one value is meant is a fault."""
    if not request.query_string:
        return kind()
    plain: dict[str, Any] = {}
    lists = _list_fields(kind)
    for name in request.query:
        values = request.query.getall(name)
        if name in lists:
            plain[name] = values
        elif len(values) > 1:
            raise Failure("invalid", f"query.{name}", says=Phrase("reading.twice", {"field": name[:40]}))
        else:
            plain[name] = values[0]
    try:
        return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        raise of_reader(str(error), "query") from error


def _list_fields(kind: type[Query]) -> frozenset[str]:
    found = _LISTS.get(kind)
    if found is None:
        fields = msgspec.structs.fields(kind)
        found = _LISTS[kind] = frozenset(one.name for one in fields if "list" in str(one.type))
    return found


_LISTS: dict[type[Query], frozenset[str]] = {}
_DECODERS: dict[type[Body], msgspec.json.Decoder[Any]] = {}


async def read_body(kind: type[Body], request: web.Request) -> Any:
    """The JSON body as its type."""
    if request.content_type != JSON:
        raise Failure("media", "header.Content-Type", wanted=JSON)
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind)
    data = await request.read()
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        if "got `float`" not in str(error):
            raise of_reader(str(error), "body") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Failure("malformed", "body", what=Phrase("reading.json", {"what": str(error)})) from error
    except RecursionError as error:
        raise Failure("malformed", "body", what=Phrase("reading.deep", {})) from error
    try:
        return msgspec.convert(_whole(msgspec.json.decode(data)), kind)
    except msgspec.ValidationError as error:
        raise of_reader(str(error), "body") from error


def _whole(value: Any) -> Any:
    """The same with numbers such as 18.0 as the whole numbers that they are to JSON Schema."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_whole(one) for one in value]
        case dict():
            return {key: _whole(one) for key, one in value.items()}
        case _:
            return value


def encoded(value: Any) -> bytes:
    """An answer as JSON."""
    return msgspec.json.encode(value)
