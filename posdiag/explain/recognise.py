"""Which dialect does a line speak, and which end is the POS? Every way reads its first bytes; the best wins.

The dialect sought is that of the end which asks. Where the other end writes otherwise, that is a finding
and not another dialect, so what the asking end sent counts for most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from posdiag.capture.events import Chunk
from posdiag.diagnose.reading import MILD
from posdiag.explain.ways import Way
from posdiag.transcript import LinkName
from posdiag.wire.framing import ControlPiece, FramePiece, JunkPiece, Piece
from posdiag.wire.message import Decoded, Kind

#: So much of each end is read to judge a way: a live line must not wait for its name.
MOST_FRAMES, MOST_BYTES = 12, 4_096
#: A way that explains nothing of so many frames will explain none.
_HOPELESS = 3
#: Below this a way does not fit.
FITS = 0.3
#: At or above this a way reads what it saw without a doubt.
SURE = 0.85
#: How much of the fit is that of the end which asks.
_ASKING = 0.75
#: What a faulty frame is worth that still reads as a message, and one that needs other options.
_FAULTY, _OTHERWISE = 0.5, 0.3
#: Control bytes are a frame's seal, so they weigh more than their number.
_CONTROL_WEIGHT = 4
#: Longest pause between two bytes of one ACK.
_ACK_RUN_US = 60_000
_MONEY = (Kind.APPROVE, Kind.CANCEL, Kind.REVERSE, Kind.INQUIRE, Kind.BALANCE)
#: What may be a local agent's line.
HTTP = "HTTP"
#: First bytes of what is no payment line as it stands.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b'{"', "JSON lines"),
    (b"\x16\x03", "TLS"),
    (b"SSH-", "SSH"),
    (b"GET ", HTTP),
    (b"POST ", HTTP),
    (b"PUT ", HTTP),
    (b"HEAD ", HTTP),
    (b"OPTIONS ", HTTP),
    (b"HTTP/1.", HTTP),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a way fits: `score` 1 for every byte explained. `whole`: sound frames seen, by end a and b.

    `pos_is_a` is None where nothing tells. `also` names other ways that fit as well.
    """

    way: Way
    score: float
    whole: tuple[int, int] = (0, 0)
    pos_is_a: bool | None = None
    evidence: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return sum(self.whole)


def foreign(chunks: Sequence[Chunk]) -> str:
    """What the line is where it is plainly something else; empty where that is not plain."""
    for from_a in (True, False):
        first = b"".join(chunk.data for chunk in chunks if chunk.from_a is from_a)[:16]
        found = next((name for start, name in _FOREIGN if first.startswith(start)), "")
        if found:
            return found
    return ""


def best_fit(chunks: Sequence[Chunk], ways: Sequence[Way], a_asks: bool | None = None) -> Fit | None:
    """The way that explains most of these bytes, or None where none fits. The first of equals wins.

    `a_asks`: the end that connected, or that a log calls the POS; None where nobody knows.
    """
    found = [fit(chunks, way, a_asks) for way in ways]
    fitting = [one for one in found if one.score >= FITS]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: one.score)
    also = tuple(one.way.name for one in fitting if one is not best and one.score >= best.score)
    return replace(best, also=also)


def fit(chunks: Sequence[Chunk], way: Way, a_asks: bool | None = None) -> Fit:
    """How well one way explains these bytes."""
    ends = (_End(), _End())
    for from_a, end in zip((True, False), ends, strict=True):
        framer = way.new_framer()
        size = 0
        for chunk in chunks:
            if chunk.from_a is from_a and not end.judged and size < MOST_BYTES:
                data = chunk.data[: MOST_BYTES - size]
                size += len(data)
                for piece in framer.feed(data, chunk.at_us // 1000):
                    if not end.judged:
                        end.take(piece, way, chunk.at_us)
        end.pending = 0 if end.judged else max(0, size - end.seen)
    pos_is_a = _asking(ends, a_asks)
    score = _score(ends, pos_is_a, way)
    whole = (ends[0].sound_frames, ends[1].sound_frames)
    return Fit(way, round(score, 4), whole, pos_is_a, _evidence(ends, way))


@dataclass(slots=True)
class _End:
    """What one way makes of one end's bytes. Weights are bytes."""

    seen: int = 0
    weight: float = 0.0
    explained: float = 0.0
    pending: int = 0
    frames: int = 0
    sound_frames: int = 0
    requests: int = 0
    replies: int = 0
    checks: int = 0  # requests that either end may send: tests of the line
    calls: int = 0  # ENQ
    junk: int = 0
    _acks: list[int] = field(default_factory=list)  # lengths of runs of ACK bytes
    _ack_us: int = -1

    @property
    def judged(self) -> bool:
        """Whether enough was seen."""
        return self.frames >= MOST_FRAMES or (self.frames >= _HOPELESS and not self.explained)

    def take(self, piece: Piece, way: Way, at_us: int) -> None:
        self.seen += len(piece.data)
        match piece:
            case FramePiece():
                self._frame(way.codec.decode(piece.data), len(piece.data))
            case ControlPiece():
                self._control(piece.data, way, at_us)
            case JunkPiece():
                self.junk += len(piece.data)
                self.weight += len(piece.data)

    def _frame(self, decoded: Decoded, size: int) -> None:
        self.frames += 1
        self.weight += size
        faults = [fault for fault in decoded.faults if not fault.code.startswith(MILD)]
        message = decoded.message
        if message is None:
            named = bool(faults) and faults[0].code.startswith("differs.")
            self.explained += size * (_OTHERWISE if named else 0.0)
            return
        if faults:
            self.explained += size * _FAULTY / len(faults)
            return
        self.explained += size
        self.sound_frames += 1
        if message.reply:
            self.replies += 1
        elif message.kind in _MONEY:
            self.requests += 1
        else:
            self.checks += 1

    def _control(self, data: bytes, way: Way, at_us: int) -> None:
        if way.link is LinkName.HOST:
            self.weight += len(data)  # a poll without content explains nothing
            return
        self.weight += _CONTROL_WEIGHT
        if data == b"\x06":
            self.explained += _CONTROL_WEIGHT  # its count is judged at the end
            if self._ack_us >= 0 and at_us - self._ack_us <= _ACK_RUN_US and self._acks:
                self._acks[-1] += 1
            else:
                self._acks.append(1)
            self._ack_us = at_us
        elif data == b"\x15" or way.calls:
            self.explained += _CONTROL_WEIGHT
            self.calls += data == b"\x05"

    def fraction(self, way: Way) -> float:
        """How much of what was seen is explained; what is not whole yet counts only where nothing else is."""
        if not self.weight:
            return 0.0
        wrong = sum(_CONTROL_WEIGHT * run for run in self._acks if run % way.acks) if way.acks else 0
        wrong += sum(_CONTROL_WEIGHT * (run - 1) for run in self._acks if way.acks == 1 and run > 1)
        share = max(0.0, self.explained - wrong) / self.weight
        if way.calls and self.frames and not self.calls:
            share *= 0.9  # frames that nothing announced
        return share


def _asking(ends: tuple[_End, _End], a_asks: bool | None) -> bool | None:
    """Whether end a is the one that asks: by its requests first, then by who connected or called."""
    a, b = ends
    score = 4 * (a.requests + b.replies - b.requests - a.replies)
    score += a.checks - b.checks + (a.calls > b.calls) - (b.calls > a.calls)
    if a_asks is not None:
        score += 3 if a_asks else -3
    return None if score == 0 else score > 0


def _score(ends: tuple[_End, _End], pos_is_a: bool | None, way: Way) -> float:
    fractions = [end.fraction(way) for end in ends]
    if not ends[0].frames + ends[1].frames:
        return 0.0
    asking, other = (0, 1) if pos_is_a is not False else (1, 0)
    if pos_is_a is None or not (ends[asking].frames and ends[other].weight):
        weights = [end.weight for end in ends]
        return sum(f * w for f, w in zip(fractions, weights, strict=True)) / max(sum(weights), 1)
    return _ASKING * fractions[asking] + (1 - _ASKING) * fractions[other]


def _evidence(ends: tuple[_End, _End], way: Way) -> tuple[str, ...]:
    """Why, in words for people."""
    sound = sum(end.sound_frames for end in ends)
    frames = sum(end.frames for end in ends)
    words = [f"{sound} of {frames} frames sound"]
    if way.calls and any(end.calls for end in ends):
        words.append("ENQ before frames")
    junk = sum(end.junk for end in ends)
    if junk:
        words.append(f"{junk} bytes in no frame")
    return tuple(words)
