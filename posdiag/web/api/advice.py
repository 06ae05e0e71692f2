"""API: statements read for what is odd about them, and the terms of the field in plain words."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from posdiag.guidance.terms import Term
from posdiag.report.stated import statement_object
from posdiag.statement.examine import examine
from posdiag.statement.read import read_statement
from posdiag.web.api.library import Texts
from posdiag.web.failure import Failure
from posdiag.web.people import Role
from posdiag.web.route import Answer, Ask, Body, Query, Route


class StatementBody(Body):
    """A list of payments or pasted messages, as a bank or app shows them. Nothing of it is kept."""

    text: Annotated[str, msgspec.Meta(max_length=200_000)]
    holder_region: Annotated[str, msgspec.Meta(max_length=80)] = ""
    expect_coupon: bool = False


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
    read = read_statement(body.text, regions)
    found = examine(read, regions, body.holder_region.strip(), body.expect_coupon)
    return statement_object(read, found, rooms.cause_names)


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
    Route("GET", "/terms", "terms", terms, "The terms of the field in plain words", "rules", Role.NOBODY,
          query=TermsQuery, answer=TermsShown, failures=("not_found",)),
)  # fmt: skip
