"""How far the reading of an ISO 8583 frame has come, and what it found: fields with places, and faults."""

from __future__ import annotations

from posdiag.wire.iso8583.framing import MAX_FRAME_BYTES
from posdiag.wire.message import Fault, Field
from posdiag.worded import worded

_MAX_FAULTS = 64

#: Faults after which nobody can say where the next field begins.
STOPPING = frozenset(
    {
        "length.missing",
        "mti.short",
        "mti.not-digits",
        "bitmap.short",
        "bitmap.not-hex",
        "field.undefined",
        "field.overrun",
        "prefix.overrun",
        "prefix.not-digits",
        "prefix.over-max",
    }
)


class Scan:
    """What was found so far in a frame, and where reading stands: at `at`, of what ends at `stop`.

    `strict` is for who wants a sound frame or none: the first fault stops it, at the element `reached`.
    """

    __slots__ = ("at", "faults", "fields", "frame", "reached", "stop", "stopped", "strict")

    def __init__(self, frame: bytes, at: int = 0, strict: bool = False) -> None:
        self.strict = strict
        self.reached = 0
        self.frame = frame[:MAX_FRAME_BYTES]
        self.at = at
        self.stop = len(self.frame)
        self.fields: list[Field] = []
        self.faults: list[Fault] = []
        self.stopped = False
        if len(frame) > MAX_FRAME_BYTES:
            text = worded(
                "{frame} bytes, of which {max_frame_bytes} are read",
                frame=len(frame),
                max_frame_bytes=MAX_FRAME_BYTES,
            )
            self.fault(MAX_FRAME_BYTES, "size.limit", text)

    def fault(self, offset: int, code: str, message: str) -> None:
        self.stopped = self.stopped or self.strict or code in STOPPING
        if len(self.faults) < _MAX_FAULTS:
            self.faults.append(Fault(offset, code, message))

    def here(self, code: str, message: str) -> None:
        """A fault where reading stands."""
        self.fault(self.at, code, message)

    def take(self, path: str, length: int, value: str, name: str = "") -> None:
        self.fields.append(Field(path, self.at, length, value, name))
        self.at += length
