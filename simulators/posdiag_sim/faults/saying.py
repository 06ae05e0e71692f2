"""Faults by which somebody refuses with a response code: host and issuer, or the terminal by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from posdiag_sim.faults.base import Fault

_CODE = "[0-9A-Z]{2}"
KINDS = ("any", "approve", "cancel", "reverse", "inquire", "balance")


@dataclass(slots=True)
class HostSays(Fault):
    """The host (or the issuer behind it) answers requests of kind `to` with `code`, and does nothing."""

    name: ClassVar[str] = "host-says"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"to": KINDS}
    patterns: ClassVar[dict[str, str]] = {"code": _CODE}

    code: str = "96"
    to: str = "approve"

    def host_says(self, request: int, kind: str) -> str:
        return self.code if self.to in ("any", kind) and self.fires(request) else ""


@dataclass(slots=True)
class TerminalSays(Fault):
    """The terminal ends requests of kind `to` with a `code` of its own: its cancel key, a failed reader."""

    name: ClassVar[str] = "terminal-says"
    needs_terminal: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"to": KINDS}
    patterns: ClassVar[dict[str, str]] = {"code": _CODE}

    code: str = "U1"
    to: str = "approve"

    def terminal_says(self, request: int, kind: str) -> str:
        return self.code if self.to in ("any", kind) and self.fires(request) else ""


@dataclass(slots=True)
class ClockCheck(Fault):
    """The host refuses requests whose time is more than `s` seconds from its own."""

    name: ClassVar[str] = "clock-check"
    built_in: ClassVar[bool] = True

    s: int = 300

    def clock_limit_s(self) -> int:
        return self.s
