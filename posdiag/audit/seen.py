"""Noted bytes to whole frames, each with when it began and ended to arrive, and to a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.audit.line import Cut, Heard, Noted
from posdiag.audit.outcome import Printed
from posdiag.diagnose.reading import MILD, control_of
from posdiag.explain.ways import Way
from posdiag.transcript import LinkName, Party, Seen, Transcript
from posdiag.wire.framing import ControlPiece, FramePiece, Framer, Piece
from posdiag.wire.message import Decoded, Kind, Message

#: Control bytes of one end that follow within this time are one answer (a triple ACK).
_TOGETHER_MS = 50


class Shape(StrEnum):
    """What some bytes are."""

    SOUND = "sound"
    DAMAGED = "damaged"  # a whole frame that is wrong: check byte, length, contents
    PART = "part"  # the beginning of a frame whose end never came
    JUNK = "junk"
    CONTROL = "control"


@dataclass(slots=True)
class Said:
    """A frame, control bytes or junk. `first` and `last` are the numbers of the chunks it came in."""

    shape: Shape
    from_pos: bool
    data: bytes
    first: int
    last: int
    first_ms: int
    last_ms: int
    pieces: int = 1  # chunks of this end that it came in
    control: str = ""
    code: str = ""
    note: str = ""
    decoded: Decoded | None = None
    n: int = 0  # number in the transcript

    @property
    def message(self) -> Message | None:
        return None if self.decoded is None else self.decoded.message

    def asks(self, *kinds: Kind) -> bool:
        """Whether it is a sound request of the POS of one of these kinds."""
        message = self.message if self.from_pos and self.shape is Shape.SOUND else None
        return message is not None and not message.reply and message.kind in kinds

    def answers(self, *kinds: Kind) -> bool:
        """Whether it is a sound answer of the terminal of one of these kinds."""
        message = None if self.from_pos or self.shape is not Shape.SOUND else self.message
        return message is not None and message.reply and message.kind in kinds


@dataclass(slots=True)
class _End:
    """One direction: its framer, and where in its stream each chunk begins."""

    framer: Framer
    from_pos: bool
    chunks: list[tuple[int, int, int]] = field(default_factory=list)  # (offset, number, at_ms)
    fed: int = 0
    out: int = 0

    def feed(self, number: int, at_ms: int, data: bytes) -> list[tuple[Piece, int, int]]:
        """The pieces that are whole now, each with where it stands in the stream."""
        self.chunks.append((self.fed, number, at_ms))
        self.fed += len(data)
        return self._placed(self.framer.feed(data, at_ms))

    def end(self, at_ms: int) -> list[tuple[Piece, int, int]]:
        return self._placed(self.framer.flush(at_ms))

    def _placed(self, pieces: Sequence[Piece]) -> list[tuple[Piece, int, int]]:
        placed = []
        for piece in pieces:
            placed.append((piece, self.out, self.out + len(piece.data)))
            self.out += len(piece.data)
        return placed

    def chunks_of(self, start: int, stop: int) -> list[tuple[int, int, int]]:
        """The chunks that hold the bytes from `start` to before `stop`."""
        ends = [offset for offset, _, _ in self.chunks[1:]] + [self.fed]
        return [
            chunk for chunk, end in zip(self.chunks, ends, strict=True) if chunk[0] < stop and end > start
        ]


def cut(noted: Sequence[Noted], way: Way, until_ms: int | None = None) -> list[Said]:
    """Everything said, in the order in which it was whole.

    What came to the POS after `until_ms`, when it was gone, is left out.
    """
    ends = {True: _End(way.new_framer(), True), False: _End(way.new_framer(), False)}
    said: list[Said] = []
    at_ms = 0
    for number, one in enumerate(noted):
        at_ms = one.at_ms
        if isinstance(one, Cut):
            for end in ends.values():
                said += [_said(piece, end, way) for piece in end.end(at_ms)]
        elif one.from_pos or until_ms is None or at_ms <= until_ms:
            end = ends[one.from_pos]
            said += [_said(piece, end, way) for piece in end.feed(number, at_ms, one.data)]
    for end in ends.values():
        said += [_said(piece, end, way) for piece in end.end(at_ms + 1)]
    said.sort(key=lambda one: (one.last, one.first))
    return _together(said)


def _said(placed: tuple[Piece, int, int], end: _End, way: Way) -> Said:
    piece, start, stop = placed
    chunks = end.chunks_of(start, stop)
    (_, first, first_ms), (_, last, last_ms) = chunks[0], chunks[-1]
    said = Said(Shape.JUNK, end.from_pos, piece.data, first, last, first_ms, last_ms, len(chunks))
    if isinstance(piece, ControlPiece):
        said.shape, said.control = Shape.CONTROL, control_of(piece.data) or "poll"
    elif isinstance(piece, FramePiece):
        said.decoded = way.codec.decode(piece.data)
        broken = any(not fault.code.startswith(MILD) for fault in said.decoded.faults)
        said.shape = Shape.DAMAGED if broken or not piece.intact else Shape.SOUND
        said.code = piece.code
    else:
        said.note = str(piece.reason)
        begun = way.link is LinkName.HOST or 0x02 in piece.data[:3]
        said.shape = Shape.PART if begun else Shape.JUNK
    return said


def _together(said: Sequence[Said]) -> list[Said]:
    """Control bytes that make one answer as one."""
    joined: list[Said] = []
    for one in said:
        before = joined[-1] if joined else None
        if (
            before is not None
            and one.control
            and (before.control, before.from_pos) == (one.control, one.from_pos)
            and one.last_ms - before.last_ms <= _TOGETHER_MS
            and one.first - before.last <= 1
        ):
            before.data += one.data
            before.last, before.last_ms = one.last, one.last_ms
        else:
            joined.append(one)
    return joined


def transcript_of(
    said: Sequence[Said], noted: Sequence[Noted], printed: Sequence[Printed], link: LinkName
) -> Transcript:
    """What was seen, in the order of time; numbers are set in `said` and `printed`."""
    far = Party.VAN if link is LinkName.HOST else Party.TERMINAL
    entries: list[tuple[int, int, Said | Cut | Printed]] = [(one.last_ms, 0, one) for one in said]
    entries += [(one.at_ms, 1, one) for one in noted if isinstance(one, Cut)]
    entries += [(one.at_ms, 2, one) for one in printed]
    seen = Transcript()
    for at_ms, _, one in sorted(entries, key=lambda entry: entry[:2]):
        match one:
            case Said():
                ends = (Party.POS, far) if one.from_pos else (far, Party.POS)
                one.n = seen.add_frame(at_ms, link, *ends, one.data, one.note).n
            case Cut():
                kind = Seen.CLOSED if one.why else Seen.DIALLED
                seen.observe(at_ms, kind, far if one.why else Party.POS, one.why or "reset")
            case Printed():
                one.n = seen.observe(at_ms, Seen.SCREEN, Party.POS, one.text).n
    return seen


def have_at(noted: Sequence[Noted], said: Said, number: int) -> int:
    """How many bytes of `said` had come when chunk `number` was noted."""
    before = (one for one in noted[said.first : number] if isinstance(one, Heard))
    return min(len(said.data), sum(len(one.data) for one in before if one.from_pos is said.from_pos))
