"""What the ranking looks at: each finding by code and weight, and which evidence there was to find it in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from posdiag.diagnose.channels import Channel
from posdiag.diagnose.finding import Finding, Severity

#: How a feature of a finding ends, by what it weighs; nothing behind it: an error or worse.
_MARKS = {Severity.CRITICAL: "", Severity.ERROR: "", Severity.WARNING: "?", Severity.NOTE: "."}
#: Behind a finding that a trait of the profile explains.
EXPLAINED = "+trait"
#: Before a response code that something was refused by.
CODE = "code:"
#: Before the name of a channel that was there to be looked into.
HAS = "has:"


def features_of(findings: Iterable[Finding], channels: Collection[Channel] = ()) -> tuple[str, ...]:
    """The features, each once, in a fixed order: `link.mute`, `line.damaged?`, `till.refused_bin+trait`."""
    found: dict[str, None] = {}
    for finding in findings:
        found[finding.code + _MARKS[finding.severity]] = None
        if "trait" in finding.facts and finding.severity is not Severity.NOTE:
            found[finding.code + EXPLAINED] = None
        if finding.facts.get("code") and finding.severity is not Severity.NOTE:
            found[CODE + finding.facts["code"]] = None
    return (*sorted(found), *(HAS + channel.value for channel in sorted(channels)))


def code_of(feature: str) -> str:
    """The finding code of a feature; empty for one of a channel or a response code."""
    return "" if feature.startswith((HAS, CODE)) else feature.removesuffix(EXPLAINED).rstrip("?.")


def accuses(findings: Sequence[Finding]) -> bool:
    """Whether anything was found that went wrong: notes of what was expected raise no cause."""
    return any(finding.severity is not Severity.NOTE for finding in findings)
