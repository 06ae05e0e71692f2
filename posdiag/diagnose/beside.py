"""A second cause beside the first: what the first does not explain, weighed by itself.

The first cause explains a finding that speaks for it by hand, or that was seen in more than a few of its
re-enacted cases (`usual` in `profiles/ranking.json`). What is left over is ranked alone. How likely the
cause that it speaks for is there too, and not just a side effect that is seldom seen, was fitted on cases of
one cause and of two (`Second`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.features import accuses
from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.diagnose.voices import TELLING, scored

#: A finding seen in more than this share of a cause's cases is explained by it, and so is one that speaks for
#: it by hand with this weight.
LEAST_USUAL, LEAST_VOICE = 0.35, 1.0
#: Less likely than this no second cause is told; and no more than so many are.
LEAST_BESIDE, MOST_BESIDE = 0.04, 2
_SELDOM, _FAR = 0.005, 6.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cause that what is left over speaks for.

    `share` is its part when only that is ranked; `rarity` how seldom the first cause gives its loudest
    finding, 0 for always (minus the natural logarithm of the rate).
    """

    cause: str
    share: float
    rarity: float
    because: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def odds(self) -> float:
        """The share as the natural logarithm of odds."""
        share = min(max(self.share, 1e-6), 1 - 1e-6)
        return min(max(math.log(share / (1 - share)), -_FAR), _FAR)


def unexplained(findings: Sequence[Finding], cause: str, causes: CauseTable) -> list[Finding]:
    """The findings that went wrong and that this cause does not explain."""
    usual, by_hand = causes.ranking.usual.get(cause, {}), causes[cause].for_
    return [
        finding
        for finding in findings
        if finding.severity is not Severity.NOTE
        and usual.get(finding.code, 0.0) < LEAST_USUAL
        and by_hand.get(finding.code, 0.0) < LEAST_VOICE
    ]


def candidates(
    findings: Sequence[Finding], first: str, causes: CauseTable, channels: Collection[Channel]
) -> Iterator[Candidate]:
    """The causes of other classes that speak for what is left unexplained, the likeliest first.

    What the first cause leaves is ranked; then what that and the likeliest of these leave, and so on: of two
    side effects the louder does not hide the other.
    """
    left = unexplained(findings, first, causes)
    notes = [finding for finding in findings if finding.severity is Severity.NOTE]
    told = {class_of(first)}
    others: list[Candidate] = []
    while accuses(left):
        found = [
            one for one in _ranked(left, notes, first, causes, channels) if class_of(one.cause) not in told
        ]
        if not found:
            break
        yield found[0]
        told.add(class_of(found[0].cause))
        others += found[1:]
        left = unexplained(left, found[0].cause, causes)
    yield from (one for one in others if class_of(one.cause) not in told)


def _ranked(
    left: Sequence[Finding],
    notes: Sequence[Finding],
    first: str,
    causes: CauseTable,
    channels: Collection[Channel],
) -> Iterator[Candidate]:
    """The causes that speak for these findings, as if there were no others."""
    scaled, voices = scored([*left, *notes], causes, channels)
    scale = causes.ranking.scale_for(
        channels
    )  # fitted for the first cause's share; here it counts for nothing
    scores = {id_: score * scale for id_, score in scaled.items()}
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values())
    usual, codes = causes.ranking.usual.get(first, {}), {finding.code for finding in left}
    for id_ in sorted(scores, key=lambda id_: (-scores[id_], id_)):
        said = {code: weight for code, weight in voices[id_].items() if code in codes}
        loudest = max(said, key=said.__getitem__, default="")
        if id_ == UNKNOWN or said.get(loudest, 0.0) < TELLING:
            continue
        yield Candidate(
            id_,
            math.exp(scores[id_] - top) / total,
            -math.log(max(usual.get(loudest, 0.0), _SELDOM)),
            tuple(code for code, weight in said.items() if weight >= TELLING),
            tuple(code for code, weight in said.items() if weight <= -TELLING),
        )


def with_second(
    shares: Sequence[CauseShare],
    findings: Sequence[Finding],
    causes: CauseTable,
    channels: Collection[Channel],
) -> tuple[CauseShare, ...]:
    """The shares with those causes that may be there beside the first; their order else stays, and their sum.

    Where two are there, each has half of what both together are given: so much of the `probability` goes over
    from the others to the second. `beside` is how likely the second is there too.
    """
    if not shares or shares[0].cause == UNKNOWN:
        return tuple(shares)
    return put_beside(
        shares,
        [
            CauseShare(one.cause, 0.0, causes[one.cause].party, one.because, one.against, round(part, 4))
            for one, part in _likely(findings, shares[0].cause, causes, channels)
        ],
    )


def put_beside(shares: Sequence[CauseShare], seconds: Sequence[CauseShare]) -> tuple[CauseShare, ...]:
    """The shares with these beside the first of them; `beside` of each is how likely it is there too."""
    if not seconds:
        return tuple(shares)
    first = shares[0].cause
    told = {share.cause for share in seconds}
    keep = 1 - sum(share.beside for share in seconds) / 2
    others = sum(share.probability for share in shares if share.cause not in told)
    by_id = {
        share.cause: share
        if share.cause in told
        else replace(share, probability=round(share.probability * keep, 4))
        for share in shares
    }
    most = by_id[first].probability
    for share in seconds:
        known = by_id.get(share.cause) or replace(share, probability=0.0, because=())
        by_id[share.cause] = replace(
            known,
            probability=min(round(known.probability + others * share.beside / 2, 4), most),
            because=tuple(dict.fromkeys([*known.because, *share.because])),
            against=known.against or share.against,
            beside=share.beside,
        )
    return tuple(sorted(by_id.values(), key=lambda one: (-one.probability, one.cause != first, one.cause)))


def _likely(
    findings: Sequence[Finding], first: str, causes: CauseTable, channels: Collection[Channel]
) -> Iterator[tuple[Candidate, float]]:
    """The candidates with how likely each is there too; together at most certain."""
    room = 1.0
    for found in islice(candidates(findings, first, causes, channels), MOST_BESIDE):
        part = min(causes.ranking.second.likelihood(found.odds, found.rarity), room)
        if part < LEAST_BESIDE:
            return
        room -= part
        yield found, part
