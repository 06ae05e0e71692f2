"""What a link is: bytes out, and one of three answers in: heard, silence, closed.

Three different facts, three different findings: a link never turns one into another and never
raises for what the other side did. Time belongs to the link: `now_ms` is simulated on a virtual
link and monotonic on a real one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable


class Why(StrEnum):
    """Why a link closed."""

    REFUSED = "refused"  # nobody listens there
    RESET = "reset"  # cut by the other side or the network, unread bytes may be lost
    ENDED = "ended"  # closed in an orderly way (EOF)
    LOST = "lost"  # the device vanished (cable, port)
    TLS_VERSION = "tls-version"  # the other side refuses every TLS version that this one offers
    TLS_CIPHER = "tls-cipher"  # no version or cipher in common, the other side being the older one
    TLS_CERTIFICATE = "tls-certificate"  # its certificate is not trusted, or is another name's
    TLS_DATES = "tls-dates"  # its certificate is past its dates, or one of the two clocks is wrong


@dataclass(frozen=True, slots=True)
class Heard:
    """Bytes arrived; `at_ms` is when the last of them did."""

    data: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing arrived until `at_ms`, the time waited for."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The link is gone. Every later call answers Closed again."""

    why: Why
    at_ms: int


Answer = Heard | Silence | Closed


class Link(Protocol):
    """A two-way byte stream with its own clock."""

    def now_ms(self) -> int:
        """Milliseconds on this link's clock."""
        ...

    def send(self, data: bytes) -> None:
        """Hand bytes to the other side. If the link is closed, the next `wait` says so."""
        ...

    def wait(self, until_ms: int) -> Answer:
        """Wait for bytes until `until_ms` on this link's clock.

        Returns at once with what is there, in pieces of any size; a piece boundary means nothing.
        """
        ...

    def reopen(self) -> None:
        """Connect again after Closed, as a POS that dials anew; failing shows at the next `wait`."""
        ...

    def close(self) -> None:
        """Let go of the link; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class PortSetting:
    """How a serial port is set: bauds, bits of a character (7 or 8) and parity (N, E, O); one stop bit."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"

    def __str__(self) -> str:
        return f"{self.baud} {self.bits}{self.parity}1"

    def words(self) -> Mapping[str, int | str]:
        """The same by names."""
        return {"baud": self.baud, "bits": self.bits, "parity": self.parity}


@runtime_checkable
class Settable(Protocol):
    """A link over a serial port, which can be set otherwise while it is in use."""

    def set_port(self, setting: PortSetting | None) -> bool:
        """Open the line anew so set, or as it was first (None); False where the port cannot be set so."""
        ...
