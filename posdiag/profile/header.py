"""The head that every data file has: schema, id, kind, source and name, checked in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posdiag.marked import Marked
from posdiag.worded import worded

#: How a fact is known (law 9). `reference`: a made-up product that shows a documented pattern.
KINDS = ("documented", "measured", "reference")


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself. `id` is the one that the file's place gives."""

    id: str
    kind: str
    source: str
    name: Mapping[str, str]


def read_header(
    document: Marked, what: str, file_id: str, key: str = "id", *, versioned: bool = False
) -> Header:
    """The head of a file of a kind (`dialect`, `scenario`, …); its faults are reported.

    `schema` may be absent unless the file must be `versioned`; where it stands it must be ours, so that
    a file of a later version is refused and not misread. `key` is the key that holds the id.
    """
    schema = document.get("schema")
    if schema is None and versioned:
        document.fault(worded("`schema` is missing"), worded("add `schema: posdiag/{what}/1`", what=what))
    if schema is not None and schema.as_text() != f"posdiag/{what}/1":
        schema.fault(
            worded("schema `{schema}`", schema=schema.as_text()[:60]),
            worded("this posdiag reads `posdiag/{what}/1`", what=what),
        )
    named = document.need(key)
    stated = named.as_text(file_id)
    if stated not in ("", file_id):
        named.fault(
            worded("{key} `{named}` is not the file's name", key=key, named=stated[:60]),
            worded("write `{key}: {file_id}`", key=key, file_id=file_id),
        )
    source = document.need("source")
    if document.get("source") is not None and not source.as_text().strip():
        source.fault(worded("`source` is empty"), worded("say where this was read, measured or made up"))
    return Header(
        id=file_id,
        kind=document.need("kind").as_choice(KINDS, "reference"),
        source=source.as_text(),
        name=document.languages("name"),
    )
