"""The merchant's own page: steps to go through alone, then a sheet. No log-in, and nothing of it is kept."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from posdiag.checks.selfcheck import WHO, gather, steps_for
from posdiag.intake.decide import decide
from posdiag.intake.dossier import Dossier
from posdiag.intake.talk import answered, opened
from posdiag.web.casework import KST, Seen
from posdiag.web.pages.page import Form, Page, render
from posdiag.web.pages.work_view import facts_of
from posdiag.web.people import Role
from posdiag.web.route import Ask

_LONGEST = 2_000


async def self_page(ask: Ask, form: Form) -> web.StreamResponse:
    """All steps on one page, so that it works by thumb, by keyboard and without script."""
    who = ask.request.query.get("who", "merchant")
    who = who if who in WHO else "merchant"
    return render(ask, "self.html", steps=steps_for(ask.desk.rooms.selfcheck, who), who=who)


async def sheet(ask: Ask, form: Form) -> web.StreamResponse:
    """What the answers come to, as a sheet; it exists only in the answer to this request."""
    rooms = ask.desk.rooms
    who = form.get("who", "merchant")
    steps = steps_for(rooms.selfcheck, who if who in WHO else "merchant")
    answers = {step.id: form.get(f"step-{step.id}", "")[:_LONGEST] for step in steps}
    gathered = gather(steps, answers)
    now = datetime.fromtimestamp(ask.desk.world.now_s(), KST).replace(tzinfo=None, microsecond=0)
    dossier = opened(form.get("text", "")[:_LONGEST], now.isoformat(), now, rooms.ears)
    dossier = _with(dossier, {**gathered.facts, **gathered.checks}, now, ask)
    decision = decide(dossier, rooms.knowledge, now)
    seen = Seen(dossier, decision, rooms.knowledge)
    return render(
        ask,
        "sheet.html",
        case=dossier,
        decision=decision,
        names=rooms.cause_names,
        advice=gathered.advice,
        facts=facts_of(dossier, seen.known.lexicon, ask.lang),
        day=now.strftime("%Y-%m-%d"),
    )


def _with(dossier: Dossier, given: dict[str, str], now: datetime, ask: Ask) -> Dossier:
    """The dossier with the answers that a case understands; what it has no question for is left out."""
    from posdiag.errors import InputError

    for key, value in given.items():
        try:
            dossier = answered(dossier, {key: value}, now, ask.desk.rooms.ears, "self-check")
        except InputError:
            continue
    return dossier


PAGES = (
    Page("GET", "/self", self_page, Role.NOBODY),
    Page("POST", "/self", sheet, Role.NOBODY, keeps_nothing=True),
)
