"""Pieces of JSON Schemas that say what the readers of `posdiag.marked` take, no more and no less.

A value may be written as YAML types it (`35000`, `true`) or as a text (`"35000"`), for the loaders read
texts only. Where a text cannot be judged by its form (a number's range in quotes) a schema is the milder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Shape = Mapping[str, object]

#: One value, however YAML types it; an empty one counts as an empty text.
TEXT: Final[Shape] = {"type": ["string", "number", "boolean", "null"]}
FLAG: Final[Shape] = {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}
#: What stands for nothing at all where a list or mapping may be.
_NO_LIST: Final[Shape] = {"enum": ["", "[]", None]}
_NO_MAPPING: Final[Shape] = {"enum": ["", "{}", None]}

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def choice(words: Iterable[str]) -> Shape:
    """One of some words. A word that looks like a number or a truth value may stand without quotes."""
    known: list[object] = []
    for word in words:
        known.append(word)
        if word.isascii() and word.isdigit() and str(int(word)) == word:
            known.append(int(word))
        if word in ("true", "false"):
            known.append(word == "true")
    return {"enum": known}


def whole(at_least: int | None = None, at_most: int | None = None) -> Shape:
    """A whole number within bounds; in quotes its bounds are not seen."""
    number: dict[str, object] = {"type": "integer"}
    if at_least is not None:
        number["minimum"] = at_least
    if at_most is not None:
        number["maximum"] = at_most
    return {"anyOf": [number, {"type": "string", "pattern": r"^\s*[+-]?[0-9_]+\s*$"}]}


def digits(least: int, most: int) -> Shape:
    """A text of so many digits, or the number that YAML makes of one."""
    return {
        "anyOf": [
            {"type": "string", "pattern": f"^[0-9]{{{least},{most}}}$"},
            {"type": "integer", "minimum": 0, "maximum": 10**most - 1},
        ]
    }


def listed(member: Shape) -> Shape:
    """A list; one member alone counts as a list of one."""
    return {"anyOf": [{"type": "array", "items": member}, member, _NO_LIST]}


def mapping(members: Mapping[str, Shape], required: Sequence[str] = (), empty: bool = True) -> Shape:
    """A mapping of these keys and no others. `empty`: nothing may stand in its place."""
    found: dict[str, object] = {
        "type": "object",
        "properties": dict(members),
        "additionalProperties": False,
    }
    if required:
        found["required"] = list(required)
    return {"anyOf": [found, _NO_MAPPING]} if empty and not required else found


def by_name(member: Shape) -> Shape:
    """A mapping whose keys are names of the writer's own."""
    return {"anyOf": [{"type": "object", "additionalProperties": member}, _NO_MAPPING]}


def told(shape: Shape, description: str) -> Shape:
    """The same with words for whoever hovers over it."""
    return {**shape, "description": description}


#: A text in Korean and English.
LANGUAGES: Final[Shape] = {
    "type": "object",
    "properties": {
        "ko": {"type": "string", "pattern": r"\S"},
        "en": {"type": "string", "pattern": r"\S"},
    },
    "required": ["ko", "en"],
}


def document(name: str, title: str, body: Shape) -> dict[str, object]:
    """A whole schema; `name` is the part of its id that tells it from the others."""
    return {"$schema": DRAFT, "$id": f"urn:posdiag:schema:{name}:1", "title": title, **body}
