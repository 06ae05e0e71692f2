"""Tills of our own are audited over TCP: a sound one passes every case, each bad habit is found and named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.assembly_audit import AuditedRig, way_to
from posdiag.audit.campaign import applicable, chosen, timed
from posdiag.audit.conduct import Plan, Stage, conduct
from posdiag.audit.judge import Audited, judge
from posdiag.audit.outcome import patterns
from posdiag.link.patience import wait_for
from posdiag.link.program import run_program
from posdiag.record import RunRecord, Verdict

TILL = Path(__file__).parents[1] / "audit" / "till.py"
SPEED = 20
#: Real seconds that the till waits for an answer.
PATIENCE_S = 1.0
KNOWN = patterns("^APPROVED", "^DECLINED")
QUICK = (
    "healthy-twice", "declined", "split", "pause-before-check", "joined", "wrong-check-once", "half-once",
    "garbage-first", "check-is-etx", "check-is-ack", "pos-ack-lost", "nak-once", "reconnect",
)  # fmt: skip


@pytest.fixture(scope="module")
def served() -> Iterator[AuditedRig]:
    with AuditedRig("counter-fs", "tcp://127.0.0.1:0", SPEED, 7) as rig:
        yield rig


def audited(served: AuditedRig, habit: str, *cases: str, limit_s: float = 20) -> list[RunRecord]:
    """The records of a till with this habit in these cases, or in all."""
    way = way_to("counter-fs")
    command = (sys.executable, str(TILL), "{host}", "{port}", "{payments}", habit, str(PATIENCE_S))
    wanted = [
        timed(case, int(PATIENCE_S * 1000 * SPEED), way.link) for case in applicable(chosen(cases), way.codec)
    ]
    plan = Plan(tuple(wanted), way, served.address, command, KNOWN, limit_s=limit_s, seed=7)
    stage = Stage(served.line, served.bench, run_program, wait_for)
    who = Audited("own/till", habit or "sound", served.address, 7)
    return [judge(evidence, assembly.house(), who)[0] for evidence in conduct(plan, stage)]


def told(record: RunRecord) -> str:
    return f"{record.scenario}: {record.why.get('en')} {[finding.code for finding in record.findings]}"


def test_a_sound_till_passes(served: AuditedRig) -> None:
    records = audited(served, "", *QUICK)
    assert [record.scenario for record in records] == sorted(QUICK, key=[r.scenario for r in records].index)
    assert len(records) == len(QUICK)
    wrong = [told(record) for record in records if record.verdict is not Verdict.COMPATIBLE]
    assert not wrong, "\n".join(wrong)
    assert all(record.money.agrees and record.why["en"].startswith("As it should be") for record in records)


@pytest.mark.slow
def test_a_sound_till_passes_the_whole_campaign(served: AuditedRig) -> None:
    records = audited(served, "")
    assert len(records) == len(chosen(()))
    wrong = [told(record) for record in records if record.verdict is not Verdict.COMPATIBLE]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("habit", "case", "codes"),
    [
        ("no-check", "wrong-check-always", {"audit.took_damaged", "audit.acked_damaged"}),
        ("no-check", "damaged-once", {"audit.took_damaged", "audit.acked_damaged"}),
        ("first-read", "half-always", {"audit.took_half", "audit.acked_half"}),
        ("any-answer", "duplicate", {"txn.answer_mismatched"}),
        ("believes", "answer-lost", {"audit.took_nothing"}),
        ("yes", "declined", {"audit.took_refusal", "money.booked_uncharged"}),
        ("no", "healthy", {"till.approved_as_declined", "money.charged_unbooked"}),
        ("no", "split", {"wire.segment", "money.charged_unbooked"}),
        ("refuses", "declined", {"audit.refused_sound"}),
        ("mute", "healthy", {"audit.not_acked"}),
        ("eager", "pause", {"audit.acked_early"}),
        ("asks-again", "healthy", {"audit.asked_though_answered"}),
        ("forgets", "answer-lost", {"txn.missing_reversal", "money.charged_unbooked"}),
        ("retries", "answer-lost", {"txn.retry_before_inquiry", "money.charged_twice"}),
        ("gives-up", "nak-once", {"audit.gave_up_on_nak"}),
        ("flood", "nak-always", {"audit.endless_repeats"}),
        ("crashes", "healthy", {"audit.crashed"}),
        ("absent", "healthy", {"audit.payment_missing"}),
        ("one", "healthy-twice", {"audit.payment_missing"}),
        ("stays-away", "reconnect", {"audit.payment_missing", "txn.missing_reversal"}),
    ],
)
def test_each_bad_habit_is_found(served: AuditedRig, habit: str, case: str, codes: set[str]) -> None:
    (record,) = audited(served, habit, case)
    assert codes <= {finding.code for finding in record.findings}, told(record)
    warned = all(finding.severity.rank > 1 for finding in record.findings)
    assert record.verdict is (Verdict.COMPATIBLE if warned else Verdict.INCOMPATIBLE)
    assert record.causes
    assert all(finding.evidence or finding.observed or habit == "absent" for finding in record.findings)


def test_a_till_that_hangs_is_ended_and_named(served: AuditedRig) -> None:
    (record,) = audited(served, "hangs", "healthy", limit_s=3)
    assert [finding.code for finding in record.findings] == ["audit.hung"]
    assert record.findings[0].facts == {"wait_s": "3"}
    assert record.money.agrees


def test_a_till_that_gives_up_on_a_nak_only_gets_a_warning(served: AuditedRig) -> None:
    (record,) = audited(served, "gives-up", "nak-once")
    assert record.verdict is Verdict.COMPATIBLE
    assert record.why["en"].startswith("It came out right, yet: The POS did not repeat")
