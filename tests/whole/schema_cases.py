"""Documents for schemas: shipped files as an editor types them, and the same with one thing changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from hypothesis import strategies as st

#: Values that may stand where another stood.
STRANGE: tuple[Any, ...] = (
    *(
        "",
        "x",
        "true",
        "no",
        "chip",
        "pay",
        "35000",
        "-1",
        "0",
        "1",
        "3.10",
        "12345678901",
        "2025-09-10",
        "[]",
    ),
    *("ecr", "C", "van", "approved", "F07", "host-slow:ms=1", " ", "none", "xor-after-stx"),
    *([], {}, ["x"], ["chip"], {"x": "y"}, {"ko": "a", "en": "b"}, ["1", "2"]),
)


def strings_of(path: Path) -> Any:
    """A file as the loaders read it: texts, lists and mappings."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def typed(value: Any) -> Any:
    """The same as an editor types it, by the core schema of YAML 1.2."""
    if isinstance(value, dict):
        return {key: typed(member) for key, member in value.items()}
    if isinstance(value, list):
        return [typed(member) for member in value]
    if re.fullmatch(r"[-+]?[0-9]+", value):
        return int(value)
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", value):
        return float(value)
    return {"true": True, "false": False, "": None}.get(value, value)


def refusals(schema: dict[str, Any], document: Any) -> list[str]:
    """What a schema has against a document, as written in quotes or without: against both spellings."""
    validator = jsonschema.Draft202012Validator(schema)
    spellings = [list(validator.iter_errors(spelt)) for spelt in (document, typed(document))]
    return [] if not all(spellings) else [error.message for errors in spellings for error in errors]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every value of a document by its path."""
    if path:
        yield path
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield from places(member, (*path, key))


@st.composite
def changed(draw: st.DrawFn, paths: tuple[Path, ...]) -> tuple[Path, Any]:
    """A shipped file with one value replaced, one key dropped, or one key more."""
    path = draw(st.sampled_from(paths))
    document = json.loads(json.dumps(strings_of(path)))
    *above, last = draw(st.sampled_from(list(places(document))))
    inside = document
    for key in above:
        inside = inside[key]
    how = draw(st.sampled_from(["replace", "drop", "add"]))
    if how == "replace":
        inside[last] = draw(st.sampled_from(STRANGE))
    elif how == "drop":
        del inside[last]
    elif isinstance(inside, dict):
        inside["colour_of_it"] = "x"
    return path, document


def as_text(document: Any) -> str:
    """A document as YAML that reads back as the same strings."""
    return json.dumps(document, ensure_ascii=False)
