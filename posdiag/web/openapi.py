"""The OpenAPI 3.1 document, made of the table of routes that checks the requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from posdiag.web.failure import STATUS
from posdiag.web.route import FORM, JSON, Answer, Id, Query, Route

#: What every row may fail with; those that read a body, and those that change something, with more.
_ALWAYS = (
    *("malformed", "unauthorised", "forbidden", "host", "rate", "internal", "invalid", "no_page", "refused"),
    "unavailable",
)
_WITH_BODY = ("too_large", "media", "csrf")
_BINARY = {"type": "string", "format": "binary", "minLength": 1}


class Error(Answer):
    """What is wrong: a code for programs, a sentence in the language asked for, and where."""

    code: str
    message: str
    place: str


class Failed(Answer):
    """The one shape of every failure."""

    error: Error


def document(routes: Sequence[Route], version: str) -> dict[str, Any]:
    """The whole document. Paths stand in it in the order of the table."""
    types = _types(routes)
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    of = {_key(kind): schema for kind, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.full_path, {})[route.method.lower()] = _operation(route, of, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "posdiag",
            "version": version,
            "description": "Why coupon payments fail at a till: classify, ask, replay, prove, record.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "`posdiag users token NAME`"},
                "session": {"type": "apiKey", "in": "cookie", "name": "posdiag"},
            },
        },
        "security": [{"token": []}, {"session": []}, {}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
    }


def _types(routes: Iterable[Route]) -> list[Any]:
    kinds: dict[Any, Any] = {_key(Failed): Failed, _key(Id): Id}
    for route in routes:
        for kind in (route.body, route.answer, route.query):
            if kind is not None:
                kinds.setdefault(_key(kind), kind)
    return list(kinds.values())


def _key(kind: Any) -> Any:
    return kind if isinstance(kind, type) else str(kind)


def _operation(route: Route, of: Mapping[Any, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": of[_key(Id)]} for name in route.path_names
    ]
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.about,
        "tags": [route.tag],
        "parameters": parameters + _query(route.query, of, components),
        "responses": _responses(route, of),
    }
    if route.takes == FORM:
        fields = {
            name: {**(_BINARY if name == "file" else {"type": "string"}), "description": about}
            for name, about in route.fields.items()
        }
        schema = {"type": "object", "properties": fields, "required": ["file"], "additionalProperties": False}
        operation["requestBody"] = {"required": True, "content": {FORM: {"schema": schema}}}
    elif route.body is not None:
        operation["requestBody"] = {"required": True, "content": {JSON: {"schema": of[_key(route.body)]}}}
    return operation


def _query(kind: type[Query], of: Mapping[Any, Any], components: Mapping[str, Any]) -> list[dict[str, Any]]:
    schema = components[of[_key(kind)]["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _without_null(inner)}
        for name, inner in schema["properties"].items()
    ]


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter that is not given is left out: nobody can send null in a query."""
    plain = {key: value for key, value in schema.items() if not (key == "default" and value is None)}
    if "anyOf" in plain:
        kept = [one for one in plain["anyOf"] if one != {"type": "null"}]
        if len(kept) == 1:
            del plain["anyOf"]
            plain.update(kept[0])
        else:
            plain["anyOf"] = kept
    if "enum" in plain:
        plain["enum"] = [value for value in plain["enum"] if value is not None]
    return plain


def _responses(route: Route, of: Mapping[Any, Any]) -> dict[str, Any]:
    codes = [*_ALWAYS, *(_WITH_BODY if route.changes else ()), *route.failures]
    if route.path_names:
        codes.append("not_found")
    answers: dict[str, Any] = {
        str(route.status): {"description": route.about, "content": _content(route, of)}
    }
    failed = {JSON: {"schema": of[_key(Failed)]}}
    for status in sorted({STATUS[code] for code in codes}):
        named = ", ".join(sorted({code for code in codes if STATUS[code] == status}))
        answers[str(status)] = {"description": named, "content": failed}
    return answers


def _content(route: Route, of: Mapping[Any, Any]) -> dict[str, Any]:
    if route.answer is not None:
        return {route.media: {"schema": of[_key(route.answer)]}}
    return {media: {"schema": {"type": "string"}} for media in (route.media, *route.also)}
