"""Only what passes under every seed is proven."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.prove import MORE_SEEDS, Replayed, prove
from posdiag.payment.money import Belief
from posdiag.record import ProofStatus, Verdict
from posdiag.replay.variant import Variant
from tests.guidance.counter import FAILED, PASSED, variant


def test_advice_that_passes_under_every_seed_is_proven() -> None:
    seeds = []

    def replay(_: Variant, seed: int) -> Replayed:
        seeds.append(seed)
        return PASSED

    proof = prove(variant(), FAILED, replay, 7, "expected")
    assert proof.status is ProofStatus.PROVEN
    assert proof.before != proof.after
    assert seeds == [7, 8, 9]
    assert len(seeds) == 1 + MORE_SEEDS


def test_one_failing_seed_refutes_it() -> None:
    proof = prove(variant(), FAILED, lambda _, seed: FAILED if seed == 9 else PASSED, 7, "expected")
    assert proof.status is ProofStatus.REFUTED


def test_nothing_to_change_and_nothing_to_replay_with_prove_nothing() -> None:
    assert prove(None, FAILED, lambda *_: PASSED, 0, "expected").status is ProofStatus.NOT_REPLAYABLE
    assert prove(variant(), FAILED, None, 0, "expected").status is ProofStatus.NOT_REPLAYABLE


def test_safe_advice_need_not_bring_the_sale_about() -> None:
    reversed_sale = Replayed(Verdict.INCOMPATIBLE, Belief.DECLINED, 0, 0, True)
    open_sale = replace(reversed_sale, believes=Belief.UNKNOWN)
    doubled = Replayed(Verdict.INCOMPATIBLE, Belief.APPROVED, 2, 17600, False)
    for after, status in (
        (reversed_sale, ProofStatus.PROVEN),
        (open_sale, ProofStatus.REFUTED),
        (doubled, ProofStatus.REFUTED),
    ):
        assert prove(variant(), FAILED, lambda *_, after=after: after, 0, "safe").status is status


def test_advice_need_not_mend_what_else_is_wrong() -> None:
    garbled = replace(PASSED, verdict=Verdict.INCOMPATIBLE, ended_well=True)
    assert prove(variant(), FAILED, lambda *_: garbled, 0, "expected").status is ProofStatus.PROVEN
