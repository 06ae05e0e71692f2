"""Codes of the catalogue for people and programs: each with its layer, cause, reason and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from posdiag.classify.catalogue import Catalogue, Row
from posdiag.report.classify_words import classify_say
from posdiag.report.columns import pad, wrap
from posdiag.report.lines import Line, line

SCHEMA = "posdiag/codes/1"


def codes_object(rows: Sequence[Row], catalogue: Catalogue) -> dict[str, Any]:
    """The rows, and the schemes that there are."""
    return {
        "schema": SCHEMA,
        "schemes": [
            {"id": one.id, "name": dict(one.name), "layer": one.layer, "source": one.source}
            for one in catalogue.schemes()
        ],
        "codes": [
            {
                "scheme": row.scheme,
                "code": row.code,
                "layer": row.layer,
                "cause": row.cause,
                "also": list(row.also),
                "message": dict(row.message),
                "why": dict(row.reason),
                "note": row.note,
                "translated": row.translated,
                "source": row.source,
            }
            for row in rows
        ],
    }


def scheme_lines(catalogue: Catalogue, lang: str, width: int) -> Iterator[Line]:
    """The schemes with the number of their codes."""
    counts: dict[str, int] = {}
    for row in catalogue:
        counts[row.scheme] = counts.get(row.scheme, 0) + 1
    for one in catalogue.schemes():
        count = classify_say(lang, "codes.count", count=counts.get(one.id, 0))
        layer = classify_say(lang, f"layer.{one.layer}")
        yield line(f"{pad(one.id, 16)} {pad(count, 12)} {one.name[lang]} · {layer}")


def row_lines(rows: Sequence[Row], lang: str, width: int) -> Iterator[Line]:
    """Each code in four lines: where and what it says, its cause, why, and the source."""
    for row in rows:
        layer = classify_say(lang, f"layer.{row.layer}")
        yield line(f"{row.scheme} {row.code} · {layer} · {row.message[lang]}", "head")
        also = f" ({classify_say(lang, 'codes.also')}: {', '.join(row.also)})" if row.also else ""
        for part in wrap(f"{row.cause}{also}: {row.reason[lang]}", width - 2):
            yield line(f"  {part}")
        for part in wrap(f"{classify_say(lang, 'codes.source')}: {row.source}", width - 2):
            yield line(f"  {part}", "dim")
