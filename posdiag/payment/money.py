"""The account of the money after a replay: what the customer was charged and what the POS believes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Belief(StrEnum):
    """What the POS believes of the sale."""

    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"


#: The beliefs in words for people.
BELIEF_WORDS: Mapping[Belief, Mapping[str, str]] = {
    Belief.APPROVED: {"ko": "승인", "en": "approved"},
    Belief.DECLINED: {"ko": "거절", "en": "declined"},
    Belief.UNKNOWN: {"ko": "알 수 없음", "en": "unknown"},
}


class SeenBy(StrEnum):
    """What an account rests on: the issuer's statement, or only the messages seen."""

    STATEMENT = "statement"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """The money of one replay, won.

    `charges` counts approvals that are still live; `charged_krw` is their sum, `from_purse` where it
    came from (empty where nobody can tell: an approval does not say). `booked_krw` is what the POS has
    in its own books; `agrees` says whether books and charges are the same.
    """

    charges: int
    charged_krw: int
    from_purse: Mapping[str, int] = field(default_factory=dict)
    pos_believes: Belief = Belief.UNKNOWN
    booked_krw: int = 0
    agrees: bool = True
    seen_by: SeenBy = SeenBy.MESSAGES
