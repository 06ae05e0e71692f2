"""How likely each cause is, given what was found, and what speaks for it and against it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from posdiag.diagnose.beside import with_second
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.features import accuses
from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.diagnose.voices import TELLING, Voices, scored
from posdiag.transcript import Party

#: No evidence of this kind is proof: so much is the most that all named causes share.
_CERTAINTY = 0.99
#: Shares below this are noise and are not told.
_LEAST_SHARE = 0.02
#: Of a finding: code, severity, party, whether a trait explains it, and the response code it is about.
Told = tuple[str, Severity, Party, bool, str]


def rank(
    findings: Sequence[Finding], causes: CauseTable, channels: Collection[Channel] = ()
) -> tuple[CauseShare, ...]:
    """The causes with their probabilities, likeliest first; they sum to at most 1.

    Empty where nothing was found that went wrong: notes of expected refusals raise no cause. A
    finding counts once, however often it was seen. `unknown` takes what the evidence leaves. `channels` are
    those in which could be looked. What the first cause does not explain may raise a second beside it.
    """
    if not accuses(findings):
        return ()
    told = tuple(dict.fromkeys(map(_told, findings)))
    return _ranked(told, frozenset(channels), causes)


def _told(finding: Finding) -> Told:
    return (
        finding.code,
        finding.severity,
        finding.party,
        "trait" in finding.facts,
        finding.facts.get("code", ""),
    )


@lru_cache(maxsize=256)
def _ranked(
    told: tuple[Told, ...], channels: frozenset[Channel], causes: CauseTable
) -> tuple[CauseShare, ...]:
    """The same of findings by all that a ranking looks at: in captures the same come again and again."""
    findings = [
        Finding(code, severity, party, {}, facts=({"trait": ""} if trait else {}) | {"code": reply})
        for code, severity, party, trait, reply in told
    ]
    scores, voices = scored(findings, causes, channels)
    return with_second(shares_of(scores, voices, causes), findings, causes, channels)


def shares_of(
    scores: Mapping[str, float], voices: Mapping[str, Voices], causes: CauseTable
) -> tuple[CauseShare, ...]:
    """The shares of these scores (natural logarithms); noise and what nothing speaks for is left out."""
    top = max(scores.values())
    mass = {id_: math.exp(score - top) for id_, score in scores.items()}
    total = sum(mass.values())
    shares = []
    for id_, part in mass.items():
        said = voices[id_]
        because = tuple(name for name, weight in said.items() if weight >= TELLING and name)
        against = tuple(name for name, weight in said.items() if weight <= -TELLING and name)
        if part / total >= _LEAST_SHARE and (because or id_ == UNKNOWN):
            probability = round(_CERTAINTY * part / total, 4)
            shares.append(CauseShare(id_, probability, causes[id_].party, because, against))
    return tuple(sorted(shares, key=lambda share: (-share.probability, share.cause)))
