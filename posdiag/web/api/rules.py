"""API: may a coupon be used, cancelled or refunded here, by dated rules with sources; and the self-check."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from posdiag.checks.selfcheck import steps_for
from posdiag.entitle.decide import may_use
from posdiag.entitle.question import Do, Question, Ruling
from posdiag.entitle.vocabulary import Sort
from posdiag.payment.programme import Rule
from posdiag.web.api.library import Texts
from posdiag.web.casework import KST
from posdiag.web.desk import Desk
from posdiag.web.failure import Failure
from posdiag.web.people import Role
from posdiag.web.route import Answer, Ask, Body, Query, Route

_Name = Annotated[str, msgspec.Meta(max_length=80)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?)?$", max_length=16)]


class MayUseBody(Body):
    """What is asked and what is known; empty or null where it is not known. Names may be words or ids."""

    programme: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    date: _Day = ""
    do: Literal["pay", "cancel", "partial-cancel", "refund"] = "pay"
    instrument: _Name = ""
    purse: _Name = ""
    route: _Name = ""
    sector: _Name = ""
    shop_region: _Name = ""
    holder_region: _Name = ""
    items: Annotated[list[_Name], msgspec.Meta(max_length=50)] | None = None
    annual_sales_krw: Annotated[int, msgspec.Meta(ge=0, le=10**15)] | None = None
    amount_krw: Annotated[int, msgspec.Meta(ge=0, le=10**12)] | None = None
    direct_store: bool | None = None
    enrolled: bool | None = None
    listed: bool | None = None
    paid_on: _Day = ""


class RuleShown(Answer):
    """A rule with where it comes from."""

    id: str
    programme: str
    says: str
    text: Texts
    source: str
    grade: str


class Depends(Answer):
    """A fact that the answer depends on, and how to ask for it."""

    fact: str
    ask: Texts


class Ruled(Answer):
    """`may` is yes, no or depends."""

    programme: str
    may: str
    on: list[Depends]
    because: list[RuleShown]
    notes: list[RuleShown]
    sourced: bool


class ProgrammesShown(Answer):
    programmes: list[dict[str, Any]]
    words: dict[str, list[dict[str, Any]]]


class StepsQuery(Query):
    who: Literal["merchant", "customer"] = "merchant"


class StepsShown(Answer):
    steps: list[dict[str, Any]]


async def ask_rules(ask: Ask) -> Ruled:
    return ruled(ask.desk, ask.body)


def ruled(desk: Desk, body: MayUseBody) -> Ruled:
    """The answer of the rules. Failure for a programme, name or region that nobody knows."""
    book = desk.rooms.rulebook
    programme = book.programme(body.programme)
    if programme is None:
        raise Failure("not_found", "body.programme", what=body.programme)
    today = datetime.fromtimestamp(desk.world.now_s(), KST).date().isoformat()
    for name in ("date", "paid_on"):
        _check_day(getattr(body, name), f"body.{name}")
    asked = Question(
        programme=programme.id,
        date=body.date or today,
        do=Do(body.do),
        instrument=_term(desk, Sort.INSTRUMENT, body.instrument, "instrument"),
        purse=_term(desk, Sort.PURSE, body.purse, "purse"),
        route=_term(desk, Sort.ROUTE, body.route, "route"),
        sector=_term(desk, Sort.SECTOR, body.sector, "sector"),
        annual_sales_krw=body.annual_sales_krw,
        shop_region=_region(desk, body.shop_region, "shop_region"),
        holder_region=_region(desk, body.holder_region, "holder_region"),
        items=None if body.items is None else frozenset(_items(desk, body.items)),
        direct_store=body.direct_store,
        enrolled=body.enrolled,
        listed=body.listed,
        amount_krw=body.amount_krw,
        paid_on=body.paid_on or None,
    )
    return _ruled(may_use(book, asked))


def _check_day(text: str, place: str) -> None:
    if text:
        try:
            datetime.fromisoformat(text)
        except ValueError as error:
            raise Failure("not_found", place, what=text) from error


def _term(desk: Desk, sort: Sort, text: str, name: str) -> str | None:
    if not text.strip():
        return None
    found = desk.rooms.rulebook.words.find(sort, text)
    if found is None:
        raise Failure("not_found", f"body.{name}", what=text)
    return found.id


def _items(desk: Desk, items: list[str]) -> list[str]:
    named = (_term(desk, Sort.ITEM, one, f"items[{number}]") for number, one in enumerate(items))
    return [one for one in named if one is not None]


def _region(desk: Desk, text: str, name: str) -> str | None:
    if not text.strip():
        return None
    if not desk.rooms.rulebook.regions.find(text):
        raise Failure("not_found", f"body.{name}", what=text)
    return text


def _ruled(ruling: Ruling) -> Ruled:
    return Ruled(
        programme=ruling.question.programme,
        may=str(ruling.may),
        on=[Depends(fact=one.fact, ask=dict(one.ask)) for one in ruling.on],
        because=[_rule(said.rule, said.programme, str(said.may)) for said in ruling.because],
        notes=[_rule(rule, ruling.question.programme, "note") for rule in ruling.notes],
        sourced=ruling.sourced,
    )


def _rule(rule: Rule, programme: str, says: str) -> RuleShown:
    return RuleShown(
        id=rule.id, programme=programme, says=says, text=dict(rule.text),
        source=rule.source.text, grade=str(rule.source.grade),
    )  # fmt: skip


async def programmes(ask: Ask) -> ProgrammesShown:
    return listed(ask.desk)


def listed(desk: Desk) -> ProgrammesShown:
    """The programmes, and the words that a question about them may use."""
    book = desk.rooms.rulebook
    rows = [{"id": one.id, "name": dict(one.name)} for one in book.programmes.values() if not one.for_all]
    words = {
        sort.value: [{"id": term.id, "name": dict(term.name)} for term in book.words.all(sort)]
        for sort in Sort
    }
    return ProgrammesShown(programmes=rows, words=words)


async def steps(ask: Ask) -> StepsShown:
    chosen = steps_for(ask.desk.rooms.selfcheck, ask.query.who)
    rows = [
        {
            "id": step.id,
            "text": dict(step.text),
            "free": bool(step.free),
            "answers": [{"id": one.id, "text": dict(one.text)} for one in step.answers],
        }
        for step in chosen
    ]
    return StepsShown(steps=rows)


ROUTES = (
    Route("POST", "/may-use", "may_use", ask_rules, "May it be used, cancelled or refunded here", "rules",
          body=MayUseBody, answer=Ruled, failures=("not_found",)),
    Route("GET", "/programmes", "programmes", programmes, "Programmes, and the words of questions", "rules",
          answer=ProgrammesShown),
    Route("GET", "/self-check", "self_check", steps, "The steps of the self-check", "rules", Role.NOBODY,
          query=StepsQuery, answer=StepsShown),
)  # fmt: skip
