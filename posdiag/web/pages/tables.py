"""Pages of matrices and captures: begin one, see its heat map or its payments, drill into it."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from posdiag.profile.model import EXTERNAL_RIG
from posdiag.web.api.captures import begin_capture
from posdiag.web.api.tables import MatrixBody, begin_matrix, compared, result_of
from posdiag.web.failure import Failure
from posdiag.web.job import Job
from posdiag.web.pages.page import Form, Page, render, see
from posdiag.web.route import Ask

_RECENT = 30
#: What a cell says beside its colour, for whoever does not see colours.
MARKS = {"compatible": "○", "incompatible": "✕", "inconclusive": "?"}


async def matrices_page(ask: Ask, form: Form) -> web.StreamResponse:
    return await _matrices(ask)


async def _matrices(ask: Ask, wrong: str = "", status: int = 200) -> web.Response:
    products = [one for one in ask.desk.rooms.library.products.values() if one.rig != EXTERNAL_RIG]
    jobs = await ask.desk.jobs.recent(_RECENT, "matrix")
    return render(ask, "matrices.html", status, jobs=jobs, products=products, wrong=wrong)


async def start_matrix(ask: Ask, form: Form) -> web.StreamResponse:
    """A matrix of all scenarios on the products that were chosen."""
    chosen = [one for one in form.get("pos", "").split(",") if one]
    plain: dict[str, Any] = {"pos": chosen}
    plain["faults"] = [one.strip() for one in form.get("fault", "").split(";") if one.strip()]
    try:
        job = await begin_matrix(ask.desk, ask.person, msgspec.convert(plain, MatrixBody), ask.lang)
    except (Failure, msgspec.ValidationError) as error:
        failure = error if isinstance(error, Failure) else Failure("malformed", "form", what="pos")
        return await _matrices(ask, failure.message(ask.lang), failure.status)
    ask.about(job.id)
    return see(f"/matrix/{job.id}")


async def matrix_page(ask: Ask, form: Form) -> web.StreamResponse:
    """The heat map; `?first=…&second=…` compares two releases, `?scenario=…&pos=…` looks into a cell."""
    job = await ask.desk.jobs.get(ask.path("id"))
    ask.about(job.id)
    query = ask.request.query
    result = _result(job)
    cell = comparison = None
    if result and query.get("scenario"):
        wanted = query.get("scenario"), query.get("pos")
        cell = next((one for one in result["cells"] if (one["scenario"], one["pos"]) == wanted), None)
    if result and query.get("first") and query.get("second"):
        comparison = compared(result, query["first"], query["second"])
    names = {one["id"]: one["name"] for one in result["scenarios"]} if result else {}
    return render(
        ask,
        "matrix_part.html" if query.get("part") else "matrix.html",
        job=job,
        result=result,
        rows=_rows(result) if result else [],
        marks=MARKS,
        cell=cell,
        comparison=comparison,
        scenario_names=names,
        names=ask.desk.rooms.cause_names,
        chosen=(query.get("first", ""), query.get("second", "")),
    )


def _result(job: Job) -> dict[str, Any] | None:
    try:
        return result_of(job)
    except Failure:
        return None


def _rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each scenario, its cells in the order of the releases."""
    by_place = {(cell["scenario"], cell["pos"]): cell for cell in result["cells"]}
    return [
        {
            "id": scenario["id"],
            "name": scenario["name"],
            "cells": [by_place[scenario["id"], label] for label in result["releases"]],
        }
        for scenario in result["scenarios"]
    ]


async def captures_page(ask: Ask, form: Form) -> web.StreamResponse:
    jobs = await ask.desk.jobs.recent(_RECENT, "capture")
    most = ask.desk.settings.limits.upload_bytes
    return render(ask, "captures.html", jobs=jobs, most=most)


async def send_capture(ask: Ask, form: Form) -> web.StreamResponse:
    job = await begin_capture(ask, csrf=True)
    return see(f"/runs/{job.id}")


PAGES = (
    Page("GET", "/matrix", matrices_page),
    Page("POST", "/matrix", start_matrix),
    Page("GET", "/matrix/{id}", matrix_page),
    Page("GET", "/captures", captures_page),
    Page("POST", "/captures", send_capture, form=False),
)
