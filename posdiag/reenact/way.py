"""A way to re-enact a cause, and its parameters: what is usual in the field, and how wide it may be.

A way names faults of the simulated world, settings of the POS, the state of what the customer shows, how it
is paid, the shop as the VAN has it, the day, or further steps of the cashier; `{name}` in it is filled from
a parameter.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: What a cashier may do after the scenario: cancel the first sale, or ask about it.
THEN = ("cancel", "balance", "inquire")
#: What a way may say of the payments: way of reading, instalment code, and name and class of the goods.
STEP_KEYS = ("entry", "instalment", "goods", "tags")

_SLOT = re.compile(r"\{([a-z_]+)\}")


class Breadth(StrEnum):
    """Where a parameter is drawn from: what is usual, or all that is plausible."""

    USUAL = "usual"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Span:
    """A whole number from a least to a most, both included. `by_factor`: each order of magnitude alike."""

    usual: tuple[int, int]
    wide: tuple[int, int]
    by_factor: bool = False

    def draw(self, rng: random.Random, breadth: Breadth) -> str:
        least, most = self.wide if breadth is Breadth.WIDE else self.usual
        if self.by_factor and least > 0:
            return str(min(most, max(least, round(least * math.pow(most / least, rng.random())))))
        return str(rng.randint(least, most))

    def typical(self) -> str:
        least, most = self.usual
        middle = math.sqrt(least * most) if self.by_factor and least > 0 else (least + most) / 2
        return str(round(middle))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts; one that stands twice is drawn twice as often. The first is the typical one."""

    usual: tuple[str, ...]
    wide: tuple[str, ...]

    def draw(self, rng: random.Random, breadth: Breadth) -> str:
        return rng.choice(self.wide if breadth is Breadth.WIDE else self.usual)

    def typical(self) -> str:
        return self.usual[0]


Parameter = Span | Choice


@dataclass(frozen=True, slots=True)
class Way:
    """One way to re-enact one cause. Empty `links`, `kinds` or `scenarios`: it makes sense on all of them.

    `links` are ecr, host, agent; `kinds` those of instruments; `scenarios` ids; `needs` abilities of the
    release; `where` traits with the values that they may have, by path. `step` says how the payments are
    made (STEP_KEYS), `media` what the instrument has. `then` are further deeds of the cashier after all else
    (THEN), each about the first sale. `also` are causes that the way sets off beside its own, since it needs
    them to show itself; `seen_with` are the channels of which it takes one to see it at all; `papers` are
    keys of the shop that its own papers have as the VAN has them.
    """

    id: str
    cause: str
    faults: tuple[str, ...] = ()
    traits: Mapping[str, object] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)
    balances: Mapping[str, str] = field(default_factory=dict)
    shop: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    step: Mapping[str, str] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    seen_with: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    place: str = ""

    @property
    def name(self) -> str:
        return f"{self.cause}/{self.id}"

    def draw(self, rng: random.Random, breadth: Breadth) -> Mapping[str, str]:
        """Values for all parameters, by chance."""
        return {name: parameter.draw(rng, breadth) for name, parameter in self.parameters.items()}

    def typical(self) -> Mapping[str, str]:
        """The value of each parameter that is tried first."""
        return {name: parameter.typical() for name, parameter in self.parameters.items()}


@dataclass(frozen=True, slots=True)
class Reenactment:
    """How a cause is re-enacted, and by what it is told from its neighbours.

    `told_by` are codes of findings. `apart` says in words how it is told apart, and where it cannot be.
    `not_here` says why nothing can re-enact the cause; then there are no ways.
    """

    cause: str
    ways: tuple[Way, ...] = ()
    told_by: tuple[str, ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)
    not_here: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


def slots_of(text: str) -> tuple[str, ...]:
    """The parameters that a text names."""
    return tuple(_SLOT.findall(text))


def filled(value: object, values: Mapping[str, str]) -> object:
    """The same value with each `{name}` filled in."""
    if isinstance(value, Mapping):
        return {key: filled(member, values) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [filled(member, values) for member in value]
    return _SLOT.sub(lambda match: values.get(match.group(1), match.group()), str(value))
