"""What happens on a link, as a session tells it: every byte sent or heard is in exactly one event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes of ours: a frame or a control sequence."""

    data: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class HeardFrame:
    """A whole frame; `intact`: its framing and check byte are right."""

    data: bytes
    at_ms: int
    intact: bool = True


@dataclass(frozen=True, slots=True)
class HeardControl:
    """A control sequence: one byte, or the bytes that make one ACK together."""

    data: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class HeardJunk:
    """Bytes that are no frame; `reason` is a framing.JunkReason."""

    data: bytes
    at_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The far side has our frame. `by_answer`: it answered without an ACK."""

    at_ms: int
    by_answer: bool = False


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Our frame was given up: `no-ack`, `nak-limit`, `no-enq-ack` or `link-closed`."""

    at_ms: int
    reason: str


class Notice(StrEnum):
    """What a careful listener notices beside the bytes."""

    ANSWER_BEFORE_ACK = "answer-before-ack"
    ACK_SHORT = "ack-short"  # fewer 06 bytes than make one ACK
    FRAME_AGAIN = "frame-again"  # the same bytes as the last sound frame
    FRAME_WITHOUT_ENQ = "frame-without-enq"
    STRAY_ACK = "stray-ack"
    STRAY_NAK = "stray-nak"
    STRAY_ENQ = "stray-enq"  # a call where the link has no handshake
    STRAY_EOT = "stray-eot"
    NO_EOT = "no-eot"  # the far side called and never closed
    NAKS_ENDED = "naks-ended"  # MAX_NAKS is reached
    GARBAGE_DROPPED = "garbage-dropped"  # bytes beyond MAX_GARBAGE; in no other event


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something odd that the transcript's bytes alone show less plainly. `detail` is a number or empty."""

    at_ms: int
    notice: Notice
    detail: str = ""


SessionEvent = Sent | HeardFrame | HeardControl | HeardJunk | Delivered | Undelivered | Noticed
