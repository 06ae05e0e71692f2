"""What is odd about a statement: the rows, the cause of the taxonomy, how sure, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Weights as in replays: money lost or charged twice is critical.
SEVERITIES = ("critical", "error", "warning", "note")

DUPLICATE = "txn.duplicate"
NOT_RESTORED = "txn.reversal_failed"
NOT_APPLIED = "coupon.not_applied"
SHORT = "coupon.insufficient_balance"
LAG = "txn.balance_lag"
NO_ORIGINAL = "txn.original_not_found"
CANCELLED_TWICE = "txn.already_cancelled"
FRAUD = "fraud.suspected"


@dataclass(frozen=True, slots=True)
class Odd:
    """One finding. `lines` name its rows, `probability` how likely the cause is the right reading.

    `kind` is what was seen, finer than the cause. `why` are the signs that speak for it.
    """

    kind: str
    cause: str
    severity: str
    probability: float
    lines: tuple[int, ...]
    text: Mapping[str, str]
    why: tuple[Mapping[str, str], ...] = ()
    do: tuple[Mapping[str, str], ...] = field(default=())

    @property
    def strength(self) -> str:
        """How sure, in a word: almost-certain, likely, possible or weak."""
        for word, least in (("almost-certain", 0.85), ("likely", 0.65), ("possible", 0.4)):
            if self.probability >= least:
                return word
        return "weak"
