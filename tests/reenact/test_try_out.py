"""The likely causes are played on the sound case, and count by how they look beside what was seen."""

from __future__ import annotations

from dataclasses import replace

from posdiag import assembly, engine
from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import CauseShare
from posdiag.errors import InputError, Problem
from posdiag.record import Reenacted, RunRecord
from posdiag.reenact.try_out import DECIDED, MOST_TRIALS, decided, try_out, weigh
from posdiag.replay.variant import Variant
from posdiag.transcript import Transcript

#: Every answer is lost: a slow line, or a till that neither asks nor reverses?
LOST = ("sale-within-balance", "reference/alsace@2.1", "drop:way=to-pos,count=9")


def diagnosed(scenario: str, pos: str, fault: str, reenact: bool = True, seed: int = 0) -> RunRecord:
    plan = engine.Plan(
        (assembly.scenarios()[scenario],),
        assembly.library().select([pos]),
        faults=(fault,),
        seed=seed,
        prove=False,
        reenact=reenact,
    )
    (ended,) = [event for event in assembly.run(plan) if isinstance(event, engine.RunEnded)]
    return ended.record


def test_what_reproduces_the_case_is_named_and_gains_on_what_does_not() -> None:
    without, tried = diagnosed(*LOST, reenact=False), diagnosed(*LOST)
    assert without.reenacted == ()
    same = {trial.cause for trial in tried.reenacted if trial.reproduces}
    assert "txn.reversal_failed.missing" in same
    share = {one.cause: one.probability for one in tried.causes}["txn.reversal_failed.missing"]
    assert share > {one.cause: one.probability for one in without.causes}["txn.reversal_failed.missing"]


def test_the_same_case_is_tried_out_in_the_same_way_each_time() -> None:
    one, other = (diagnosed(*LOST) for _ in range(2))
    assert one.reenacted
    assert one.reenacted == other.reenacted


def base() -> tuple[Case, Variant]:
    release = assembly.library().select(["reference/hangang@3.1"])[0]
    variant = Variant(assembly.scenarios()["sale-within-balance"], release)
    station = assembly.station(f"sim:{release.rig}")
    return engine.examine(variant, station, (), 0, assembly.house()).case, variant


def shares(**by_cause: float) -> tuple[CauseShare, ...]:
    return tuple(CauseShare(name.replace("__", "."), share, "pos") for name, share in by_cause.items())


def test_a_cause_that_is_decided_is_not_tried() -> None:
    case, variant = base()
    known = assembly.house().reenactments

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        raise AssertionError("nothing is to be played")

    assert try_out(case, (), shares(comm__timeout=DECIDED), known, variant, "ecr", play) == ()
    both = (CauseShare("comm.timeout", 0.5, "line"), CauseShare("pos.charset", 0.46, "pos", beside=0.95))
    assert try_out(case, (), both, known, variant, "ecr", play) == ()
    assert not decided(tuple(replace(share, beside=0.0) for share in both))
    assert try_out(case, (), (), known, variant, "ecr", play) == ()


def test_no_more_is_played_than_the_limit_and_what_the_rig_cannot_do_is_passed_over() -> None:
    case, variant = base()
    known = assembly.house().reenactments
    played = []

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        if changed == variant and not faults:
            return replace(case, transcript=Transcript())
        played.append(faults)
        if len(played) % 2:
            raise InputError(Problem("--fault", "this rig has none"))
        return case

    likely = shares(comm__timeout=0.3, comm__line_noise=0.3, comm__handshake=0.2, comm__disconnected=0.2)
    trials = try_out(case, (), likely, known, variant, "ecr", play)
    assert 0 < len(trials) <= MOST_TRIALS
    assert len(trials) == len(played) // 2
    assert all(trial.reproduces and trial.likeness == 1.0 for trial in trials)


def test_likeness_moves_the_shares_and_keeps_their_sum() -> None:
    before = shares(a=0.5, b=0.4, unknown=0.1)
    trials = [Reenacted("a", "w", "", 0.2, False), Reenacted("b", "w", "", 0.3, False)]
    after = weigh(before, [*trials, Reenacted("b", "v", "", 1.0, True)], 4.0)
    assert [share.cause for share in after][:1] == ["b"]
    assert abs(sum(share.probability for share in after) - 1.0) < 0.001
    assert weigh(before, [], 4.0) == before


def test_where_nothing_looks_like_it_cannot_tell_becomes_likelier() -> None:
    before = shares(a=0.6, unknown=0.4)
    after = {
        share.cause: share.probability for share in weigh(before, [Reenacted("a", "w", "", 0.1, False)], 4.0)
    }
    assert after["unknown"] > after["a"]


def test_what_the_release_does_without_the_cause_proves_no_cause() -> None:
    case, variant = base()
    played: list[tuple[str, ...]] = []

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        played.append(faults)
        return case

    likely = shares(comm__timeout=0.5, comm__line_noise=0.4)
    known = assembly.house().reenactments
    assert try_out(case, (), likely, known, variant, "ecr", play) == ()
    assert played.count(()) == 1  # the sound case is played once, not for each
