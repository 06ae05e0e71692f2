"""Guidance cards: short advice in Korean and English for one audience, read from data and linted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter

from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.guidance.at_counter import AT_COUNTER
from posdiag.guidance.deeds import SETTINGS, problem_of
from posdiag.guidance.ladders import LADDERS, TIMERS, TOLD
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import DataFile, Roots
from posdiag.worded import worded

KINDS = ("workaround", "fix", "question")
#: Who a diagnosis speaks to; a card for each of them is needed.
AUDIENCES = ("merchant", "technician", "agent")
#: Who cards are written for: a customer is told them by merchant or agent.
READERS = (*AUDIENCES, "customer")
INSTRUMENTS = (
    "coupon-credit",
    "coupon-check",
    "voucher-linked",
    "prepaid",
    "voucher-qr",
    "voucher-barcode",
    "card",
)
LINKS = ("ecr", "agent", "host")

#: What a replay of the deed must come to: the scenario's own expectation, or only safe money.
PASSES = ("expected", "safe")
#: The state of the money that a card speaks of: the customer was charged more than the POS booked, or not.
CHARGED = ("more", "not-more")

#: What may stand under `act:`.
DEEDS = (*SETTINGS, *AT_COUNTER, *LADDERS)

#: Advice is read aloud: longer texts are not heard to the end.
MAX_TEXT = {"ko": 160, "en": 320}


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of advice. Empty `instruments`, `links` or `routes`: it fits all of them.

    `routes` are ways of paying (kiosk, table order, delivery app): a card for one of them needs somebody
    who says where it was paid, so a replay never shows it.

    `act` is the deed that a replay can try, as it stands in the file; `$name` in it is filled from
    the facts of a finding. `passes` says what the replay must come to. A card whose words are true only
    in one state of the money says so in `charged`. `proven` are the words once the deed was proven,
    which name what was done (`{release}`, `{seconds}`, `{firmware}`). A card `only_proven` is not shown
    without proof, and one that stands `instead_of` another only where the deed of that one was refuted.
    """

    id: str
    causes: tuple[str, ...]
    kind: str
    audience: str
    text: Mapping[str, str]
    instruments: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    act: Mapping[str, object] = field(default_factory=dict)
    passes: str = "expected"
    charged: str = ""
    proven: Mapping[str, str] = field(default_factory=dict)
    only_proven: bool = False
    instead_of: str = ""
    place: str = ""


class Cards:
    """All cards, in the order of their files, and by cause."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._cards = tuple(cards)
        self._by_cause: dict[str, list[Card]] = {}
        for card in self._cards:
            for cause in card.causes:
                self._by_cause.setdefault(cause, []).append(card)

    def __iter__(self) -> Iterator[Card]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._cards)

    def of(self, cause: str) -> tuple[Card, ...]:
        """The cards that name this cause itself."""
        return tuple(self._by_cause.get(cause, ()))


def load_cards(roots: Roots, faults: Faults | None = None) -> Cards:
    """The cards of every guidance file.

    Faults go to `faults`; without such a list they are raised together as an InputError.
    """
    collected = Faults() if faults is None else faults
    cards: dict[str, Card] = {}
    for file in roots.files("guidance"):
        for card in _read_file(file, collected):
            if card.id in cards:
                collected.add(
                    card.place, f"card `{card.id}` stands twice", f"the other: {cards[card.id].place}"
                )
            cards.setdefault(card.id, card)
    if faults is None and collected:
        raise InputError(collected.problems)
    return Cards(cards.values())


def _read_file(file: DataFile, faults: Faults) -> list[Card]:
    document = read_yaml(file.path, faults, file.shown_as)
    if document is None:
        return []
    cards = [_read_card(entry) for entry in document.need("cards").items()]
    document.no_other_keys()
    return cards


def _read_card(entry: Marked) -> Card:
    act = entry.get("act")
    card = Card(
        id=entry.need("id").as_text(),
        causes=entry.need("causes").texts(),
        kind=entry.need("kind").as_choice(KINDS, "fix"),
        audience=entry.need("audience").as_choice(READERS, "agent"),
        text=entry.languages("text"),
        instruments=tuple(one.as_choice(INSTRUMENTS, "card") for one in entry.list("instruments")),
        links=tuple(one.as_choice(LINKS, "ecr") for one in entry.list("links")),
        routes=tuple(one.as_text() for one in entry.list("routes")),
        act=_read_act(act),
        passes=entry.choice("passes", PASSES, "expected"),
        charged=entry.choice("charged", CHARGED, ""),
        proven=entry.languages("proven") if entry.get("proven") is not None else {},
        only_proven=entry.flag("only_proven", False),
        instead_of=entry.text("instead_of"),
        place=entry.place,
    )
    for lang, most in MAX_TEXT.items():
        if max(len(card.text.get(lang, "")), len(card.proven.get(lang, ""))) > most:
            entry.fault(
                worded("the `{lang}` text is longer than {most} characters", lang=lang, most=most),
                worded("it is read aloud: make it short"),
            )
    entry.no_other_keys()
    return card


def _read_act(act: Marked | None) -> Mapping[str, object]:
    if act is None:
        return {}
    for key, value in act.pairs():
        if key not in DEEDS:
            value.fault(
                worded("no deed is called `{key}`", key=key), worded("known: {deeds}", deeds=", ".join(DEEDS))
            )
    plain = act.plain()
    return plain if isinstance(plain, dict) else {}


def lint_cards(cards: Cards, causes: CauseTable) -> Faults:
    """What is wrong with the cards as a whole: unknown causes, causes or audiences without a card."""
    faults = Faults()
    for card in cards:
        for cause in card.causes:
            if cause not in causes:
                faults.add(
                    card.place, worded("card `{id}` names no known cause: `{cause}`", id=card.id, cause=cause)
                )
        wrong = problem_of(card.act.get("traits", {}))
        if wrong is not None:
            faults.add(card.place, worded("card `{id}`: {what}", id=card.id, what=wrong.what), wrong.remedy)
        for what, remedy in _problems_of_deed(card, {other.id for other in cards}):
            faults.add(card.place, worded("card `{id}`: {what}", id=card.id, what=what), remedy)
    for cause in causes.ids():
        audiences = {card.audience for card in cards.of(cause) if not (card.only_proven or card.routes)}
        for audience in AUDIENCES:
            if audience not in audiences:
                faults.add(
                    "profiles/guidance",
                    worded("no card for `{cause}` and the {audience}", cause=cause, audience=audience),
                    worded("write one"),
                )
    return faults


def _problems_of_deed(card: Card, known: set[str]) -> Iterator[tuple[str, str]]:
    """(what, remedy) of deed and words that do not go together."""
    ladders = [name for name in card.act if name in LADDERS]
    if len(ladders) > 1:
        yield (
            worded("`{ladders}` in one deed", ladders="` and `".join(ladders)),
            worded("one that has several rungs is enough"),
        )
    told = TOLD[ladders[0]] if ladders else frozenset()
    for lang, text in card.proven.items():
        blanks = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if not blanks <= told:
            yield (
                worded(
                    "the `{lang}` words under `proven` name {blanks}", lang=lang, blanks=sorted(blanks - told)
                ),
                worded("told: {told}", told=sorted(told)),
            )
    if (card.proven or card.only_proven) and not card.act:
        yield worded("it cannot be proven"), worded("write `act:`, or no `proven` and no `only_proven`")
    if card.instead_of and card.instead_of not in known:
        yield (
            worded("it stands instead of no known card: `{instead_of}`", instead_of=card.instead_of),
            worded("give the id of a card"),
        )
    timer = card.act.get("timer")
    if timer is not None and timer not in TIMERS:
        yield (
            worded("no timer to raise is called `{timer}`", timer=timer),
            worded("known: {timers}", timers=", ".join(TIMERS)),
        )
