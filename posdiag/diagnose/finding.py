"""A finding: one thing that a detector saw, with the frames that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.transcript import Party


class Severity(StrEnum):
    """How bad a finding is; `critical` is kept for money that went wrong."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, how bad it is, on whose side, and where it can be seen.

    `code` is stable and for programs; `summary` maps a language to a sentence. `evidence` holds frame
    numbers, `observed` observation numbers. `facts` are values that guidance may fill in or act on.
    """

    code: str
    severity: Severity
    party: Party
    summary: Mapping[str, str]
    evidence: tuple[int, ...] = ()
    observed: tuple[int, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CauseShare:
    """A cause of the taxonomy with its probability, and the findings that speak for it and against it.

    `beside`, where it is not 0: how likely the cause is there together with the first one, since it explains
    what that does not.
    """

    cause: str
    probability: float
    party: str
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    beside: float = 0.0


def class_of(cause: str) -> str:
    """`family.class` of a cause: `txn.duplicate.retry_before_inquiry` is `txn.duplicate`."""
    return ".".join(cause.split(".")[:2])
