"""What a text came to: the answer, the causes with probabilities and reasons, and what else it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: The answer where nothing supports a cause.
UNKNOWN = "unknown"
#: The "cause" of a code of success.
APPROVED = "approved"

#: A text by language: `ko` and `en`.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cause with its calibrated probability, and the words, codes or rules that speak for it."""

    cause: str
    probability: float
    why: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a code means in one scheme.

    `layer` is transport, agent, terminal or host (VAN, PG or issuer); `also` are causes that the same code
    may stand for; `agrees` whether the rest of the text says the same.
    """

    scheme: str
    code: str
    layer: str
    cause: str
    message: Words
    reason: Words
    source: str
    also: tuple[str, ...] = ()
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    """Something the agent must know of the text itself: `code` for programs, `text` for people."""

    code: str
    text: Words


@dataclass(frozen=True, slots=True)
class Slots:
    """What a text tells besides its cause; empty where it does not. Money in won, times as written.

    `instrument` and `programme` are ids of payment (instrument kinds) and of profiles/programmes;
    `place` is counter, kiosk, table, online, delivery or qr.
    """

    amounts_krw: tuple[int, ...] = ()
    approval_number: str = ""
    scheme: str = ""
    company: str = ""
    instrument: str = ""
    programme: str = ""
    place: str = ""
    when: str = ""

    @property
    def amount_krw(self) -> int | None:
        """The first amount named."""
        return self.amounts_krw[0] if self.amounts_krw else None


@dataclass(frozen=True, slots=True)
class Classification:
    """The whole result. `text` and `read_as` are masked; `causes` are ranked, the likeliest first.

    `repair` names how garbled text was mended (`cp949-as-latin1`, …) or None; `answer` is a cause or
    `unknown`; `alternatives` are other causes that fit about as well, worth telling beside the answer;
    `scheme` is the one that was told or that the text names.
    """

    text: str
    read_as: str
    repair: str | None
    answer: str
    causes: tuple[Ranked, ...]
    readings: tuple[Reading, ...] = ()
    alternatives: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    scheme: str = ""

    @property
    def slots(self) -> Slots:
        """What else the text tells; read from it when it is asked for."""
        from posdiag.classify.slots import slots_of

        return slots_of(self.read_as, self.scheme)

    @property
    def probability(self) -> float:
        """The probability of the answer."""
        return next((one.probability for one in self.causes if one.cause == self.answer), 0.0)
