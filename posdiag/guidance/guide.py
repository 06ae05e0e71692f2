"""The cards for a cause that somebody named, without a replay: by audience, instrument and way of paying."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.entitle.vocabulary import Sort, Vocabulary
from posdiag.guidance.cards import READERS, Card, Cards
from posdiag.guidance.choose import standing_order
from posdiag.marked import Faults
from posdiag.worded import worded

#: Causes that leave open whether money went: the standing order comes before any other advice.
_OPEN_MONEY = (
    *("comm", "host.unavailable", "host.busy", "host.internal", "unknown"),
    *("txn.duplicate", "txn.late_response", "txn.reversal_failed", "txn.stan_reuse"),
)
_KIND_ORDER = {"workaround": 0, "question": 1, "fix": 2}


def guide(
    cards: Cards,
    words: Vocabulary,
    cause: str,
    audience: str = "",
    instrument: str = "",
    route: str = "",
) -> tuple[Card, ...]:
    """The cards to read, in order: the standing order where money may be open, then the narrowest first.

    Empty `audience`: all of them. Cards for one instrument or route are shown where it is that one; where
    the instrument is not known, all of its cards, and where the route is not, none of its.
    """
    chosen: list[Card] = []
    for reader in (audience,) if audience else READERS:
        if leaves_money_open(cause):
            chosen += [card for card in standing_order(cards) if card.audience == reader]
        fitting = [card for card in _of(cards, cause, reader) if _fits(card, words, instrument, route)]
        fitting.sort(key=lambda card: (not card.routes, _width(card, instrument), _KIND_ORDER[card.kind]))
        chosen += [card for card in fitting if card not in chosen]
    return tuple(chosen)


def leaves_money_open(cause: str) -> bool:
    """Whether a cause leaves open if the customer was charged."""
    return any(cause == one or cause.startswith(f"{one}.") for one in _OPEN_MONEY)


def lint_routes(cards: Cards, words: Vocabulary) -> Faults:
    """Routes on cards that nobody knows."""
    faults = Faults()
    known = {name for term in words.all(Sort.ROUTE) for name in term.is_}
    for card in cards:
        for route in card.routes:
            if route not in known:
                faults.add(
                    card.place, worded("card `{id}`: no route is called `{route}`", id=card.id, route=route)
                )
    return faults


def _of(cards: Cards, cause: str, audience: str) -> Iterator[Card]:
    """The cards of a cause for an audience, or those of its class where it has none."""
    for id_ in (cause, ".".join(cause.split(".")[:2])):
        found = [card for card in cards.of(id_) if card.audience == audience and _is_shown(card)]
        if found:
            yield from found
            return


def _is_shown(card: Card) -> bool:
    return not card.only_proven and not card.instead_of


def _fits(card: Card, words: Vocabulary, instrument: str, route: str) -> bool:
    if card.instruments and instrument and instrument not in card.instruments:
        return False
    if not card.routes:
        return True
    return bool(route) and words.term(Sort.ROUTE, route).is_one_of(card.routes) is True


def _width(card: Card, instrument: str) -> int:
    """Cards for one instrument before those for all, where the instrument is known."""
    return 0 if instrument and card.instruments else 1
