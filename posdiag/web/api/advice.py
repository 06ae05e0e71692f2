"""API: statements read for what is odd about them, and the terms of the field in plain words."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import msgspec

from posdiag.guidance.terms import Term
from posdiag.report.stated import statement_object
from posdiag.statement.examine import examine
from posdiag.statement.payment import Statement
from posdiag.statement.read import read_statement
from posdiag.web.api.cases import shown
from posdiag.web.api.library import Texts
from posdiag.web.casework import number_of
from posdiag.web.failure import Failure, Phrase
from posdiag.web.people import Role
from posdiag.web.route import Answer, Ask, Body, Query, Route


class StatementBody(Body):
    """A list of payments or pasted messages, as a bank or app shows them. Nothing of it is kept."""

    text: Annotated[str, msgspec.Meta(max_length=200_000)]
    holder_region: Annotated[str, msgspec.Meta(max_length=80)] = ""
    expect_coupon: bool = False


class CaseStatement(Body):
    """A list of payments or pasted messages, of which the payments are kept with the case, masked."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=200_000)]


class TermShown(Answer):
    id: str
    name: Texts
    text: Texts
    words: list[str]


class TermsShown(Answer):
    terms: list[TermShown]


class TermsQuery(Query):
    """`word`: a spelling to look for; all terms without."""

    word: Annotated[str, msgspec.Meta(max_length=80)] = ""


async def statement(ask: Ask) -> Any:
    rooms, body = ask.desk.rooms, ask.body
    regions = rooms.rulebook.regions
    if body.holder_region.strip() and not regions.find(body.holder_region):
        raise Failure("not_found", "body.holder_region", what=body.holder_region)

    def look() -> dict[str, Any]:
        read = read_statement(body.text, regions)
        found = examine(read, regions, body.holder_region.strip(), body.expect_coupon)
        return statement_object(read, found, rooms.cause_names)

    return await asyncio.to_thread(look)  # thousands of rows take a while: others are answered meanwhile


async def case_statement(ask: Ask) -> Any:
    number = number_of(ask.path("id"))
    read = await payments_of(ask, ask.body.text, "body.text")
    return await shown(ask, lambda cases: cases.statement(number, read))


async def payments_of(ask: Ask, given: str | bytes, place: str) -> Statement:
    """The payments of a text or file. Failure `refused` where there is none."""
    read = await asyncio.to_thread(read_statement, given, ask.desk.rooms.rulebook.regions)
    if not read.payments:
        raise Failure("refused", place, what=Phrase("statement.none", {}))
    return read


async def terms(ask: Ask) -> TermsShown:
    known, word = ask.desk.rooms.terms, ask.query.word
    if not word.strip():
        return TermsShown(terms=[_shown(one) for one in known.all])
    found = known.find(word)
    if found is None:
        raise Failure("not_found", "query.word", what=word)
    return TermsShown(terms=[_shown(found)])


def _shown(one: Term) -> TermShown:
    return TermShown(id=one.id, name=dict(one.name), text=dict(one.text), words=list(one.words))


ROUTES = (
    Route("POST", "/statement", "read_statement", statement, "What is odd about a statement", "rules",
          body=StatementBody, answer=dict[str, Any], failures=("not_found",)),
    Route("POST", "/cases/{id}/statement", "case_statement", case_statement, "Attach a statement to a case",
          "cases", body=CaseStatement, answer=dict[str, Any], failures=("conflict",)),
    Route("GET", "/terms", "terms", terms, "The terms of the field in plain words", "rules", Role.NOBODY,
          query=TermsQuery, answer=TermsShown, failures=("not_found",)),
)  # fmt: skip
