"""Choose the cards that fit the likely causes, this POS, this instrument and the state of the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import CauseShare
from posdiag.guidance.cards import AUDIENCES, Card, Cards
from posdiag.payment.money import Belief

#: Causes less likely than this get no advice, save the first.
LEAST_PROBABILITY = 0.1
MAX_CAUSES = 3
#: More cards than this for one audience are not read.
MAX_PER_AUDIENCE = 4

#: A first cause at least this likely needs no trying of others.
DECIDED = 0.6

UNKNOWN = "unknown"
#: Cards for any payment whose money may be open: inquire, reverse, and only then retry.
STANDING_ORDER = "standing-order"

_KIND_ORDER = {"workaround": 0, "question": 1, "fix": 2}


def choose(cards: Cards, causes: Sequence[CauseShare], case: Case) -> tuple[tuple[Card, str], ...]:
    """(card, cause it is for) for each audience, the likeliest cause first.

    A detail without a fitting card for an audience borrows that of its class. Where money may be
    open the standing order comes first of all.
    """
    chosen: list[tuple[Card, str]] = []
    if money_may_be_open(case):
        chosen += [(card, causes[0].cause if causes else UNKNOWN) for card in standing_order(cards)]
    for audience in AUDIENCES:
        room = MAX_PER_AUDIENCE
        for card, cause in _for_audience(cards, causes, case, audience):
            if room and all(card is not other for other, _ in chosen):
                chosen.append((card, cause))
                room -= 1
    return tuple(chosen)


def less_likely_fixes(cards: Cards, causes: Sequence[CauseShare], case: Case) -> tuple[tuple[Card, str], ...]:
    """(card, cause) of settings to try where the evidence does not decide: only a replay may offer them."""
    if not causes or causes[0].probability >= DECIDED:
        return ()
    fixes = []
    for share in causes[1:]:
        for card in fitting_cards(cards, share.cause, "technician", case):
            if card.act and card.passes == "expected":
                fixes.append((card, share.cause))
    return tuple(fixes)


def only_where_proven(cards: Cards, causes: Sequence[CauseShare], case: Case) -> tuple[tuple[Card, str], ...]:
    """(card, cause) of deeds that may help whatever a text could say: only a replay may offer them."""
    return tuple(
        (card, share.cause)
        for share in _likely(causes)
        for audience in AUDIENCES
        for card in fitting_cards(cards, share.cause, audience, case, only_proven=True)
    )


def instead_of(cards: Cards, refuted: Card) -> tuple[Card, ...]:
    """What is said where the deed of a card was refuted."""
    return tuple(card for card in cards if card.instead_of == refuted.id)


def standing_order(cards: Cards) -> tuple[Card, ...]:
    """Inquire, reverse, retry: the order of every advice about open money (DESIGN 3)."""
    return tuple(card for card in cards if card.id.startswith(STANDING_ORDER) and not card.instead_of)


def money_may_be_open(case: Case) -> bool:
    """A sale is out without a known end, or charges and books differ."""
    return (case.money.pos_believes is Belief.UNKNOWN and bool(case.sales)) or not case.money.agrees


def _for_audience(
    cards: Cards, causes: Sequence[CauseShare], case: Case, audience: str
) -> Iterator[tuple[Card, str]]:
    for share in _likely(causes):
        fitting = fitting_cards(cards, share.cause, audience, case)
        yield from ((card, share.cause) for card in fitting)


def _likely(causes: Sequence[CauseShare]) -> list[CauseShare]:
    return [c for i, c in enumerate(causes[:MAX_CAUSES]) if i == 0 or c.probability >= LEAST_PROBABILITY]


def fitting_cards(
    cards: Cards, cause: str, audience: str, case: Case | None, only_proven: bool = False
) -> list[Card]:
    """Cards of a cause, or of its class where it has none, for one audience: what to do now first.

    `only_proven`: those that are shown with a proof alone, else all others.
    """
    parts = cause.split(".")
    for id_ in (cause, ".".join(parts[:2])):
        found = [c for c in cards.of(id_) if c.audience == audience and (case is None or _fits(c, case))]
        found = [card for card in found if card.only_proven is only_proven and not card.instead_of]
        # nothing that a replay or a check sees says on which route it was paid
        found = [card for card in found if not (card.routes or card.id.startswith(STANDING_ORDER))]
        if found:
            return sorted(found, key=lambda card: (_KIND_ORDER[card.kind], "agent" not in card.links))
    return []


def _fits(card: Card, case: Case) -> bool:
    instrument = case.instrument
    if card.instruments and instrument is not None and instrument.kind not in card.instruments:
        return False
    more = case.money.charged_krw > case.money.booked_krw
    if card.charged and (card.charged == "more") is not more:
        return False
    link = "host" if case.speaks_to_host else "ecr" if case.acknowledges else "agent"
    return not card.links or link in card.links
