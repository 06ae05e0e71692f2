"""Proof by replay: the failing case again, with the advice taken and without it, under several seeds.

Proven is what passes under every seed, where the case itself fails without it under enough of the same seeds:
advice on a case that comes right by itself proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from posdiag.diagnose.case import Case
from posdiag.guidance.ladders import Rung
from posdiag.payment.money import BELIEF_WORDS, Belief, MoneyAccount
from posdiag.record import Proof, ProofStatus
from posdiag.replay.variant import Variant


@dataclass(frozen=True, slots=True)
class Replayed:
    """What one replay came to. `clean` is known only where it was asked for: judging costs half a replay."""

    money: MoneyAccount
    ended_well: bool = False  # outcome and money as the scenario expects, whatever else was found
    clean: bool = False  # nothing of error or above was found

    @classmethod
    def of(cls, case: Case, clean: bool) -> Replayed:
        """What a case came to."""
        return cls(case.money, case.ended_well, clean)

    @property
    def safe(self) -> bool:
        """No money is open: the POS knows how the sale ended, and books and charges agree."""
        return self.money.agrees and self.money.pos_believes is not Belief.UNKNOWN

    def meets(self, goal: Goal) -> bool:
        match goal:
            case Goal.PAID:
                return self.ended_well
            case Goal.SAFE:
                return self.safe
            case Goal.CLEAN:
                return self.ended_well and self.clean

    def line(self) -> Mapping[str, str]:
        """One line for a report, in each language."""
        money = self.money
        ko = "장부 일치" if money.agrees else "장부 불일치"
        en = "books agree" if money.agrees else "books do not agree"
        belief, won = BELIEF_WORDS[money.pos_believes]["ko"], f"{money.charged_krw:,}"
        return {
            "ko": f"{belief}, 청구 {money.charges}건, {won}원, {ko}",
            "en": f"{money.pos_believes.value}, {money.charges} charge(s), {won} won, {en}",
        }


class Goal(StrEnum):
    """What a replay must come to for the advice to have helped."""

    PAID = "as-expected"  # outcome and money as the scenario has them
    SAFE = "money-safe"  # no money is open
    CLEAN = "nothing-wrong"  # as expected, and nothing of error or above is found


@dataclass(frozen=True, slots=True)
class Effort:
    """How many seeds: `least` where all come out alike, `most` where chance is seen in the case.

    Without the advice it is played under the first `bare` of them, or all where chance is seen, and must
    fail under `failing`.
    """

    least: int
    most: int
    bare: int
    failing: int


#: A case without faults differs from seed to seed only by the usual delays.
FAULTLESS = Effort(3, 32, 2, 2)
#: A fault may meet a frame or miss it by some milliseconds.
FAULTY = Effort(8, 32, 8, 4)
#: A fault that acts by chance (`p=`): advice that helps nine times of ten passes 32 of 32 in 3 % of cases.
BY_CHANCE = Effort(32, 64, 32, 4)
#: At a terminal in real time every replay is a payment, and a seed moves nothing.
REAL = Effort(3, 3, 1, 1)


def effort_for(faults: Iterable[str], simulated: bool) -> Effort:
    """How many seeds a case with these faults needs, and a terminal like this can bear."""
    named = [fault.partition(":") for fault in faults]
    if not simulated:
        return REAL
    by_chance = any(part.strip().startswith("p=") for _, _, given in named for part in given.split(","))
    return BY_CHANCE if by_chance else FAULTY if named else FAULTLESS


#: (case, seed, whether `clean` is asked for) -> what came of it.
Play = Callable[[Variant, int, bool], Replayed]

#: Why a deed proves nothing.
_NOTHING_OPEN = {
    "ko": "이 경우에는 따르지 않아도 어긋난 돈이 없어 증명할 것이 없습니다.",
    "en": "No money is open in this case even without it, so that there is nothing to prove.",
}
_RIGHT_BY_ITSELF = {
    "ko": "따르지 않아도 {seeds}번 가운데 {right}번은 결제가 되어 증명되지 않습니다.",
    "en": "Without it the case comes right in {right} of {seeds} replays too, so that this proves nothing.",
}


@dataclass(frozen=True, slots=True)
class Prover:
    """Tries deeds on one failing case: `case` as it failed under `seed`, which came to `before`."""

    case: Variant
    before: Replayed
    seed: int
    play: Play
    effort: Effort

    def prove(self, rungs: Iterable[Rung], passes: str) -> tuple[Proof, Rung | None]:
        """The proof of the first rung that passes, and that rung; else why none does.

        `passes`: `expected` wants outcome and money as the scenario expects them and, where they were so
        already, that nothing of error or above is found any more; `safe` wants that no money is open.
        """
        goal = self._goal(passes)
        if self.before.meets(goal):
            return Proof(ProofStatus.NOT_REPLAYABLE, why=_NOTHING_OPEN), None
        proof = Proof(ProofStatus.NOT_REPLAYABLE)
        for rung in rungs:
            if rung.scout is not None and not self._play(rung.scout, self.seed, goal).meets(goal):
                proof = Proof(ProofStatus.REFUTED, replays=1)
                continue
            proof = self._try(rung.variant, goal)
            if proof.status is not ProofStatus.REFUTED:
                return proof, rung
        return proof, None

    def _goal(self, passes: str) -> Goal:
        if passes == "safe":
            return Goal.SAFE
        return Goal.CLEAN if self.before.ended_well else Goal.PAID

    def _play(self, variant: Variant, seed: int, goal: Goal) -> Replayed:
        return self.play(variant, seed, goal is Goal.CLEAN)

    def _try(self, variant: Variant, goal: Goal) -> Proof:
        """Seed after seed, until one fails or enough have passed."""
        after: list[Replayed] = []
        without: list[Replayed] = []
        wanted, bare = self.effort.least, self.effort.bare
        while len(after) < wanted or len(without) < bare:
            if len(after) < wanted:
                after.append(self._play(variant, self.seed + len(after), goal))
            if not after[-1].meets(goal):
                return Proof(ProofStatus.REFUTED, self.before.line(), after[-1].line(), replays=len(after))
            if len(without) < bare:
                without.append(self._without(self.seed + len(without), goal))
            if self.effort is not REAL and any(len(set(map(_shape, one))) > 1 for one in (after, without)):
                wanted = bare = self.effort.most  # chance has a hand in it
        failed = sum(not one.meets(goal) for one in without)
        if failed < self.effort.failing:
            numbers = {"seeds": len(without), "right": len(without) - failed}
            why = {lang: text.format(**numbers) for lang, text in _RIGHT_BY_ITSELF.items()}
            return Proof(ProofStatus.NOT_REPLAYABLE, why=why, replays=len(after))
        if goal is Goal.SAFE and all(one.ended_well for one in after):
            goal = Goal.PAID
        return Proof(
            ProofStatus.PROVEN,
            self.before.line(),
            after[0].line(),
            passes=goal.value,
            replays=len(after),
            failed_without=failed,
            seeds=tuple(range(self.seed, self.seed + len(after))),
            before_money=self.before.money,
            after_money=after[0].money,
        )

    def _without(self, seed: int, goal: Goal) -> Replayed:
        if seed == self.seed:
            return self.before
        return self._play(self.case, seed, goal)


def _shape(one: Replayed) -> tuple[object, ...]:
    """By what replays of one case differ where chance has a hand in it."""
    money = one.money
    return one.ended_well, money.charges, money.charged_krw, money.pos_believes, money.agrees
