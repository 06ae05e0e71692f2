"""A check: a question or a deed with its possible answers, and how likely each answer is given a cause."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

KINDS = (
    "question",
    "inquiry",
    "card",
    "terminal",
    "amount",
    "entry",
    "route",
    "probe",
    "device",
    "settings",
    "restart",
    "host",
)
ASKED = ("merchant", "technician", "agent")
#: The account of the money. Closed: nothing of the failed sale is charged or under way; open: something is,
#: or books and charges differ; unclear: nobody has looked yet.
CLOSED, UNCLEAR, OPEN = "closed", "unclear", "open"

#: Everybody may not know: this answers every check and tells nothing.
DONT_KNOW = "dont-know"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `money` is what it says of the account of the money: closed, open, or nothing."""

    id: str
    text: Mapping[str, str]
    money: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What somebody can do next. `likely` maps every cause to the probabilities of the answers, in order.

    `who` is asked or does it; `minutes` is the effort. A check that `pays` sends a payment and is offered
    only once the money is closed; one that is `money_first` comes before others while it is open.
    """

    id: str
    kind: str
    who: str
    minutes: float
    pays: bool
    text: Mapping[str, str]
    answers: tuple[Answer, ...]
    likely: Mapping[str, tuple[float, ...]]
    money_first: bool = False
    source: str = ""
    place: str = ""
    #: The same as `likely` by answer, causes in order; and the entropy of the answer given each cause.
    columns: tuple[tuple[float, ...], ...] = field(init=False, repr=False, compare=False)
    bits: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(zip(*self.likely.values(), strict=True)))
        object.__setattr__(self, "bits", tuple(map(entropy, self.likely.values())))

    def number_of(self, answer: str) -> int:
        """The place of an answer among the answers; KeyError where there is none of that name."""
        for number, one in enumerate(self.answers):
            if one.id == answer:
                return number
        raise KeyError(f"check `{self.id}` has no answer `{answer}`")


class Checks:
    """All checks by id, in the order of their file."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self._by_id = {check.id: check for check in checks}

    def __iter__(self) -> Iterator[Check]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def __getitem__(self, id_: str) -> Check:
        return self._by_id[id_]


def entropy(shares: Iterable[float]) -> float:
    """The entropy of a distribution, in bits, the same in whatever order its shares come."""
    return -math.fsum(share * math.log2(share) for share in shares if share > 0)


def apart(check: Check, one: str, other: str) -> float:
    """How far a check tells two causes apart: 0 for not at all, 1 for always (total variation)."""
    return sum(abs(a - b) for a, b in zip(check.likely[one], check.likely[other], strict=True)) / 2


def inseparable(checks: Checks, causes: Iterable[str], least: float) -> list[tuple[str, str]]:
    """The pairs of causes that no check tells apart by at least `least`."""
    ids = list(causes)
    return [
        (one, other)
        for number, one in enumerate(ids)
        for other in ids[number + 1 :]
        if not any(apart(check, one, other) >= least for check in checks)
    ]
