"""The engine: a plan in, events out, and what a record says."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from posdiag import assembly, engine
from posdiag.diagnose.finding import Severity
from posdiag.errors import InputError, LinkError, Problem
from posdiag.link.api import Link
from posdiag.link.station import Station
from posdiag.record import ProofStatus, RunRecord, Verdict


def plan(scenario: str, pos: str, *faults: str, prove: bool = False, seed: int = 0) -> engine.Plan:
    scenarios = (assembly.scenarios()[scenario],)
    return engine.Plan(scenarios, assembly.library().select([pos]), faults=faults, prove=prove, seed=seed)


def record(*words: str, prove: bool = False) -> RunRecord:
    events = list(assembly.run(plan(*words, prove=prove)))
    (ended,) = [event for event in events if isinstance(event, engine.RunEnded)]
    return ended.record


def test_each_run_is_announced_and_ended_in_order() -> None:
    two = replace(
        plan("sale-within-balance", "reference/hangang@3.1"),
        releases=assembly.library().select(["reference/hangang@3.0", "reference/hangang@3.1"]),
    )
    told = [(type(event).__name__, event.index, event.total) for event in assembly.run(two)]
    assert told == [("RunStarted", 1, 2), ("RunEnded", 1, 2), ("RunStarted", 2, 2), ("RunEnded", 2, 2)]


def test_a_healthy_run_is_compatible_and_names_no_cause() -> None:
    run = record("sale-within-balance", "reference/hangang@3.1")
    assert run.verdict is Verdict.COMPATIBLE
    assert run.causes == ()
    assert run.guidance == ()


def test_an_expected_refusal_is_compatible() -> None:
    run = record("expired", "reference/hangang@3.1")
    assert run.verdict is Verdict.COMPATIBLE
    assert {finding.severity for finding in run.findings} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("scenario", "pos", "fault", "cause"),
    [
        ("sale-within-balance", "reference/hangang@1.0", "", "pos.message_format.check_rule"),
        ("partial-approval", "reference/hangang@3.0", "", "pos.version_incompatible.partial_approval"),
        ("sale-within-balance", "reference/hangang@3.1", "refused", "comm.disconnected.refused"),
        ("sale-within-balance", "reference/hangang@3.1", "nak-storm", "comm.handshake.nak_storm"),
        ("coupon-credit-within", "reference/hangang@3.1", "platform-outage", "host.unavailable"),
        ("sale-within-balance", "reference/hangang@1.1", "host-slow:ms=45000", "comm.timeout.host_slow"),
    ],
)
def test_a_failure_has_its_cause_first_with_evidence(scenario: str, pos: str, fault: str, cause: str) -> None:
    run = record(scenario, pos, *([fault] if fault else []))
    assert run.verdict is Verdict.INCOMPATIBLE
    assert run.causes[0].cause.startswith(cause)
    because = [finding for finding in run.findings if finding.code in run.causes[0].because]
    seen = {frame.n for frame in run.transcript.frames} | {o.n for o in run.transcript.observations}
    assert because
    assert all(finding.evidence or finding.observed for finding in because)
    assert all({*finding.evidence, *finding.observed} <= seen for finding in run.findings)


def test_what_is_called_proven_was_replayed_and_what_failed_is_not_offered() -> None:
    run = record("partial-approval", "reference/hangang@3.0", prove=True)
    proofs = [advice.proof for advice in run.guidance]
    proven = [proof for proof in proofs if proof.status is ProofStatus.PROVEN]
    assert proven
    assert all(proof.before and proof.after and proof.before != proof.after for proof in proven)
    assert not [proof for proof in proofs if proof.status is ProofStatus.REFUTED]


def test_without_proof_nothing_is_called_proven() -> None:
    run = record("partial-approval", "reference/hangang@3.0", prove=False)
    assert run.guidance
    assert {advice.proof.status for advice in run.guidance} == {ProofStatus.NOT_REPLAYABLE}


def test_the_command_of_a_run_says_what_was_left_out() -> None:
    bare = replace(plan("sale-within-balance", "reference/hangang@3.1"), reenact=False, folders=("ours",))
    words = shlex.split(engine.command_for(bare.scenarios[0], bare.releases[0], bare))
    assert words[-2:] == ["--no-prove", "--no-reenact"]
    assert words[2:5] == ["sale-within-balance", "--profiles", "ours"]
    whole = replace(bare, prove=True, reenact=True, folders=())
    assert "--no-prove" not in engine.command_for(bare.scenarios[0], bare.releases[0], whole)


def test_the_command_of_a_record_names_all_that_made_it() -> None:
    words = shlex.split(record("sale-within-balance", "reference/hangang@3.1", "drop:count=1").command)
    assert words[:3] == ["posdiag", "diagnose", "sale-within-balance"]
    assert words[words.index("--pos") + 1] == "reference/hangang@3.1"
    assert words[words.index("--fault") + 1] == "drop:count=1"
    assert words[words.index("--seed") + 1] == "0"


def test_an_unknown_fault_is_the_users_to_mend() -> None:
    with pytest.raises(InputError, match="host-slow"):
        record("sale-within-balance", "reference/hangang@3.1", "host-slo")


def test_a_terminal_that_is_gone_when_proof_is_sought_leaves_what_was_found() -> None:
    opened = []

    def station(address: str) -> Station:
        sound = assembly.station(address)

        def open_link() -> Link:
            opened.append(address)
            if len(opened) > 1:
                raise LinkError(Problem(address, "no such device"))
            return sound.open_link()

        return replace(sound, open_link=open_link)

    asked = plan("partial-approval", "reference/hangang@3.0", prove=True)
    house = replace(assembly.house(), station=station)
    (_, ended) = engine.run(asked, house)
    assert isinstance(ended, engine.RunEnded)
    assert len(opened) == 2
    assert ended.record.causes[0].cause.startswith("pos.version_incompatible")
    assert ended.record.guidance
    assert {advice.proof.status for advice in ended.record.guidance} == {ProofStatus.NOT_REPLAYABLE}
