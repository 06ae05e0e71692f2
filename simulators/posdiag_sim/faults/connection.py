"""Faults of the connection: refused, cut, or gone without a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from posdiag_sim.faults.base import DOWN, UP, Fault
from posdiag_sim.line import Unit


@dataclass(slots=True)
class _Breaking(Fault):
    """Ends the connection when a request, or the answer to it, is on its way."""

    usual_way: ClassVar[str] = ""
    ending: ClassVar[str] = ""

    when: str = "request"  # or answer

    def breaks(self, unit: Unit) -> str:
        way = UP if self.when == "request" else DOWN
        return self.ends_as if unit.what == "frame" and unit.way == way and self.fires(unit.request) else ""

    @property
    def ends_as(self) -> str:
        return self.ending


@dataclass(slots=True)
class Reset(_Breaking):
    """The connection is reset: before the request arrives, or after the answer was sent."""

    name: ClassVar[str] = "reset"
    ending: ClassVar[str] = "reset"


@dataclass(slots=True)
class HalfOpen(_Breaking):
    """One side is gone and nobody says so: bytes vanish both ways until the line is opened anew.

    It is a matter of one connection, so without a `count` only the first one is hit.
    """

    name: ClassVar[str] = "half-open"
    ending: ClassVar[str] = "half-open"

    left: int | None = field(default=1, kw_only=True)


@dataclass(slots=True)
class Refused(Fault):
    """Nobody listens: the connection cannot be opened. `from` and `count` count attempts."""

    name: ClassVar[str] = "refused"

    attempts: int = 0

    def refuses(self) -> str:
        self.attempts += 1
        return "refused" if self.fires(self.attempts) else ""


@dataclass(slots=True)
class Tls(Fault):
    """The two sides find no TLS session: `why` says over what. `from` and `count` count attempts."""

    name: ClassVar[str] = "tls"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"why": ("version", "cipher", "certificate", "dates")}

    why: str = "certificate"
    attempts: int = 0

    def refuses(self) -> str:
        self.attempts += 1
        return f"tls-{self.why}" if self.fires(self.attempts) else ""


@dataclass(slots=True)
class HangUp(_Breaking):
    """The other side hangs up in an orderly way, or the device is gone (`how=lost`: cable, port)."""

    name: ClassVar[str] = "hang-up"
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"how": ("ended", "lost"), "when": ("request", "answer")}

    how: str = "ended"

    @property
    def ends_as(self) -> str:
        return self.how
