"""Only what passes under every seed is proven, and only where the case fails by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from posdiag.guidance.ladders import Rung
from posdiag.guidance.prove import (
    BY_CHANCE,
    FAULTLESS,
    FAULTY,
    REAL,
    Effort,
    Goal,
    Prover,
    Replayed,
    effort_for,
)
from posdiag.profile.traits import Timers, Traits
from posdiag.record import Proof, ProofStatus
from posdiag.replay.variant import Variant
from tests.guidance.counter import FAILED, LEFT_OPEN, OPEN, PAID, PASSED, REFUSED, TWICE, variant

CASE = variant()
TAKEN = variant(traits=Traits(timers=Timers(answer_ms=90_000)))
SCOUT = variant(traits=Traits(timers=Timers(answer_ms=80_000)))

#: What comes of a case under a seed.
Outcome = Callable[[int], Replayed]


def always(outcome: Replayed) -> Outcome:
    return lambda seed: outcome


FAILS = always(FAILED)


def prove(
    after: Outcome,
    without: Outcome = FAILS,
    *,
    before: Replayed = FAILED,
    passes: str = "expected",
    effort: Effort = FAULTY,
    rungs: Sequence[Rung] = (Rung(TAKEN),),
) -> tuple[Proof, list[tuple[str, int]]]:
    played: list[tuple[str, int]] = []

    def play(case: Variant, seed: int, judged: bool) -> Replayed:
        played.append(("after" if case == TAKEN else "scout" if case == SCOUT else "without", seed))
        return without(seed) if case == CASE else after(seed)

    return Prover(CASE, before, 7, play, effort).prove(rungs, passes)[0], played


def test_advice_that_passes_under_every_seed_is_proven_and_says_by_what() -> None:
    proof, played = prove(always(PASSED))
    assert proof.status is ProofStatus.PROVEN
    assert proof.seeds == tuple(range(7, 15))
    assert (proof.replays, proof.failed_without, proof.passes) == (8, 8, Goal.PAID)
    assert (proof.before_money, proof.after_money) == (REFUSED, PAID)
    assert proof.before != proof.after
    assert sum(which == "after" for which, _ in played) == 8


def test_one_failing_seed_refutes_it_and_ends_the_trying() -> None:
    proof, played = prove(lambda seed: FAILED if seed == 9 else PASSED)
    assert proof.status is ProofStatus.REFUTED
    assert max(seed for _, seed in played) == 9


def test_a_case_that_comes_right_by_itself_under_most_seeds_proves_nothing() -> None:
    proof, _ = prove(always(PASSED), lambda seed: FAILED if seed in (7, 11) else PASSED)
    assert proof.status is ProofStatus.NOT_REPLAYABLE
    assert "30 of 32" in proof.why["en"]
    assert "32번 가운데 30번" in proof.why["ko"]


def test_where_chance_is_seen_many_seeds_are_tried() -> None:
    proof, _ = prove(always(PASSED), lambda seed: FAILED if seed % 2 else PASSED)
    assert proof.status is ProofStatus.PROVEN
    assert (proof.replays, proof.failed_without) == (FAULTY.most, 16)
    late, _ = prove(lambda seed: FAILED if seed == 30 else PASSED, lambda s: FAILED if s % 2 else PASSED)
    assert late.status is ProofStatus.REFUTED


def test_without_faults_few_seeds_suffice() -> None:
    proof, played = prove(always(PASSED), effort=FAULTLESS)
    assert proof.status is ProofStatus.PROVEN
    assert len(played) == FAULTLESS.least + FAULTLESS.bare - 1  # the failing case itself is known


def test_at_a_real_terminal_the_case_is_not_played_again_without_the_advice() -> None:
    proof, played = prove(always(PASSED), effort=REAL)
    assert proof.status is ProofStatus.PROVEN
    assert {which for which, _ in played} == {"after"}


@pytest.mark.parametrize(
    ("faults", "simulated", "effort"),
    [
        ((), True, FAULTLESS),
        (("late:ms=500",), True, FAULTY),
        (("drop:count=1", "corrupt:bits=1,p=0.5"), True, BY_CHANCE),
        (("drop:p=0.5",), False, REAL),
    ],
)
def test_the_effort_fits_the_faults(faults: tuple[str, ...], simulated: bool, effort: Effort) -> None:
    assert effort_for(faults, simulated) is effort


def test_safe_advice_need_not_bring_the_sale_about_but_says_so() -> None:
    for after, status, passes in (
        (FAILED, ProofStatus.PROVEN, Goal.SAFE),  # reversed: nothing is open
        (PASSED, ProofStatus.PROVEN, Goal.PAID),
        (LEFT_OPEN, ProofStatus.REFUTED, ""),
        (Replayed(TWICE), ProofStatus.REFUTED, ""),
    ):
        proof, _ = prove(always(after), always(LEFT_OPEN), before=LEFT_OPEN, passes="safe")
        assert (proof.status, proof.passes) == (status, passes)
    assert not Replayed(OPEN).safe


def test_where_no_money_is_open_safe_advice_proves_nothing() -> None:
    proof, played = prove(always(PASSED), passes="safe")
    assert proof.status is ProofStatus.NOT_REPLAYABLE
    assert proof.why
    assert played == []


def test_where_the_payment_had_ended_well_what_is_wrong_must_be_gone() -> None:
    garbled = Replayed(PAID, ended_well=True)
    assert prove(always(garbled), always(garbled), before=garbled)[0].status is ProofStatus.REFUTED
    mended, _ = prove(always(PASSED), always(garbled), before=garbled)
    assert (mended.status, mended.passes) == (ProofStatus.PROVEN, Goal.CLEAN)


def test_advice_need_not_mend_what_else_is_wrong() -> None:
    assert prove(always(Replayed(PAID, ended_well=True)))[0].status is ProofStatus.PROVEN


def test_a_rung_whose_scout_fails_is_not_tried() -> None:
    proof, played = prove(always(FAILED), rungs=[Rung(TAKEN, scout=SCOUT)])
    assert proof.status is ProofStatus.REFUTED
    assert [which for which, _ in played] == ["scout"]


def test_nothing_to_change_proves_nothing() -> None:
    assert prove(always(PASSED), rungs=[])[0].status is ProofStatus.NOT_REPLAYABLE
