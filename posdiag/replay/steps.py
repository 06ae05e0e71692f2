"""What a till asks of the world around it, and what it is told: the words between till and pump."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry
from posdiag.transcript import Seen
from posdiag.wire.message import Message


@dataclass(frozen=True, slots=True)
class Ask:
    """Send a request and wait for its answer."""

    message: Message
    wait_ms: int


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait without asking: late answers may come."""

    wait_ms: int


@dataclass(frozen=True, slots=True)
class Present:
    """The customer presents an instrument."""

    instrument: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Show:
    """The POS shows something to the cashier."""

    kind: Seen
    text: str
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Conclude:
    """The POS tells its cashier how the payment ended."""

    belief: Belief
    booked_krw: int


Command = Ask | Listen | Present | Show | Conclude


class Came(StrEnum):
    """What became of an Ask."""

    ANSWERED = "answered"
    SILENT = "silent"  # delivered as far as the POS knows, but no answer in time
    UNDELIVERED = "undelivered"  # nobody acknowledged the frame
    CLOSED = "closed"  # the link ended or could not be opened


@dataclass(frozen=True, slots=True)
class Told:
    """The pump's reply to any command. `late` holds answers to other requests that came meanwhile."""

    at_ms: int
    came: Came = Came.SILENT
    answer: Message | None = None
    late: tuple[Message, ...] = ()
    sent: bool = True  # bytes of the request left the POS
