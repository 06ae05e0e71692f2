"""One frame and what it says; one request and what came back: the words that detectors speak in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag.transcript import Frame, Observation
from posdiag.wire.message import Decoded, Kind, Message

#: Control bytes of an ECR link (PROTOCOLS 1.8). A triple ACK is one ACK of three bytes.
CONTROLS: Mapping[int, str] = {0x06: "ACK", 0x15: "NAK", 0x05: "ENQ", 0x04: "EOT"}

#: Faults that leave the frame itself whole: a field's content is odd. Every other fault breaks the frame.
MILD = ("text.", "field.not-numeric", "field.overflow", "card.", "tlv.")


@dataclass(frozen=True, slots=True)
class Reading:
    """One frame and what it says. `control` is ACK, NAK, ENQ or EOT; then `decoded` is None."""

    frame: Frame
    decoded: Decoded | None
    control: str | None = None

    @property
    def n(self) -> int:
        return self.frame.n

    @property
    def t_ms(self) -> int:
        return self.frame.t_ms

    @property
    def message(self) -> Message | None:
        return None if self.decoded is None else self.decoded.message

    @property
    def broken(self) -> bool:
        """Read with a fault in its frame; an event that needs no answer is no message, yet whole."""
        if self.decoded is None:
            return False
        return any(not fault.code.startswith(MILD) for fault in self.decoded.faults)

    @property
    def fault_codes(self) -> tuple[str, ...]:
        """What the reader found wrong with the bytes."""
        return () if self.decoded is None else tuple(fault.code for fault in self.decoded.faults)

    def get(self, name: str) -> str:
        return "" if self.message is None else self.message.get(name)


@dataclass(slots=True)
class Exchange:
    """One request of the POS, every sending of it, and what came until the next request.

    `answer` is the reply that names this request's trace number, wherever and whenever it arrived;
    `in_time` says whether it came before the POS's timer ran out.
    """

    request: Reading
    message: Message
    sendings: list[Reading] = field(default_factory=list)
    own_controls: list[Reading] = field(default_factory=list)
    controls: list[Reading] = field(default_factory=list)  # of the other side
    replies: list[Reading] = field(default_factory=list)  # whole, to this request
    strays: list[Reading] = field(default_factory=list)  # whole, to another request
    broken: list[Reading] = field(default_factory=list)
    tests: list[Reading] = field(default_factory=list)  # requests of the other side's own, such as 0800
    silences: list[Observation] = field(default_factory=list)
    closings: list[Observation] = field(default_factory=list)
    answer: Reading | None = None
    in_time: bool = False

    @property
    def kind(self) -> Kind:
        return self.message.kind

    @property
    def stan(self) -> str:
        return self.message.get("stan")

    def heard(self, control: str) -> list[Reading]:
        return [reading for reading in self.controls if reading.control == control]

    @property
    def acks(self) -> list[Reading]:
        """ACKs to the request's frame; one that lets an ENQ in comes before the frame."""
        return [ack for ack in self.heard("ACK") if ack.n > self.request.n]

    @property
    def gave_up_ms(self) -> int | None:
        """When the POS stopped waiting for the answer, where its timer was seen to run out."""
        return next((seen.t_ms for seen in self.silences if "answer" in seen.text), None)

    @property
    def evidence(self) -> tuple[int, ...]:
        return tuple(reading.n for reading in self.sendings)


@dataclass(frozen=True, slots=True)
class HostTalk:
    """What the host link shows of one trace number: requests and answers, in order."""

    requests: tuple[Reading, ...] = ()
    replies: tuple[Reading, ...] = ()

    @property
    def delay_ms(self) -> int | None:
        """From the first request to the first answer, or None where none was seen."""
        if not self.requests or not self.replies:
            return None
        return self.replies[0].t_ms - self.requests[0].t_ms


def control_of(data: bytes) -> str | None:
    """The control sequence that these bytes are, or None."""
    if data and data.count(data[0]) == len(data):
        return CONTROLS.get(data[0])
    return None


def won(text: str) -> int:
    """An amount field as won; what is no number counts as nothing."""
    return int(text) if text.isascii() and text.isdigit() else 0


def meant_text(seen: Observation) -> str:
    """What a screen was meant to say: its bytes as CP949 where they are known, else its text."""
    return seen.raw.decode("cp949", errors="ignore") if seen.raw else seen.text
