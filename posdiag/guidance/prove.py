"""Proof by replay: the failing case again, with the advice taken, under three seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from posdiag.payment.money import BELIEF_WORDS, Belief
from posdiag.record import Proof, ProofStatus, Verdict
from posdiag.replay.variant import Variant

#: Replays beside the one under the seed of the case: chance must not prove anything.
MORE_SEEDS = 2


@dataclass(frozen=True, slots=True)
class Replayed:
    """What one replay came to."""

    verdict: Verdict
    believes: Belief
    charges: int
    charged_krw: int
    agrees: bool
    ended_well: bool = False  # outcome and money as the scenario expects, whatever else was found

    @property
    def safe(self) -> bool:
        """No money is open: the POS knows how the sale ended, and books and charges agree."""
        return self.agrees and self.believes is not Belief.UNKNOWN

    def line(self) -> Mapping[str, str]:
        """One line for a report, in each language."""
        ko = "장부 일치" if self.agrees else "장부 불일치"
        en = "books agree" if self.agrees else "books do not agree"
        return {
            "ko": f"{BELIEF_WORDS[self.believes]['ko']}, 청구 {self.charges}건, {self.charged_krw:,}원, {ko}",
            "en": f"{self.believes.value}, {self.charges} charge(s), {self.charged_krw:,} won, {en}",
        }


Replay = Callable[[Variant, int], Replayed]


def prove(variant: Variant | None, before: Replayed, replay: Replay | None, seed: int, passes: str) -> Proof:
    """Replay the case with the advice taken; proven only if every replay passes.

    `passes`: `expected` wants outcome and money as the scenario expects them, `safe` only that no
    money is open. Advice need not mend what else is wrong with a release.
    """
    if variant is None or replay is None:
        return Proof(ProofStatus.NOT_REPLAYABLE)
    after = before
    for number in range(1 + MORE_SEEDS):
        after = replay(variant, seed + number)
        if not _passed(after, passes):
            return Proof(ProofStatus.REFUTED, before.line(), after.line())
    return Proof(ProofStatus.PROVEN, before.line(), after.line())


def _passed(after: Replayed, passes: str) -> bool:
    if passes == "safe":
        return after.safe
    return after.verdict is Verdict.COMPATIBLE or after.ended_well
