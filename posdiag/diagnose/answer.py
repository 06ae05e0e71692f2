"""What a diagnosis stands by: one cause, two at once, or that it cannot tell; and what it rules out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.channels import EVERYTHING, Channel
from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.diagnose.rank import Strength, by_hand, said_by, strengths_of

#: Below this the first cause is no answer.
LEAST_SURE = 0.35
#: A second cause stands beside the first where it is this likely, and where each has a finding that tells so
#: much of it and nothing of the other.
SECOND_SHARE, OWN_VOICE, NO_VOICE = 0.05, 4.0, 1.0
MOST_RULED_OUT = 3


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A cause that something speaks for and that is none all the same.

    `by` is the finding that speaks against it, or that it does not explain while the first cause does
    (`unexplained`).
    """

    cause: str
    party: str
    by: str
    unexplained: bool = False


def answer_of(
    findings: Sequence[Finding], shares: Sequence[CauseShare], causes: CauseTable
) -> tuple[str, ...]:
    """The causes that the diagnosis stands by, or `unknown`; empty where nothing is wrong."""
    if not shares:
        return ()
    first = next((share for share in shares if share.cause != UNKNOWN), None)
    if first is None or shares[0].cause == UNKNOWN or first.probability < LEAST_SURE:
        return (UNKNOWN,)
    second = next((share for share in shares if _stands_beside(share, first, findings, causes)), None)
    return (first.cause,) if second is None else (first.cause, second.cause)


def _stands_beside(
    share: CauseShare, first: CauseShare, findings: Sequence[Finding], causes: CauseTable
) -> bool:
    """Whether a cause explains what the first does not, and is of another class."""
    if (
        share.cause == UNKNOWN
        or share.probability < SECOND_SHARE
        or class_of(share.cause) == class_of(first.cause)
    ):
        return False
    told = [finding for finding in findings if finding.severity is not Severity.NOTE]
    own, others = by_hand(causes[share.cause], told), by_hand(causes[first.cause], told)
    return _alone(own, others) and _alone(others, own)


def _alone(mine: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    """Whether some finding speaks for the one loudly and for the other not at all."""
    return any(weight >= OWN_VOICE and theirs.get(code, 0.0) < NO_VOICE for code, weight in mine.items())


def ruled_out(
    findings: Sequence[Finding], shares: Sequence[CauseShare], causes: CauseTable
) -> tuple[RuledOut, ...]:
    """The likeliest of the causes that some finding speaks for and that were ranked out, each with why."""
    if not shares or shares[0].cause == UNKNOWN:
        return ()
    return _ruled_out(tuple(strengths_of(findings).items()), tuple(shares), causes)


@lru_cache(maxsize=256)
def _ruled_out(
    told: tuple[tuple[str, Strength], ...], shares: tuple[CauseShare, ...], causes: CauseTable
) -> tuple[RuledOut, ...]:
    """The same by the strengths of the findings, which come again and again in a capture."""
    strengths = dict(told)
    first = said_by(causes[shares[0].cause], strengths)
    kept = {share.cause for share in shares}
    found: list[tuple[float, RuledOut]] = []
    for cause in causes:
        said = said_by(cause, strengths)
        if cause.id in kept or cause.id == UNKNOWN or max(said.values(), default=0.0) < NO_VOICE:
            continue
        against = min(said, key=said.__getitem__)
        if said[against] < 0:
            found.append((sum(said.values()), RuledOut(cause.id, cause.party, against)))
            continue
        missed = max(first, key=lambda code: first[code] - said.get(code, 0.0))
        if first[missed] > said.get(missed, 0.0):
            found.append((sum(said.values()), RuledOut(cause.id, cause.party, missed, unexplained=True)))
    found.sort(key=lambda one: (-one[0], one[1].cause))
    return tuple(one for _, one in found[:MOST_RULED_OUT])


def missing_of(answer: Sequence[str], channels: Collection[Channel]) -> tuple[str, ...]:
    """The channels that nobody watched, where the diagnosis cannot tell: what would help to."""
    return tuple(sorted(EVERYTHING - set(channels))) if tuple(answer) == (UNKNOWN,) else ()
