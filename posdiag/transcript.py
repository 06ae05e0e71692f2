"""What was seen in one replay or capture: frames on the links, screens and receipts, the statement.

Times are milliseconds since the replay began. Numbers `n` are shared by frames and observations, in
the order in which they were seen, so that evidence can point at either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Party(StrEnum):
    """Who speaks, and on whose side a fault lies."""

    POS = "pos"
    TERMINAL = "terminal"
    LINE = "line"
    VAN = "van"
    ISSUER = "issuer"
    MERCHANT = "merchant"
    COUPON = "coupon"


#: How the note of an echo test begins; then follows `SAME_LINE` or `AS_SET` for one in the POS's own way,
#: on the line of the replay or on a new one, or the options that are set otherwise (`bitmap=hex`), or `PORT`
#: and how the serial port was set (`port=19200 8N1`), or `UNREAD` for what came back and was no answer in the
#: way of the test.
ECHO = "echo: "
SAME_LINE = "same connection"
AS_SET = "new connection"
PORT = "port="
UNREAD = "unread"


class LinkName(StrEnum):
    """Which link a frame was seen on."""

    ECR = "ecr"
    HOST = "host"


class Seen(StrEnum):
    """What kind of thing an observation is."""

    SCREEN = "screen"  # a text on the POS's or the terminal's screen
    RECEIPT = "receipt"  # a printed line
    SILENCE = "silence"  # a timer of the POS ran out; `text` names the timer, `wait_ms` its length
    CLOSED = "closed"  # the link ended; `text` is the reason (refused, reset, ended, lost)
    DIALLED = "dialled"  # the POS connected anew; `text` says after what
    REFUSED = "refused"  # the POS itself refused before anything was sent; `text` is what it showed
    MISSED = "missed"  # the capture lacks bytes that `by` sent; `text` is how many, empty where unknown
    BELIEF = "belief"  # what the POS told its cashier at the end of a payment: approved or declined


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame, a control sequence (ACK, NAK, ENQ, EOT) or junk bytes, as one party sent it.

    `note` says why bytes are junk: garbage, incomplete, gap, too-long, unread or dropped. One that
    begins with `ECHO` marks an echo test after a replay, and in what it is written otherwise.
    """

    n: int
    t_ms: int
    link: LinkName
    sender: Party
    receiver: Party
    data: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something seen that is not on a link. `raw` holds a screen's or receipt's bytes where known."""

    n: int
    t_ms: int
    kind: Seen
    by: Party
    text: str
    raw: bytes = b""
    wait_ms: int = 0


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One booking in the issuer's records. Amounts are won, always positive."""

    t_ms: int
    kind: str  # "charge" or "cancel"
    amount_krw: int
    purse: str  # "coupon", "policy", "charged", "card" or "account"
    approval: str
    merchant: str = ""  # merchant number the sale was booked under
    stan: str = ""
    note: str = ""  # what the issuer wrote beside it


@dataclass(frozen=True, slots=True)
class Statement:
    """What the issuer's records show of this instrument after the replay."""

    rows: tuple[StatementRow, ...] = ()
    balances: tuple[tuple[str, int], ...] = ()  # purse -> won left
    opening: tuple[tuple[str, int], ...] = ()  # purse -> won before the replay


@dataclass(slots=True)
class Transcript:
    """Everything seen, in order of `n`. Only the pump and the readers of captures append to it."""

    frames: list[Frame] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    statement: Statement | None = None

    def next_number(self) -> int:
        return len(self.frames) + len(self.observations) + 1

    def add_frame(
        self, t_ms: int, link: LinkName, sender: Party, receiver: Party, data: bytes, note: str = ""
    ) -> Frame:
        frame = Frame(self.next_number(), t_ms, link, sender, receiver, data, note)
        self.frames.append(frame)
        return frame

    def observe(
        self, t_ms: int, kind: Seen, by: Party, text: str, raw: bytes = b"", wait_ms: int = 0
    ) -> Observation:
        seen = Observation(self.next_number(), t_ms, kind, by, text, raw, wait_ms)
        self.observations.append(seen)
        return seen

    def on(self, link: LinkName) -> Iterator[Frame]:
        """The frames of one link, in order."""
        return (frame for frame in self.frames if frame.link is link)
