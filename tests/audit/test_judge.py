"""The record of a case: verdict, reason, causes and advice as after a replay."""

from __future__ import annotations

from dataclasses import replace

from posdiag import assembly
from posdiag.audit.evidence import Evidence
from posdiag.audit.judge import ABSENT, NOT_BENT, Audited, judge
from posdiag.record import RunRecord, Verdict
from posdiag.transcript import LinkName
from tests.audit.made import ACK, approved, charges, played, sale, wrong

WHO = Audited("own/till", "1.0", "tcp://127.0.0.1:7000", 3, "posdiag audit counter-fs")
TOOK = (("pos", sale()), ("far", ACK), ("far", approved()), ("pos", ACK))


def record(seen: Evidence) -> RunRecord:
    return judge(seen, assembly.house(), WHO)[0]


def test_a_sound_case_says_what_was_well() -> None:
    made, codecs = judge(played(*TOOK, said=("APPROVED",), statement=charges(8800)), assembly.house(), WHO)
    assert made.verdict is Verdict.COMPATIBLE
    expected = "As it should be: took the approval and called it one (TX 1, ACK 1, NAK 0)."
    assert made.why["en"] == expected
    assert (made.scenario, made.pos_id, made.release, made.seed) == ("healthy", "own/till", "1.0", 3)
    assert made.command == "posdiag audit counter-fs --only healthy"
    assert (made.causes, made.guidance, list(codecs)) == ((), (), [LinkName.ECR])


def test_a_bad_case_has_its_worst_finding_first_with_cause_and_advice() -> None:
    seen = played(
        *TOOK[:2], ("far", wrong(approved())), ("pos", ACK), said=("APPROVED",), statement=charges()
    )
    made = record(seen)
    assert made.verdict is Verdict.INCOMPATIBLE
    assert [finding.severity for finding in made.findings] == sorted(
        (finding.severity for finding in made.findings), key=lambda severity: severity.rank
    )
    assert made.why == made.findings[0].summary
    assert made.causes
    assert made.guidance
    assert not made.money.agrees


def test_a_warning_is_told_and_does_not_fail() -> None:
    whole = approved()
    rows = (*TOOK[:2], ("far", whole[:30]), ("pos", ACK), ("far", whole[30:]))
    made = record(played(*rows, said=("APPROVED",), statement=charges(8800)))
    assert made.verdict is Verdict.COMPATIBLE
    assert made.why["en"].startswith("It came out right, yet: The POS acknowledged a frame of")
    assert made.guidance == ()


def test_what_cannot_be_said_is_not_said() -> None:
    assert (record(played()).verdict, record(played()).why) == (Verdict.INCONCLUSIVE, ABSENT)
    unbent = played(*TOOK, id_="check-is-etx", said=("APPROVED",), statement=charges(8800), bent=0)
    assert (record(unbent).verdict, record(unbent).why) == (Verdict.INCONCLUSIVE, NOT_BENT)
    assert record(replace(unbent, bent=1)).verdict is Verdict.COMPATIBLE


def test_a_program_that_does_not_come_hangs_or_crashes_is_named() -> None:
    assert [one.code for one in record(played(said=())).findings] == ["audit.payment_missing"]
    hung = record(played(*TOOK, said=("APPROVED",), code=None, statement=charges(8800)))
    assert [one.code for one in hung.findings] == ["audit.hung"]
    lines = ("APPROVED", "Traceback (most recent call last):", "ValueError: no")
    crashed = record(played(*TOOK, said=lines, code=1, statement=charges(8800)))
    assert [(one.code, one.facts["text"]) for one in crashed.findings] == [
        ("audit.crashed", "ValueError: no")
    ]
