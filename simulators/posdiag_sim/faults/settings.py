"""A terminal whose firmware is set otherwise than the rig has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from posdiag_sim.faults.base import Fault
from posdiag_sim.firmware import Firmware

_YES_NO = ("", "yes", "no")
_FLAGS = (
    "dedupe", "reverse_on_timeout", "reverse_on_unacked", "fallback", "keeps_last", "strict_text",
    "tells_balance", "percent_answers",
)  # fmt: skip
_NUMBERS = ("host_wait_ms", "approval_digits", "buffer_bytes", "reversal_tries")


@dataclass(slots=True)
class TerminalSet(Fault):
    """Each setting of the firmware that is named has another value; the others stay as they are."""

    name: ClassVar[str] = "terminal"
    needs_terminal: ClassVar[bool] = True
    built_in: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {
        **dict.fromkeys(_FLAGS, _YES_NO),
        "host_stan": ("", "pos", "own"),
        "text_cut": ("", "characters", "bytes"),
        "unsupported": ("", "cancel", "reverse", "inquire", "balance", "check"),
    }
    patterns: ClassVar[dict[str, str]] = {
        "entries": "[CSFTQBKM]+",
        "clock_s": "-?[0-9]{1,9}",
        **dict.fromkeys(_NUMBERS, "[0-9]{1,7}"),
    }

    dedupe: str = ""
    reverse_on_timeout: str = ""
    reverse_on_unacked: str = ""
    fallback: str = ""
    keeps_last: str = ""
    strict_text: str = ""
    tells_balance: str = ""
    percent_answers: str = ""
    host_stan: str = ""
    text_cut: str = ""
    unsupported: str = ""
    entries: str = ""
    clock_s: str = ""
    host_wait_ms: str = ""
    approval_digits: str = ""
    buffer_bytes: str = ""
    reversal_tries: str = ""

    def firmware(self, firmware: Firmware) -> Firmware:
        changes: dict[str, Any] = {
            flag: getattr(self, flag) == "yes" for flag in _FLAGS if getattr(self, flag)
        }
        changes |= {name: int(getattr(self, name)) for name in (*_NUMBERS, "clock_s") if getattr(self, name)}
        changes |= {name: getattr(self, name) for name in ("host_stan", "text_cut") if getattr(self, name)}
        if self.entries:
            changes["entries"] = frozenset(self.entries)
        if self.unsupported:
            changes["unsupported"] = firmware.unsupported | {self.unsupported}
        return replace(firmware, **changes)
