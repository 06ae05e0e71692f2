"""A statement on the page of a case: pasted or sent as a file, and what was wrong with it."""

from __future__ import annotations

from aiohttp import web

from posdiag.errors import PosdiagError
from posdiag.web import guard
from posdiag.web.api.advice import payments_of
from posdiag.web.api.cases import working
from posdiag.web.casework import number_of
from posdiag.web.failure import Failure, of_posdiag
from posdiag.web.pages import work
from posdiag.web.pages.page import Form, Page, see
from posdiag.web.route import Ask
from posdiag.web.upload import discard, receive

#: Bytes of a statement, pasted or in a file; years of a card's payments are less.
MOST_BYTES = 2_000_000


async def attach(ask: Ask, form: Form) -> web.StreamResponse:
    """The statement of the form, kept with the case; what is wrong with it is told on the case's page."""
    number = number_of(ask.path("id"))
    ask.about(f"case {number}")
    try:
        read = await payments_of(ask, await _given(ask), "form.text")
        await working(ask, lambda cases: cases.statement(number, read))
    except (Failure, PosdiagError) as error:
        failure = error if isinstance(error, Failure) else of_posdiag(error)
        if failure.code in ("refused", "conflict", "too_large"):
            return await work.show(ask, number, failure.message(ask.lang), failure.status)
        raise
    return see(f"/cases/{number}#statement")


async def _given(ask: Ask) -> str | bytes:
    """What was pasted, or else the bytes of the file, which is gone after that."""
    got = await receive(ask.request, MOST_BYTES, MOST_BYTES)
    try:
        guard.check_csrf(ask.desk, ask.request, ask.session, got.texts.get("csrf", ""), form=True)
        pasted = got.texts.get("text", "")
        return pasted if pasted.strip() or got.path is None else got.path.read_bytes()
    finally:
        discard(got.path)


PAGES = (Page("POST", "/cases/{id}/statement", attach, form=False),)
