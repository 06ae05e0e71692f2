"""How likely each cause is, given what was found, and what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from posdiag.diagnose.causes import UNKNOWN, Cause, CauseTable
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.features import accuses, code_of, features_of
from posdiag.diagnose.finding import CauseShare, Finding, Severity

#: Weight of a finding by its severity. A note is what was expected, so it says nothing of a cause.
_STRENGTH = {Severity.CRITICAL: 1.0, Severity.ERROR: 1.0, Severity.WARNING: 0.95, Severity.NOTE: 0.0}
#: What was survived explains less than what was not, where both were seen.
_WARNING_BESIDE_ERROR = 0.5
#: Money that went wrong outranks the rest (DESIGN 3).
_CRITICAL_BONUS = 1.0
#: A trait of the profile that explains what the bytes show.
_TRAIT_BONUS = 0.7
#: No evidence of this kind is proof: so much is the most that all named causes share.
_CERTAINTY = 0.99
#: Shares below this are noise and are not told.
_LEAST_SHARE = 0.02
#: What a finding that no cause explains makes of `unknown`: something is there that is in no table.
_STRANGE = 8.0
#: A finding that makes a cause so much likelier, or less likely, is named with it (natural logarithm).
_TELLING = 1.0
#: What a finding's weight is multiplied by, and what is added to it where it speaks for a cause.
Strength = tuple[float, float]


def rank(
    findings: Sequence[Finding], causes: CauseTable, channels: Collection[Channel] = ()
) -> tuple[CauseShare, ...]:
    """The causes with their probabilities, likeliest first; they sum to at most 1.

    Empty where nothing was found that went wrong: notes of expected refusals raise no cause. A
    finding counts once, however often it was seen. `unknown` takes what the evidence leaves. `channels` are
    those in which could be looked.
    """
    if not accuses(findings):
        return ()
    said = tuple(strengths_of(findings).items())
    return _ranked(said, features_of(findings, channels), frozenset(channels), causes)


@lru_cache(maxsize=256)
def _ranked(
    said: tuple[tuple[str, Strength], ...],
    features: tuple[str, ...],
    channels: frozenset[Channel],
    causes: CauseTable,
) -> tuple[CauseShare, ...]:
    """The same of findings of these strengths: in captures the same ones come again and again."""
    strengths = dict(said)
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
    return shares_of(scores, voices, causes)


def shares_of(
    scores: Mapping[str, float], voices: Mapping[str, Mapping[str, float]], causes: CauseTable
) -> tuple[CauseShare, ...]:
    """The shares of these scores (natural logarithms); noise and what nothing speaks for is left out."""
    top = max(scores.values())
    mass = {id_: math.exp(score - top) for id_, score in scores.items()}
    total = sum(mass.values())
    shares = []
    for id_, part in mass.items():
        said = voices[id_]
        because = tuple(name for name, weight in said.items() if weight >= _TELLING and name)
        against = tuple(name for name, weight in said.items() if weight <= -_TELLING and name)
        if part / total >= _LEAST_SHARE and (because or id_ == UNKNOWN):
            probability = round(_CERTAINTY * part / total, 4)
            shares.append(CauseShare(id_, probability, causes[id_].party, because, against))
    return tuple(sorted(shares, key=lambda share: (-share.probability, share.cause)))


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
