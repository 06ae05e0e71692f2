"""One question about a programme, with what is known of the case, and the answer with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from posdiag.payment.programme import Conflict, Grade, Rule


class Do(StrEnum):
    """What somebody wants to do with the coupon."""

    PAY = "pay"
    CANCEL = "cancel"  # take a whole payment back
    PARTIAL_CANCEL = "partial-cancel"
    REFUND = "refund"  # get money for it


class May(StrEnum):
    """The answer. `depends`: a fact is unknown, sources disagree, the source says "may", or none says."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what is known of the case; None where it is not known.

    `date` is the day (or minute) of the deed in ISO form, `paid_on` the day of the payment that is to be
    undone. `items` are the classes of goods in the basket. `direct_store`: run by the company itself.
    `enrolled`: registered with the programme. `listed`: on the published list of exceptions.
    """

    programme: str
    date: str
    do: Do = Do.PAY
    instrument: str | None = None
    purse: str | None = None
    route: str | None = None
    sector: str | None = None
    annual_sales_krw: int | None = None
    shop_region: str | None = None
    holder_region: str | None = None
    hq_region: str | None = None
    items: frozenset[str] | None = None
    direct_store: bool | None = None
    enrolled: bool | None = None
    listed: bool | None = None
    amount_krw: int | None = None
    paid_on: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says of the case. `unknown` names the fact of the question that it lacks."""

    rule: Rule
    may: May
    programme: str
    unknown: str = ""
    disputed: tuple[Conflict, ...] = ()  # sources that decide otherwise


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the answer depends on, the question to ask for it, and the rules that need it."""

    fact: str
    ask: Mapping[str, str]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer and why. `because` are the rules that decide it, or all rules asked where it is `yes`.

    `on` is what it depends on, what to ask first at the front. `conflicts` are sources that disagree
    about a rule among `because`; `notes` inform. `grade` is the weakest source among the deciding rules,
    None where no rule was found.
    """

    question: Question
    may: May
    on: tuple[Missing, ...]
    because: tuple[Said, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[Rule, ...]
    grade: Grade | None

    @property
    def sourced(self) -> bool:
        """Whether an authoritative or other source was found that speaks to the question at all."""
        return any(said.rule.found for said in self.because)
