"""A fault of cancels: the VAN approves one, and the issuer does not give the money back whence it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from posdiag_sim.faults.base import Fault

NOTHING = "nothing"


@dataclass(slots=True)
class CancelUnrestored(Fault):
    """A cancel or 망취소 is answered with 00; no purse gets it back, or the customer's `card` does."""

    name: ClassVar[str] = "cancel-unrestored"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {
        "of": ("cancel", "reversal", "both"),
        "to": (NOTHING, "card"),
    }

    of: str = "both"
    to: str = NOTHING

    def gives_back(self, request: int, reversal: bool) -> str:
        meant = self.of in ("both", "reversal" if reversal else "cancel")
        return self.to if meant and self.fires(request) else ""
