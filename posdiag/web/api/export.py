"""API: every case for other programs, as lines of JSON or as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from aiohttp import web

from posdiag.store.cases import Wanted
from posdiag.store.export_rows import csv_rows, json_line
from posdiag.web.api.cases import reading
from posdiag.web.casework import Casework
from posdiag.web.people import Role
from posdiag.web.route import Ask, Query, Route


class ExportQuery(Query):
    form: Literal["jsonl", "csv"] = "jsonl"


#: Cases read at a time for an export, so that others come in between.
_BATCH = 200


async def export(ask: Ask) -> web.StreamResponse:
    """All cases for other programs, masked once more on the way out."""
    form = ask.query.form
    kind = "text/csv" if form == "csv" else "application/jsonl"
    response = web.StreamResponse(headers={"Content-Type": f"{kind}; charset=utf-8"})
    response.headers["Content-Disposition"] = f'attachment; filename="cases.{form}"'
    ask.about("all cases")
    everything = await reading(ask, lambda cases: [one.id for one in cases.cases.find(Wanted())])
    await response.prepare(ask.request)
    for start in range(0, max(len(everything), 1), _BATCH):
        numbers = everything[start : start + _BATCH]
        first = start == 0
        text = await reading(ask, lambda cases, n=numbers, f=first: "".join(_rows(cases, n, form, f)))  # type: ignore[misc]
        await response.write(text.encode())
    await response.write_eof()
    return response


def _rows(cases: Casework, numbers: list[int], form: str, first: bool) -> Iterator[str]:
    found = [cases.cases.get(number) for number in numbers]
    if form == "csv":
        rows = csv_rows(found)
        header = next(rows)
        if first:
            yield header
        yield from rows
        return
    for dossier in found:
        yield json_line(dossier, cases.cases.events(dossier.id)) + "\n"


ROUTES = (
    Route("GET", "/cases/export", "export_cases", export, "All cases for other programs", "cases", Role.LEAD,
          query=ExportQuery, media="application/jsonl", also=("text/csv",)),
)  # fmt: skip
