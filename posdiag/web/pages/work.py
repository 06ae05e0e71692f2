"""The page that agents work on: what the caller says, why it fails, what to ask and what to say now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from posdiag.errors import PosdiagError
from posdiag.intake.dossier import OUTCOMES, Dossier
from posdiag.intake.facts import fact_object, value_of
from posdiag.profile.model import EXTERNAL_RIG
from posdiag.store.cases import Event, Wanted
from posdiag.web.api.cases import reading, working
from posdiag.web.casework import Casework, Seen, number_of
from posdiag.web.desk import Desk
from posdiag.web.failure import Failure, of_posdiag
from posdiag.web.pages.page import Form, Page, render, see
from posdiag.web.pages.paper_view import paper_of
from posdiag.web.pages.work_view import facts_of, question_of, timeline_of, why_of
from posdiag.web.route import Ask

#: Facts of a case that a replay is made from; none of them names anybody.
_PLAYED = ("amount", "instrument", "entry", "place", "programme", "charged", "pos", "action", "balance")
_RECENT = 8


async def desk_page(ask: Ask, form: Form) -> web.StreamResponse:
    """An empty field, and the cases that are open."""
    found = await reading(ask, lambda cases: list(cases.cases.find(Wanted(status="open", limit=_RECENT))))
    return render(ask, "desk.html", cases=found, names=ask.desk.rooms.cause_names)


async def open_case(ask: Ask, form: Form) -> web.StreamResponse:
    dossier = await working(ask, lambda cases: cases.open(form.get("text", ""), {}))
    ask.about(f"case {dossier.id}")
    return see(f"/cases/{dossier.id}")


async def case_page(ask: Ask, form: Form) -> web.StreamResponse:
    return await show(ask, number_of(ask.path("id")))


async def show(ask: Ask, number: int, wrong: str = "", status: int = 200) -> web.Response:
    """A case as it stands; `wrong` is what was not understood of the last answer."""

    def look(cases: Casework) -> tuple[Seen, tuple[Event, ...]]:
        return cases.see(cases.cases.get(number)), cases.cases.events(number)

    seen, events = await reading(ask, look)
    ask.about(f"case {number}")
    return render(
        ask, "case.html", status, **view(ask, seen), wrong=wrong, timeline=timeline_of(events, ask.lang)
    )


def view(ask: Ask, seen: Seen) -> dict[str, Any]:
    """What the page of a case shows."""
    dossier, decision, rooms = seen.dossier, seen.decision, ask.desk.rooms
    return {
        "case": dossier,
        "decision": decision,
        "names": rooms.cause_names,
        "question": question_of(decision.ask, ask.lang),
        "facts": facts_of(dossier, seen.known.lexicon, ask.lang),
        "why": why_of(dossier, seen, rooms, ask.lang),
        "outcomes": OUTCOMES,
        "notes": dossier.extra.get("notes", ()),
        "paper": paper_of(dossier, ask.lang),
        "jobs": dossier.extra.get("jobs", ()),
        "releases": newest_releases(ask.desk),
        "pos": value_of(dossier.facts, "pos"),
        "playable": bool(dossier.causes) and decision.answer != "unknown",
    }


def newest_releases(desk: Desk) -> list[str]:
    """The newest release of each product that can be replayed without a terminal of the user's."""
    products = desk.rooms.library.products.values()
    return [product.newest.label for product in products if product.rig != EXTERNAL_RIG]


async def answer(ask: Ask, form: Form) -> web.StreamResponse:
    """An answer by its button (`key`, `value`), or in words."""
    number, key, value = number_of(ask.path("id")), form.get("key", ""), form.get("value", "")
    words = form.get("words", "").strip()

    def take(cases: Casework) -> Dossier:
        if value:
            return cases.answer(number, {key: value})
        return cases.reply(number, words)

    if not value and not words:
        return see(f"/cases/{number}#ask")
    return await _changed(ask, number, take, "ask")


async def more(ask: Ask, form: Form) -> web.StreamResponse:
    number, text = number_of(ask.path("id")), form.get("text", "").strip()
    return await _changed(ask, number, lambda cases: cases.tell(number, text), "main")


async def note(ask: Ask, form: Form) -> web.StreamResponse:
    number, text = number_of(ask.path("id")), form.get("text", "").strip()
    if not text:
        return see(f"/cases/{number}#notes")
    return await _changed(ask, number, lambda cases: cases.note(number, text), "notes")


async def close(ask: Ask, form: Form) -> web.StreamResponse:
    number, outcome = number_of(ask.path("id")), form.get("outcome", "")
    if outcome not in OUTCOMES:
        raise Failure("not_found", "form.outcome", what=outcome[:40])
    cause = form.get("cause", "")
    return await _changed(ask, number, lambda cases: cases.close(number, outcome, cause), "outcome")


async def reopen(ask: Ask, form: Form) -> web.StreamResponse:
    number = number_of(ask.path("id"))
    return await _changed(ask, number, lambda cases: cases.reopen(number), "outcome")


async def _changed(
    ask: Ask, number: int, change: Callable[[Casework], Dossier], at: str
) -> web.StreamResponse:
    """Change the case and go back to it; what was not understood is told on its page."""
    ask.about(f"case {number}")
    try:
        await working(ask, change)
    except PosdiagError as error:
        failure = of_posdiag(error)
        if failure.code == "not_found":
            raise
        return await show(ask, number, failure.message(ask.lang), failure.status)
    return see(f"/cases/{number}#{at}")


async def reproduce(ask: Ask, form: Form) -> web.StreamResponse:
    """Replay the likely causes of a case, in a job that the case then names."""
    number, pos = number_of(ask.path("id")), form.get("pos", "")
    dossier = await reading(ask, lambda cases: cases.cases.get(number))
    release = ask.desk.rooms.library.select((pos,))[-1]
    facts = [{**fact_object(fact), "said": ""} for fact in dossier.facts if fact.field in _PLAYED]
    spec = {
        "pos": release.label,
        "seed": 0,
        "case": number,
        "facts": facts,
        "causes": [list(one) for one in dossier.causes],
        "lang": ask.lang,
        "pace": 5.0,
    }
    job = await ask.desk.jobs.start("reproduce", spec, ask.person.name)
    await working(ask, lambda cases: cases.attach(number, job.id, {"pos": release.label}))
    ask.about(f"case {number}")
    return see(f"/runs/{job.id}")


async def sheet(ask: Ask, form: Form) -> web.StreamResponse:
    """One page for the merchant, in large type, to print or to read out."""
    number = number_of(ask.path("id"))
    seen = await reading(ask, lambda cases: cases.see(cases.cases.get(number)))
    ask.about(f"case {number}")
    day = datetime.fromtimestamp(ask.desk.world.now_s())
    return render(ask, "sheet.html", **view(ask, seen), day=day.strftime("%Y-%m-%d"))


PAGES = (
    Page("GET", "/", desk_page),
    Page("POST", "/", open_case),
    Page("GET", "/cases/{id}", case_page),
    Page("POST", "/cases/{id}/answer", answer),
    Page("POST", "/cases/{id}/more", more),
    Page("POST", "/cases/{id}/note", note),
    Page("POST", "/cases/{id}/close", close),
    Page("POST", "/cases/{id}/reopen", reopen),
    Page("POST", "/cases/{id}/reproduce", reproduce),
    Page("GET", "/cases/{id}/sheet", sheet),
)
