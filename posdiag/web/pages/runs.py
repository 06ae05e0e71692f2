"""Pages of replays: start one, watch its ladder grow, zoom into a frame."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from posdiag.profile.model import EXTERNAL_RIG
from posdiag.web.api.jobs import DiagnoseBody, begin_diagnosis
from posdiag.web.failure import Failure, of_reader
from posdiag.web.job import TAP, Job
from posdiag.web.pages.ladder_view import frame_of, lanes_of, rungs_of
from posdiag.web.pages.page import Form, Page, render, see
from posdiag.web.pages.taps import live_of
from posdiag.web.people import Role
from posdiag.web.route import Ask
from posdiag.web.words import word

#: Faults that the form offers by name, and their phrases `fault.NAME`; any other may be typed.
OFFERED_FAULTS = ("ack-lost", "host-slow", "half-open", "answer-lost", "request-lost")
PACES = (("0", "fast"), ("1", "real"), ("5", "five"), ("20", "twenty"))


async def runs_page(ask: Ask, form: Form) -> web.StreamResponse:
    return await _runs_page(ask, ask.request.query)


async def _runs_page(ask: Ask, chosen: Any, wrong: str = "", status: int = 200) -> web.Response:
    rooms, lang = ask.desk.rooms, ask.lang
    jobs = await ask.desk.jobs.recent(30, "diagnose")
    products = [one for one in rooms.library.products.values() if one.rig != EXTERNAL_RIG]
    leads = ask.person.role >= Role.LEAD
    return render(
        ask,
        "runs.html",
        status,
        jobs=jobs,
        scenarios=sorted(rooms.scenarios.values(), key=lambda one: one.name.get(lang, one.id)),
        products=products,
        terminals=sorted(ask.desk.settings.terminals) if leads else [],
        chosen={
            name: chosen.get(name, "") for name in ("scenario", "pos", "fault", "seed", "pace", "terminal")
        },
        paces=PACES,
        wrong=wrong,
    )


async def start(ask: Ask, form: Form) -> web.StreamResponse:
    """A replay as the form says; what is wrong with it is told above the form."""
    plain = {
        "scenarios": [form["scenario"]] if form.get("scenario") else [],
        "pos": [form["pos"]] if form.get("pos") else [],
        "faults": [one.strip() for one in form.get("fault", "").split(";") if one.strip()],
        "terminal": form.get("terminal", ""),
        "seed": form.get("seed") or "0",
        "pace": form.get("pace") or "0",
    }
    try:
        try:
            body = msgspec.convert(plain, DiagnoseBody, strict=False)
        except msgspec.ValidationError as error:
            raise of_reader(str(error), "form") from error
        job = await begin_diagnosis(ask.desk, ask.person, body, ask.lang)
    except Failure as failure:
        return await _runs_page(ask, form, failure.message(ask.lang), failure.status)
    ask.about(job.id)
    return see(f"/runs/{job.id}")


async def run_page(ask: Ask, form: Form) -> web.StreamResponse:
    """A job with the ladders of its runs; `?part=1` is the inner part alone, for the script."""
    job = await ask.desk.jobs.get(ask.path("id"))
    ask.about(job.id)
    at = ask.request.query.get("run", "")
    live = job.kind == TAP and not at.isdecimal()
    runs = [] if live else runs_of(job)
    part = "live_part.html" if live else "run_part.html"
    index = min(int(at) if at.isdecimal() and len(at) < 6 else _first_bad(runs), max(len(runs) - 1, 0))
    run = runs[index] if runs else None
    return render(
        ask,
        part if ask.request.query.get("part") else "run.html",
        here=_SHELVES.get(job.kind, "/runs"),
        part=part,
        live_line=live,
        **(live_of(job) if live else {"after": 0}),
        job=job,
        runs=runs,
        index=index,
        run=run,
        rungs=rungs_of(run, ask.lang) if run else [],
        lanes=lanes_of(run) if run else [],
        names=ask.desk.rooms.cause_names,
        title=_title(ask, job),
        result=_result(job),
    )


#: Where in the menu a job belongs that is no replay.
_SHELVES = {"tap": "/taps", "capture": "/captures"}


def _title(ask: Ask, job: Job) -> str:
    """What the job is about, in words."""
    match job.kind:
        case "tap":
            return word(ask.lang, "taps.of", name=job.spec["name"])
        case "capture":
            return word(ask.lang, "captures.title")
        case "reproduce":
            return f"{word(ask.lang, 'work.reproduce')}: {job.spec['pos']}"
        case _:
            named = [ask.desk.rooms.scenarios[one].name for one in job.spec["scenarios"][:1]]
            what = named[0].get(ask.lang, "") if named else word(ask.lang, "run.title")
            return " · ".join([what, *job.spec["pos"][:3]])


def _result(job: Job) -> dict[str, Any] | None:
    """What a capture came to beside its payments; None where nothing of the kind was told."""
    found = [line for line in job.events if line.startswith('{"event": "result"')]
    return msgspec.json.decode(found[-1])["result"] if found else None


def _first_bad(runs: list[dict[str, Any]]) -> int:
    """The run to show first: one that failed."""
    return next((at for at, run in enumerate(runs) if run["verdict"] != "compatible"), 0)


async def frame_page(ask: Ask, form: Form) -> web.StreamResponse:
    """One frame of one run: bytes, fields, faults."""
    job = await ask.desk.jobs.get(ask.path("id"))
    ask.about(job.id)
    runs, index, n = runs_of(job), ask.path("run"), ask.path("n")
    if not (index.isdecimal() and n.isdecimal() and len(index) < 6 and len(n) < 6 and int(index) < len(runs)):
        raise Failure("not_found", "path", what=f"{index}/{n}"[:40])
    shown = frame_of(runs[int(index)], int(n), ask.desk.rooms)
    template = "frame_part.html" if ask.request.query.get("part") else "frame.html"
    return render(ask, template, frame=shown, job=job, index=int(index))


async def stop(ask: Ask, form: Form) -> web.StreamResponse:
    job = await ask.desk.jobs.get(ask.path("id"))
    if job.who != ask.person.name and ask.person.role < Role.LEAD:
        raise Failure("forbidden", "path.id", role="lead")
    await ask.desk.jobs.stop(job.id)
    return see(f"/runs/{job.id}")


def runs_of(job: Job) -> list[dict[str, Any]]:
    """What the job judged, as run objects."""
    return [msgspec.json.decode(line)["run"] for line in job.events if line.startswith('{"event": "run",')]


PAGES = (
    Page("GET", "/runs", runs_page),
    Page("POST", "/runs", start),
    Page("GET", "/runs/{id}", run_page),
    Page("POST", "/runs/{id}/stop", stop),
    Page("GET", "/runs/{id}/{run}/frames/{n}", frame_page),
)
