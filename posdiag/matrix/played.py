"""What one replay of a matrix came to, small enough to keep: verdict, what was found, cause, money.

A full record with its transcript takes a hundred times the room; it is made again for the first replay of
each group of like failures (`tally.py`), and by the command that is printed for each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.payment.money import MoneyAccount
from posdiag.record import Verdict

#: Findings that are kept of one replay, the worst first.
MOST_SIGNS = 5
MOST_FRAMES = 6


@dataclass(frozen=True, slots=True)
class Sign:
    """A finding without its facts."""

    code: str
    severity: Severity
    party: str
    summary: Mapping[str, str]
    frames: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Played:
    """One replay. `cause` is the likeliest by the findings alone, empty where none is named.

    `codes` digests all findings of error and above, so that like failures are known by it. `error` says
    what kept the replay from being judged.
    """

    index: int
    verdict: Verdict
    cause: str = ""
    probability: float = 0.0
    party: str = ""
    signs: tuple[Sign, ...] = ()
    codes: str = ""
    charges: int = 0
    charged_krw: int = 0
    pos_believes: str = "unknown"
    agrees: bool = True
    why: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether the release is at fault here: what could not be judged is no failure of anyone."""
        return self.verdict is Verdict.INCOMPATIBLE

    @property
    def severity(self) -> Severity | None:
        return self.signs[0].severity if self.signs else None


def played(
    index: int,
    verdict: Verdict,
    findings: Sequence[Finding],
    causes: Sequence[CauseShare],
    money: MoneyAccount,
    why: Mapping[str, str],
) -> Played:
    """What is kept of a replay. Its texts are masked already."""
    worst = sorted(findings, key=lambda finding: finding.severity.rank)
    telling = [one for one in worst if one.severity is not Severity.NOTE] or worst
    first = causes[0] if causes and verdict is not Verdict.COMPATIBLE else None
    return Played(
        index=index,
        verdict=verdict,
        cause=first.cause if first else "",
        probability=round(first.probability, 4) if first else 0.0,
        party=first.party if first else "",
        signs=tuple(map(_sign, telling[:MOST_SIGNS])),
        codes=_codes(findings),
        charges=money.charges,
        charged_krw=money.charged_krw,
        pos_believes=str(money.pos_believes),
        agrees=money.agrees,
        why=dict(why),
    )


def _sign(finding: Finding) -> Sign:
    frames = finding.evidence[:MOST_FRAMES]
    return Sign(finding.code, finding.severity, str(finding.party), dict(finding.summary), frames)


def _codes(findings: Sequence[Finding]) -> str:
    bad = sorted({one.code for one in findings if one.severity.rank <= Severity.ERROR.rank})
    return hashlib.sha256("\n".join(bad).encode()).hexdigest()[:12] if bad else ""


def to_list(one: Played) -> list[Any]:
    """As a journal keeps it."""
    signs = [[s.code, str(s.severity), s.party, dict(s.summary), list(s.frames)] for s in one.signs]
    money = [one.charges, one.charged_krw, one.pos_believes, one.agrees]
    cause = [one.cause, one.probability, one.party]
    return [one.index, str(one.verdict), cause, signs, one.codes, money, dict(one.why), one.error]


def from_list(value: Any) -> Played:
    """The same back. ValueError for anything else."""
    try:
        index, verdict, cause, signs, codes, money, why, error = value
        return Played(
            index=int(index),
            verdict=Verdict(verdict),
            cause=str(cause[0]),
            probability=float(cause[1]),
            party=str(cause[2]),
            signs=tuple(Sign(c, Severity(s), p, _texts(t), tuple(f)) for c, s, p, t, f in signs),
            codes=str(codes),
            charges=int(money[0]),
            charged_krw=int(money[1]),
            pos_believes=str(money[2]),
            agrees=bool(money[3]),
            why=_texts(why),
            error=str(error),
        )
    except (TypeError, LookupError, AttributeError) as fault:
        raise ValueError(str(fault)) from fault


def _texts(value: Any) -> dict[str, str]:
    return {str(lang): str(text) for lang, text in value.items()}
