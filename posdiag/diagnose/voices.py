"""What each finding says of each cause: the weights by hand, what was fitted on top, and the sum of both."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from posdiag.diagnose.causes import UNKNOWN, Cause, CauseTable
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.features import code_of, features_of
from posdiag.diagnose.finding import Finding, Severity

#: Weight of a finding by its severity. A note is what was expected, so it says nothing of a cause.
_STRENGTH = {Severity.CRITICAL: 1.0, Severity.ERROR: 1.0, Severity.WARNING: 0.95, Severity.NOTE: 0.0}
#: What was survived explains less than what was not, where both were seen.
_WARNING_BESIDE_ERROR = 0.5
#: Money that went wrong outranks the rest (DESIGN 3).
_CRITICAL_BONUS = 1.0
#: A trait of the profile that explains what the bytes show.
_TRAIT_BONUS = 0.7
#: What a finding that no cause explains makes of `unknown`: something is there that is in no table.
_STRANGE = 8.0
#: A finding that makes a cause so much likelier, or less likely, is named with it (natural logarithm).
TELLING = 1.0
#: What a finding's weight is multiplied by, and what is added to it where it speaks for a cause.
Strength = tuple[float, float]
#: Finding code -> how much it speaks for a cause, or against it; under "" what the channels say.
Voices = Mapping[str, float]


def scored(
    findings: Sequence[Finding], causes: CauseTable, channels: Collection[Channel] = ()
) -> tuple[dict[str, float], dict[str, Voices]]:
    """Of every cause its score (natural logarithm, not normed) and the voices that make it.

    `unknown` gains by each finding that speaks for no cause at all.
    """
    strengths, features = strengths_of(findings), features_of(findings, channels)
    voices = {cause.id: _voices(cause, strengths, features, causes) for cause in causes}
    scale = causes.ranking.scale_for(channels)
    scores = {
        id_: (math.log(max(causes[id_].prior, 1e-9)) + causes.ranking.bias.get(id_, 0.0) + sum(said.values()))
        / scale
        for id_, said in voices.items()
    }
    if UNKNOWN in scores:
        strange = sum(strengths[code][0] >= 1.0 for code in strengths if code not in causes.spoken_for)
        scores[UNKNOWN] += strange * _STRANGE / scale
    return scores, voices


def by_hand(cause: Cause, findings: Iterable[Finding]) -> dict[str, float]:
    """Finding code -> how much it speaks for this cause, or against it, by the weights of `causes.yaml`."""
    return said_by(cause, strengths_of(findings))


def said_by(cause: Cause, strengths: Mapping[str, Strength]) -> dict[str, float]:
    """The same of findings of these strengths, where they are held against many causes."""
    said: dict[str, float] = {}
    for code, (factor, bonus) in strengths.items():
        weight = factor * (cause.for_.get(code, 0.0) - cause.against.get(code, 0.0))
        said[code] = weight + bonus if code in cause.for_ else weight
    return said


def _voices(
    cause: Cause, strengths: Mapping[str, Strength], features: Iterable[str], causes: CauseTable
) -> Mapping[str, float]:
    """Finding code -> how much it speaks for this cause, or against it; under "" what the channels say."""
    said = said_by(cause, strengths)
    for feature in features:
        more = causes.ranking.weights.get(feature, {}).get(cause.id, 0.0)
        if more:
            code = code_of(feature)
            said[code] = said.get(code, 0.0) + more
    return said


def strengths_of(findings: Iterable[Finding]) -> dict[str, Strength]:
    """How strong the findings are that say something of a cause, by their codes."""
    listed = [finding for finding in findings if finding.severity is not Severity.NOTE]
    serious = any(finding.severity.rank <= Severity.ERROR.rank for finding in listed)
    strengths: dict[str, Strength] = {}
    for finding in listed:
        factor = _STRENGTH[finding.severity]
        if serious and finding.severity is Severity.WARNING:
            factor = _WARNING_BESIDE_ERROR
        bonus = _CRITICAL_BONUS if finding.severity is Severity.CRITICAL else 0.0
        if "trait" in finding.facts:
            bonus += _TRAIT_BONUS
        before = strengths.get(finding.code, (0.0, 0.0))
        strengths[finding.code] = max(before, (factor, bonus))
    return strengths
