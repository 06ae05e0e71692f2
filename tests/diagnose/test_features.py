"""What the ranking looks at, by name."""

from __future__ import annotations

from posdiag.diagnose.channels import Channel
from posdiag.diagnose.features import accuses, code_of, features_of
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.sayings import found


def test_a_finding_is_named_by_its_code_and_its_weight() -> None:
    findings = [
        found("link.mute", Severity.ERROR),
        found("line.damaged", Severity.WARNING),
        found("txn.reversed", Severity.NOTE),
        found("till.refused_bin", Severity.CRITICAL, (), (), trait="bin_table"),
        found("link.mute", Severity.ERROR),
        found("timing.terminal_gave_up", Severity.ERROR, code="T2"),
        found("decline.coupon.expired", Severity.NOTE, code="54"),
    ]
    assert features_of(findings, {Channel.HOST, Channel.ECR}) == (
        "code:T2",
        "decline.coupon.expired.",
        "line.damaged?",
        "link.mute",
        "till.refused_bin",
        "till.refused_bin+trait",
        "timing.terminal_gave_up",
        "txn.reversed.",
        "has:ecr",
        "has:host",
    )


def test_each_feature_knows_its_finding() -> None:
    for feature in ("line.damaged?", "line.damaged.", "line.damaged", "line.damaged+trait"):
        assert code_of(feature) == "line.damaged"
    assert code_of("has:ecr") == code_of("code:T2") == ""


def test_only_what_went_wrong_accuses() -> None:
    assert not accuses([found("txn.reversed", Severity.NOTE)])
    assert accuses([found("txn.reversed", Severity.NOTE), found("line.damaged", Severity.WARNING)])
