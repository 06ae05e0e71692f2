"""What a plan asks of the line, and what it is told: the plan itself opens, sends and waits for nothing."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TypeVar

from posdiag.link.api import Why
from posdiag.link.opening import Bar
from posdiag.probe.settings import LineSettings


@dataclass(frozen=True, slots=True)
class Open:
    """Open the line anew: a serial port so set, or a network address, plain or with TLS."""

    settings: LineSettings | None = None
    tls: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Send these bytes. Made by `posdiag.probe.harmless` alone, and looked at again before they go."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Hear:
    """Wait for bytes until `until_ms` on the line's clock."""

    until_ms: int


Step = Open | Say | Hear


@dataclass(frozen=True, slots=True)
class Opened:
    """The line is open. `fixed_speed`: no wire at all (pty, network), so speed and parity are nothing."""

    at_ms: int
    fixed_speed: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """The line could not be opened.

    `holders` are the programs that have it, `group` the users who may open it, where known.
    """

    why: Bar
    told: str = ""
    holders: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The bytes were handed over."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Got:
    """What was heard; nothing after a silence.

    `damaged` marks bytes whose parity or stop bit was wrong, one truth value a byte; None where the
    port cannot tell.
    """

    data: bytes
    at_ms: int
    damaged: tuple[bool, ...] | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The line closed."""

    why: Why
    at_ms: int


Reply = Opened | Barred | Said | Got | Gone

T = TypeVar("T")
#: A piece of the plan: yields steps, is sent what came of each, and returns its result.
Part = Generator[Step, Reply, T]


@dataclass(slots=True)
class Sound:
    """Bytes heard at one setting, with their damage marks as long as the port can tell."""

    settings: LineSettings | None = None
    data: bytearray = field(default_factory=bytearray)
    damaged: list[bool] | None = field(default_factory=list)

    def add(self, got: Got) -> None:
        self.data += got.data
        if got.damaged is None and got.data:
            self.damaged = None
        elif self.damaged is not None and got.damaged is not None:
            self.damaged += got.damaged
