"""What comes of a call: the cause or that it cannot be told, what to say now, what to do, whom to call,
what never.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from posdiag.checks.check import OPEN, Checks
from posdiag.checks.state import State
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.entitle.enquiries import ENQUIRIES, Enquiries, Routed, route_enquiry
from posdiag.entitle.question import Ruling
from posdiag.entitle.rulebook import Rulebook
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.choose import STANDING_ORDER, standing_order
from posdiag.guidance.guide import guide
from posdiag.intake.advice import CallAdvice, Entry, advice_for
from posdiag.intake.ask_next import Question, missing, next_question
from posdiag.intake.contradict import Contradiction, contradictions
from posdiag.intake.dossier import Dossier
from posdiag.intake.entitlement import ruling
from posdiag.intake.facts import value_of
from posdiag.intake.judge import answer_of, judge
from posdiag.intake.lexicon import Field, Lexicon

#: So many causes are told, and none less likely than this but the first.
MOST_CAUSES, LEAST_SHARE = 4, 0.05
#: More is not read aloud.
MOST_CARDS = 3

#: Kinds of the intake that cards call otherwise.
_KINDS = {"special": ""}

#: (cause, card) -> how often the advice worked and failed in closed cases.
Counts = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a decision is made from, beside the dossier."""

    causes: CauseTable
    checks: Checks
    cards: Cards
    lexicon: Lexicon
    advice: tuple[Entry, ...]
    book: Rulebook
    counts: Counts
    enquiries: Enquiries | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`answer` is a cause or `unknown`. `say` are cards in words for the caller, `do` those for the agent and
    technician. `missing` are facts that nobody told, `ask` the next question, None where none is left.
    """

    answer: str
    ranked: tuple[tuple[str, float], ...]
    money: str
    state: State
    say: tuple[Card, ...]
    do: tuple[Card, ...]
    told: CallAdvice
    ask: Question | None
    missing: tuple[Field, ...]
    contradictions: tuple[Contradiction, ...]
    ruling: Ruling | None = None
    routed: Routed | None = None  # who and what answers, where the call is a question


def decide(dossier: Dossier, known: Knowledge, now: datetime) -> Decision:
    """The decision for what is known by now; `now` is the caller's time, without zone."""
    state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
    answer = answer_of(state)
    party = known.causes[answer].party if answer in known.causes else ""
    return Decision(
        answer=answer,
        ranked=_ranked(state),
        money=state.money,
        state=state,
        say=tuple(_said(dossier, state, answer, known))[: MOST_CARDS + 1],
        do=tuple(_done(dossier, answer, known))[: MOST_CARDS + 1],
        told=advice_for(known.advice, answer, party),
        ask=next_question(dossier, state, known.causes, known.checks, known.lexicon),
        missing=tuple(missing(dossier, state, known.causes, known.lexicon)),
        contradictions=contradictions(dossier, now, known.lexicon, known.book.programmes),
        ruling=ruling(dossier, known.book, known.lexicon),
        routed=_routed(dossier, answer, known),
    )


def _routed(dossier: Dossier, answer: str, known: Knowledge) -> Routed | None:
    """Who answers a question that is no payment error, and with which rules."""
    if answer not in ENQUIRIES or known.enquiries is None:
        return None
    value = known.lexicon.fields["programme"].value(value_of(dossier.facts, "programme"))
    programme = value.rules if value is not None and value.rules in known.book.programmes else ""
    return route_enquiry(known.enquiries, known.book, answer, programme, dossier.opened[:10])


def _ranked(state: State) -> tuple[tuple[str, float], ...]:
    likely = state.likeliest(MOST_CAUSES)
    return tuple(
        (cause, round(share, 4))
        for number, (cause, share) in enumerate(likely)
        if not number or share >= LEAST_SHARE
    )


def _said(dossier: Dossier, state: State, answer: str, known: Knowledge) -> Iterator[Card]:
    """Words for the caller: the standing order first where money may be open."""
    listener = "customer" if value_of(dossier.facts, "caller") == "customer" else "merchant"
    first = list(standing_order(known.cards)) if _money_first(answer, state) else []
    told = [card for card in first if card.audience == listener] or [
        card for card in first if card.audience == "merchant"
    ]
    yield from told[:1]
    cards = _best(dossier, answer, listener, known) or _best(dossier, answer, "merchant", known)
    yield from (card for card in cards if all(card.id != other.id for other in told[:1]))


def _money_first(answer: str, state: State) -> bool:
    """Whether a sale may be out whose end nobody knows: not where it is known to be approved otherwise."""
    family = answer.partition(".")[0]
    return family == "txn" or (state.money == OPEN and family in ("comm", "host", UNKNOWN))


def _done(dossier: Dossier, answer: str, known: Knowledge) -> Iterator[Card]:
    yield from _best(dossier, answer, "agent", known)[:MOST_CARDS]
    by_customer = value_of(dossier.facts, "caller") == "customer"
    if answer != UNKNOWN and answer not in ENQUIRIES and not by_customer:
        yield from _best(dossier, answer, "technician", known)[:1]


def _best(dossier: Dossier, cause: str, audience: str, known: Knowledge) -> list[Card]:
    """Cards of a cause that fit instrument, route and money, those first that have helped most often."""
    instrument = value_of(dossier.facts, "instrument")
    place = known.lexicon.fields["place"].value(value_of(dossier.facts, "place"))
    route = place.route if place else ""
    words = known.book.words
    charged = value_of(dossier.facts, "charged")
    state = ("more" if charged == "twice" else "not-more") if charged else ""
    cards = [
        card
        for card in guide(known.cards, words, cause, audience, _KINDS.get(instrument, instrument), route)
        if not card.id.startswith(STANDING_ORDER) and card.charged in ("", state)
    ]
    return sorted(
        cards,
        key=lambda card: (
            -_worth(known.counts.get((cause, card.id), (0, 0))),
            bool(card.instruments) and not instrument,
        ),
    )


def _worth(count: tuple[int, int]) -> float:
    """How often advice helps, by what closed cases tell (Laplace: one of each before any)."""
    worked, failed = count
    return (worked + 1) / (worked + failed + 2)
