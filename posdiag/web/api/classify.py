"""API: a message, a code or a caller's sentence into causes, questions and guidance."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from aiohttp import web

from posdiag.guidance.cards import Card
from posdiag.guidance.choose import fitting_cards
from posdiag.web.api.library import CardShown, Texts, card_shown
from posdiag.web.desk import Desk
from posdiag.web.route import JSON, Answer, Ask, Body, Query, Route, encoded

SCHEMA = "posdiag/classification/1"
#: Cards told for each audience.
_MOST_CARDS = 2


class ClassifyBody(Body):
    """The text as it was seen or heard, garbled or not. `scheme` is whose codes are in it, if known."""

    text: Annotated[str, msgspec.Meta(max_length=20_000)]
    scheme: Annotated[str, msgspec.Meta(max_length=60)] = ""


class RankedShown(Answer):
    cause: str
    probability: float
    name: Texts
    why: list[Texts]


class Classified(Answer):
    """DESIGN 6: `answer` is a cause or `unknown`; `repair` names how garbled text was mended."""

    schema: str
    text: str
    read_as: str
    repair: str | None
    answer: str
    causes: list[RankedShown]
    ask: list[Texts]
    guidance: list[CardShown]
    warnings: list[Texts]
    codes: list[dict[str, Any]]


class CodesQuery(Query):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    scheme: Annotated[str, msgspec.Meta(max_length=60)] = ""


class CodesShown(Answer):
    """What a response code means, in each scheme that has it."""

    code: str
    readings: list[dict[str, Any]]


#: Answers remembered as they are sent: terminals show the same messages again and again.
_MOST_REMEMBERED = 2_048


async def classify(ask: Ask) -> web.Response:
    body, answers = ask.body, ask.desk.answers
    key = (body.text, body.scheme)
    answer = answers.get(key)
    if answer is None:
        answer = encoded(classified(ask.desk, body.text, body.scheme))
        answers[key] = answer
        if len(answers) > _MOST_REMEMBERED:
            del answers[next(iter(answers))]
    return web.Response(body=answer, content_type=JSON, charset="utf-8")


def classified(desk: Desk, text: str, scheme: str = "") -> Classified:
    """The classification of a text; InputError for a scheme that there is not."""
    rooms = desk.rooms
    made = rooms.classifier.classify(text, scheme=scheme) if scheme else rooms.classified(text)
    names = rooms.cause_names
    cards = guidance_for(desk, made.answer)
    return Classified(
        schema=SCHEMA,
        text=made.text,
        read_as=made.read_as,
        repair=made.repair,
        answer=made.answer,
        causes=[
            RankedShown(
                cause=one.cause,
                probability=one.probability,
                name=dict(names.get(one.cause, {})),
                why=[dict(texts) for texts in one.why],
            )
            for one in made.causes
        ],
        ask=[dict(card.text) for card in cards if card.kind == "question"],
        guidance=[card_shown(card) for card in cards],
        warnings=[dict(one.text) for one in made.warnings],
        codes=[_reading(one) for one in made.readings],
    )


def guidance_for(desk: Desk, cause: str) -> tuple[Card, ...]:
    """The cards of a cause, remembered: they are the same for every caller."""
    found = _CARDS.get(cause)
    if found is None:
        chosen: list[Card] = []
        for audience in ("merchant", "agent", "technician"):
            chosen += fitting_cards(desk.rooms.cards, cause, audience, None)[:_MOST_CARDS]
        found = _CARDS[cause] = tuple(chosen)
    return found


_CARDS: dict[str, tuple[Card, ...]] = {}


def _reading(one: Any) -> dict[str, Any]:
    return {
        "scheme": one.scheme,
        "code": one.code,
        "layer": one.layer,
        "cause": one.cause,
        "message": dict(one.message),
        "reason": dict(one.reason),
        "source": one.source,
    }


async def codes(ask: Ask) -> CodesShown:
    """The readings of a code; none where no scheme has it."""
    text = f"응답코드 {ask.query.code}"
    made = ask.desk.rooms.classifier.classify(text, scheme=ask.query.scheme or None)
    return CodesShown(code=ask.query.code, readings=[_reading(one) for one in made.readings])


ROUTES = (
    Route("POST", "/classify", "classify", classify, "A message, code or sentence into causes", "classify",
          body=ClassifyBody, answer=Classified),
    Route("GET", "/codes", "codes", codes, "What a response code means", "classify", query=CodesQuery,
          answer=CodesShown),
)  # fmt: skip
