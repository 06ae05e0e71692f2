"""The fingerprint of a failure: the same as long as the same thing fails in the same way.

Seeds, times, ports, frame numbers, lines of files and the words of a sentence are no part of it. The
cause is the likeliest by the findings alone: it hangs on nothing but what was seen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

#: Part of every fingerprint, so that a later way of making them cannot be taken for this one.
_KIND = "posdiag/fingerprint/1"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What a failure is known by. `rig` is the terminal without `sim:`; `faults` those put into the run."""

    scenario: str
    pos: str  # ID@RELEASE
    rig: str
    faults: tuple[str, ...]
    verdict: str
    cause: str

    @property
    def fingerprint(self) -> str:
        """16 hex digits."""
        parts = (_KIND, self.scenario, self.pos, self.rig, *sorted(self.faults), self.verdict, self.cause)
        text = "\n".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def place(self) -> tuple[str, str, str, tuple[str, ...]]:
        """Where it fails, whatever the cause."""
        return self.scenario, self.pos, self.rig, tuple(sorted(self.faults))
