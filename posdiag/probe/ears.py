"""Finds what is sound in a stretch of bytes: frames of known dialects, frames of none, control bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from posdiag.wire.codec import Codec
from posdiag.wire.describe import guess
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.framer import EcrFramer
from posdiag.wire.ecr.spec import ACK, ENQ, EOT, ETX, NAK, STX, Check, check_byte
from posdiag.wire.framing import FramePiece, Framer
from posdiag.wire.host_framer import HostFramer
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Decoded

#: Bytes of one stretch that are read; a line that says more says it again.
MOST_BYTES: Final = 16_384
#: Frames of one stretch that are read.
MOST_FRAMES: Final = 32
#: How well a frame must fit a dialect to count as one of it.
SOUND: Final = 0.8
#: Frames of no known dialect need so many bytes between STX and ETX: a chance match is short.
_LEAST_BODY: Final = 4

NAMES: Final = {ENQ: "ENQ", ACK: "ACK", NAK: "NAK", EOT: "EOT"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A sound frame and the dialects that read it best, all of them equally well."""

    data: bytes
    dialects: tuple[str, ...]
    score: float
    decoded: Decoded


@dataclass(frozen=True, slots=True)
class Strange:
    """Frames from STX to ETX of no known dialect: how many, and under which check rule."""

    check: Check
    count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of bytes holds. `covered` is the share of bytes that belong to something sound."""

    frames: tuple[Frame, ...] = ()
    controls: Counter[str] = field(default_factory=Counter)
    strange: Strange | None = None
    covered: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether the bytes make sense as they stand."""
        if self.frames or self.strange is not None:
            return True
        return self.covered >= 0.9 and bool(self.controls)


class Ears:
    """Every dialect that is spoken on links. Reading never raises, whatever the bytes."""

    def __init__(self, codecs: Sequence[Codec]) -> None:
        self.ecr = tuple(codec for codec in codecs if isinstance(codec, EcrCodec))
        self.host = tuple(codec for codec in codecs if isinstance(codec, IsoCodec))
        self.all: tuple[EcrCodec | IsoCodec, ...] = (*self.ecr, *self.host)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(codec.name for codec in self.all)

    def codec(self, name: str) -> EcrCodec | IsoCodec | None:
        return next((codec for codec in self.all if codec.name == name), None)

    def read(self, data: bytes, hosts: bool = True) -> Reading:
        """What `data` holds; host messages are looked for only where `hosts` (on a network)."""
        data = bytes(data[:MOST_BYTES])
        if not data:
            return Reading()
        frames = self._ecr_frames(data)
        if not frames and hosts:
            frames = self._host_frames(data)
        strange = None if frames else strange_frames(data)
        controls = _controls(data, frames)
        covered = sum(len(frame.data) for frame in frames) + sum(controls.values())
        return Reading(frames, controls, strange, min(1.0, covered / len(data)))

    def _ecr_frames(self, data: bytes) -> tuple[Frame, ...]:
        found: dict[bytes, list[EcrCodec]] = {}
        for codec in self.ecr:
            for piece in _frames_of(EcrFramer(codec.spec, 0), data):
                if piece.intact and piece.code:
                    found.setdefault(piece.data, []).append(codec)
        return _ranked(found)

    def _host_frames(self, data: bytes) -> tuple[Frame, ...]:
        found: dict[bytes, list[IsoCodec]] = {}
        for codec in self.host:
            for piece in _frames_of(HostFramer(codec.spec, 0), data):
                if not codec.read(piece.data).faults:
                    found.setdefault(piece.data, []).append(codec)
        return _ranked(found)


def _frames_of(framer: Framer, data: bytes) -> list[FramePiece]:
    """The frames in `data`; host polls without content are none."""
    pieces = framer.feed(data, 0) + framer.flush(0)
    return [piece for piece in pieces if isinstance(piece, FramePiece)][:MOST_FRAMES]


def _ranked(found: dict[bytes, list[EcrCodec]] | dict[bytes, list[IsoCodec]]) -> tuple[Frame, ...]:
    frames = []
    for data, codecs in found.items():
        guesses = guess(data, codecs)
        best = [each for each in guesses if each.score == guesses[0].score and each.score >= SOUND]
        if best:
            frames.append(Frame(data, tuple(each.dialect for each in best), best[0].score, best[0].decoded))
    return tuple(frames)


def _controls(data: bytes, frames: Sequence[Frame]) -> Counter[str]:
    """The control bytes outside the frames."""
    rest = data
    for frame in frames:
        rest = rest.replace(frame.data, b"")
    return Counter(NAMES[byte] for byte in rest if byte in NAMES)


def strange_frames(data: bytes) -> Strange | None:
    """Frames whose check byte is right although no dialect knows them; None where there are none.

    A check byte is right by chance once in 256, so one short frame alone is none.
    """
    counts: Counter[Check] = Counter()
    for rule in (Check.AFTER_STX, Check.FROM_STX):
        counts[rule] = _checked(data, rule)
    rule, count = max(counts.items(), key=lambda item: item[1])
    return Strange(rule, count) if count else None


def _checked(data: bytes, rule: Check) -> int:
    count = at = 0
    while (stx := data.find(STX, at)) >= 0:
        etx = data.find(ETX, stx + 1 + _LEAST_BODY, stx + 4096)
        tries = 0
        while 0 <= etx < len(data) - 1 and tries < 4:
            if check_byte(rule, data[stx : etx + 1]) == data[etx + 1 : etx + 2]:
                break
            etx, tries = data.find(ETX, etx + 1, stx + 4096), tries + 1
        else:
            at = stx + 1
            continue
        if _texty(data[stx + 1 : etx]):
            count += 1
        at = etx + 2
    return count


def _texty(body: bytes) -> bool:
    """Whether a body is mostly letters, digits and separators, as chance bytes are not."""
    plain = sum(0x20 <= byte < 0x7F or byte in (0x1C, 0x1D, 0x1E, 0x1F) for byte in body)
    return plain >= 0.7 * len(body)
