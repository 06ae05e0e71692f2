"""API: POS profiles, scenarios, causes and guidance cards, as they are shipped."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from posdiag.diagnose.causes import UNKNOWN
from posdiag.guidance.cards import Card
from posdiag.profile.show import list_json, release_json
from posdiag.replay.scenario import Scenario
from posdiag.web.failure import Failure
from posdiag.web.people import Role
from posdiag.web.route import Answer, Ask, Query, Route

Texts = dict[str, str]


class ProfileQuery(Query):
    """`pos` is ID@RELEASE; ids have a slash, so they do not stand in the path."""

    pos: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    resolved: bool = True


class ScenarioShown(Answer):
    """One scenario: `needs` are abilities without which it makes no sense on a release."""

    id: str
    name: Texts
    tags: list[str]
    needs: list[str]
    date: str
    steps: list[dict[str, Any]]
    expect: dict[str, Any]
    source: str


class Scenarios(Answer):
    scenarios: list[ScenarioShown]


class CauseShown(Answer):
    """A cause of the taxonomy."""

    id: str
    party: str
    name: Texts


class Causes(Answer):
    causes: list[CauseShown]


class CardShown(Answer):
    """A guidance card, to be read aloud to `audience`."""

    id: str
    kind: str
    audience: str
    causes: list[str]
    text: Texts


class Cards(Answer):
    cards: list[CardShown]


class CardsQuery(Query):
    cause: Annotated[str, msgspec.Meta(max_length=80)] = ""
    audience: Annotated[str, msgspec.Meta(pattern="^(merchant|technician|agent|)$")] = ""


async def profiles(ask: Ask) -> Any:
    return list_json(ask.desk.rooms.library.products)


async def profile(ask: Ask) -> Any:
    found = ask.desk.rooms.library.select((ask.query.pos,))
    if len(found) != 1:
        raise Failure("not_found", "query.pos", what=ask.query.pos)
    return release_json(found[0], ask.query.resolved)


async def scenarios(ask: Ask) -> Scenarios:
    return Scenarios(scenarios=[scenario_shown(one) for one in ask.desk.rooms.scenarios.values()])


async def scenario(ask: Ask) -> ScenarioShown:
    id_ = ask.path("id")
    found = ask.desk.rooms.scenarios.get(id_)
    if found is None:
        raise Failure("not_found", "path.id", what=id_)
    return scenario_shown(found)


async def causes(ask: Ask) -> Causes:
    rows = [CauseShown(id=one.id, party=one.party, name=dict(one.name)) for one in ask.desk.rooms.causes]
    return Causes(causes=rows)


async def cards(ask: Ask) -> Cards:
    """The cards of a cause, or of an audience, or all."""
    rooms, cause = ask.desk.rooms, ask.query.cause
    if cause and cause != UNKNOWN and cause not in rooms.causes:
        raise Failure("not_found", "query.cause", what=cause)
    chosen = rooms.cards.of(cause) if cause else tuple(rooms.cards)
    wanted = [card for card in chosen if ask.query.audience in ("", card.audience)]
    return Cards(cards=[card_shown(card) for card in wanted if not card.only_proven])


def card_shown(card: Card) -> CardShown:
    return CardShown(
        id=card.id, kind=card.kind, audience=card.audience, causes=list(card.causes), text=dict(card.text)
    )


def scenario_shown(one: Scenario) -> ScenarioShown:
    return ScenarioShown(
        id=one.id,
        name=dict(one.name),
        tags=list(one.tags),
        needs=list(one.needs),
        date=one.date,
        steps=[
            {"do": step.do.value, "amount_krw": step.amount_krw, "entry": step.entry.value, "of": step.of}
            for step in one.steps
        ],
        expect={"outcome": list(one.expect.outcome), "reply": list(one.expect.reply)},
        source=one.source,
    )


ROUTES = (
    Route(
        "GET",
        "/profiles",
        "profiles",
        profiles,
        "POS products and their releases",
        "data",
        answer=dict[str, Any],
    ),
    Route(
        "GET",
        "/profile",
        "profile",
        profile,
        "One release with all its traits",
        "data",
        query=ProfileQuery,
        answer=dict[str, Any],
        failures=("not_found",),
    ),
    Route("GET", "/scenarios", "scenarios", scenarios, "The shipped scenarios", "data", answer=Scenarios),
    Route("GET", "/scenarios/{id}", "scenario", scenario, "One scenario", "data", answer=ScenarioShown),
    Route("GET", "/causes", "causes", causes, "The causes of the taxonomy", "data", answer=Causes),
    Route(
        "GET",
        "/guidance",
        "guidance",
        cards,
        "Guidance cards, to be read aloud",
        "data",
        Role.NOBODY,
        query=CardsQuery,
        answer=Cards,
        failures=("not_found",),
    ),
)
