"""What a diagnosis stands by, what it rules out, and what it lacks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from posdiag.diagnose.answer import LEAST_BESIDE, answer_of, missing_of, ruled_out
from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.diagnose.rank import rank
from posdiag.diagnose.sayings import found
from posdiag.profile.roots import Roots


@lru_cache
def table() -> CauseTable:
    return CauseTable({cause.id: cause for cause in load_causes(Roots.of())})


def seen(*codes: str) -> list[Finding]:
    return [found(code, Severity.ERROR) for code in codes]


def answer(*codes: str) -> tuple[str, ...]:
    return answer_of(rank(seen(*codes), table()))


def test_nothing_wrong_needs_no_answer() -> None:
    assert answer() == ()


def test_one_cause_that_explains_all_is_the_answer() -> None:
    assert answer("timing.host_slow", "timing.late_answer") == ("comm.timeout.host_slow",)


def test_two_causes_that_explain_each_their_own_are_both_the_answer() -> None:
    assert set(answer("till.refused_entry", "text.wrong_charset")) == {
        "pos.version_incompatible.entry_mode",
        "pos.charset",
    }


def test_a_second_that_is_rather_not_there_is_no_answer() -> None:
    first = CauseShare("pos.charset", 0.6, "pos")
    second = CauseShare("comm.timeout", 0.3, "line", beside=LEAST_BESIDE)
    assert answer_of((first, second)) == ("pos.charset", "comm.timeout")
    assert answer_of((first, replace(second, beside=LEAST_BESIDE - 0.01))) == ("pos.charset",)
    assert answer_of((first, replace(second, probability=0.05))) == ("pos.charset",)


def test_two_that_share_what_is_sure_are_no_cannot_tell() -> None:
    half = (CauseShare("a.b", 0.3, "pos"), CauseShare("c.d", 0.29, "line", beside=0.98))
    assert answer_of(half) == ("a.b", "c.d")
    assert answer_of((half[0], replace(half[1], beside=0.0))) == ("unknown",)


def test_a_neighbour_that_explains_the_same_is_no_second_cause() -> None:
    assert len(answer("handshake.no_ack", "link.mute")) == 1


def test_evidence_that_decides_nothing_is_answered_by_cannot_tell() -> None:
    assert answer("money.not_as_expected", "money.outcome_unexpected") == ("unknown",)


def test_what_was_considered_and_ranked_out_is_told_with_the_finding_that_did_it() -> None:
    findings = seen("wire.check_rule", "handshake.every_frame_refused", "line.refused_then_taken")
    out = {one.cause: one for one in ruled_out(findings, rank(findings, table()), table())}
    assert out
    for one in out.values():
        assert one.by in {finding.code for finding in findings}
        said = table()[one.cause]
        assert one.unexplained or one.by in said.against


def test_nothing_is_ruled_out_where_nobody_can_tell() -> None:
    findings = seen("money.not_as_expected")
    assert ruled_out(findings, rank(findings, table()), table()) == ()


def test_what_nobody_watched_is_missing_only_where_it_would_help() -> None:
    assert missing_of(("unknown",), {Channel.ECR, Channel.RECEIPT}) == ("host", "profile", "statement")
    assert missing_of(("comm.tls",), {Channel.ECR}) == ()
