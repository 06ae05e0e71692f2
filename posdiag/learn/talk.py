"""Speaks to a terminal for a measurement: whole frames or halves, with and without ACKs, everything noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from posdiag.audit.line import Cut, Heard, Noted
from posdiag.explain.ways import Way
from posdiag.link.api import Closed, Link
from posdiag.link.api import Heard as Came
from posdiag.wire.codec import Codec
from posdiag.wire.framing import ControlPiece, FramePiece, Framer, Piece
from posdiag.wire.message import Message

ACK, NAK, ENQ, EOT = b"\x06", b"\x15", b"\x05", b"\x04"
#: How long a sound terminal may take for the ACK of a call or of a frame.
ACK_WAIT_MS = 3_000
#: Pieces that are read before a terminal counts as babbling.
_MOST_PIECES = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A frame or a control byte of the terminal, and when it was whole."""

    at_ms: int
    data: bytes
    message: Message | None = None

    @property
    def control(self) -> bool:
        return len(self.data) == 1


@dataclass(slots=True)
class Talk:
    """One conversation on an open link. Times are the link's milliseconds."""

    link: Link
    way: Way
    noted: list[Noted] = field(default_factory=list)
    closed: bool = False
    _start_ms: int = 0
    _waiting: list[Told] = field(default_factory=list)
    _framer: Framer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._start_ms = self.link.now_ms()
        self._framer = self.way.new_framer()

    @property
    def codec(self) -> Codec:
        return self.way.codec

    def now_ms(self) -> int:
        return self.link.now_ms()

    def send(self, data: bytes) -> int:
        """Send bytes as they are; when they went."""
        at_ms = self.link.now_ms()
        self.noted.append(Heard(at_ms - self._start_ms, True, data))
        self.link.send(data)
        return at_ms

    def say(self, message: Message) -> int:
        """Call where the link has calls, and send a message; when it went."""
        return self.frame(self.codec.encode(message))

    def frame(self, data: bytes) -> int:
        """The same of bytes that are a frame already, or meant as one."""
        if self.way.calls:
            self.send(ENQ)
            self.hear(lambda told: told.data == ACK, ACK_WAIT_MS)
        return self.send(data)

    def done(self) -> None:
        """End one's own turn, where the link has turns."""
        if self.way.calls:
            self.send(EOT)

    def acknowledge(self) -> None:
        if self.way.acks:
            self.send(ACK * self.way.acks)

    def hear(self, wanted: Callable[[Told], bool], wait_ms: int) -> Told | None:
        """The first thing of the terminal's that is wanted; what comes before it is passed over."""
        until_ms = self.link.now_ms() + wait_ms
        for _ in range(_MOST_PIECES):
            told = self._next(until_ms)
            if told is None:
                return None
            if self.way.calls and told.data == ENQ:
                self.send(ACK)  # the terminal asks for its turn
            if wanted(told):
                return told
        return None

    def answer(self, wait_ms: int, acknowledge: bool = True) -> Told | None:
        """The next answer of the terminal, acknowledged unless told otherwise."""
        told = self.hear(lambda one: one.message is not None and one.message.reply, wait_ms)
        if told is not None and acknowledge:
            self.acknowledge()
        return told

    def quiet(self, wait_ms: int) -> None:
        """Hear the terminal out, acknowledging all it says, until it has been quiet for so long."""
        for _ in range(_MOST_PIECES):
            told = self._next(self.link.now_ms() + wait_ms)
            if told is None:
                return
            if told.data == ENQ and self.way.calls:
                self.send(ACK)
            elif not told.control:
                self.acknowledge()

    def _next(self, until_ms: int) -> Told | None:
        while not self._waiting:
            if self.closed:
                return None
            answer = self.link.wait(until_ms)
            if isinstance(answer, Closed):
                self.closed = True
                self.noted.append(Cut(answer.at_ms - self._start_ms, answer.why.value))
                return None
            if not isinstance(answer, Came):
                return None
            if answer.data:
                self.noted.append(Heard(answer.at_ms - self._start_ms, False, answer.data))
                pieces = self._framer.feed(answer.data, answer.at_ms)
                self._waiting += [told for piece in pieces for told in self._told(piece, answer.at_ms)]
        return self._waiting.pop(0)

    def _told(self, piece: Piece, at_ms: int) -> list[Told]:
        if isinstance(piece, ControlPiece):
            return [Told(at_ms, bytes([byte])) for byte in piece.data]
        if isinstance(piece, FramePiece):
            return [Told(at_ms, piece.data, self.codec.decode(piece.data).message)]
        return []
