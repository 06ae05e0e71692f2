"""Whoever is at the other end of a probed line in these tests, on a clock that costs nothing.

What is said passes a UART bit by bit, so that a wrong speed or parity gives the garbage it truly gives.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from posdiag.assembly import library
from posdiag.link.address import SerialAddress, TcpAddress, parse_address
from posdiag.link.api import Answer, Closed, Heard, Silence, Why
from posdiag.probe.drive import Line
from posdiag.probe.found import ProbeRecord, probe_line, wanted_of
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Open, Step
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message
from tests.probe.uart import carried

#: Says something when it hears something: (milliseconds later, bytes) for each thing to say.
Answering = Callable[[bytes], Sequence[tuple[int, bytes]]]

CHECK = {"tid": "00000000", "stan": "999901", "sent_at": "20261122203000"}
DEVICE = "serial:///dev/ttyUSB0"


def codec(name: str) -> Codec:
    return library().dialects.codec_for(name)


def codecs() -> list[Codec]:
    """The codecs of every dialect that is spoken on a link."""
    dialects = library().dialects
    spoken = ("ecr", "iso8583")
    return [dialects.codec_for(name) for name in dialects.ids() if dialects.get(name).family in spoken]


def frame(name: str, reply: bool = False, kind: Kind = Kind.CHECK, **fields: str) -> bytes:
    known = {"result": "00", "text1": "OK", "device": "OOOO", "amount": "8000"}
    return codec(name).encode(Message(kind, reply, CHECK | known | fields))


def terminal(name: str, also: Answering | None = None) -> Answering:
    """A terminal of one dialect: ACKs and answers its device check, and says NAK to any other frame."""
    asked = codec(name).encode(Message(Kind.CHECK, False, CHECK))
    said = frame(name, reply=True)

    def answer(heard: bytes) -> Sequence[tuple[int, bytes]]:
        if asked in heard:
            return [(20, b"\x06"), (400, said)]
        if heard.startswith(b"\x02"):
            return [(30, b"\x15")]
        return also(heard) if also else []

    return answer


@dataclass
class FarSide:
    """A line and who is on it. `says` are things said unasked, as (at ms, bytes); None hangs up.

    `settings` None: no wire. `marks`: whether the port tells damaged bytes.
    """

    settings: LineSettings | None = None
    says: Sequence[tuple[int, bytes | None]] = ()
    answering: Answering = lambda heard: ()
    marks: bool = True
    gap_bits: float = 2.0
    bars: dict[bool, Barred] = field(default_factory=dict)  # by whether TLS is wanted
    now_ms: int = 0
    sent: list[bytes] = field(default_factory=list)
    opened: list[Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.due: list[tuple[int, int, bytes | None]] = []
        for at_ms, data in self.says:
            self.say(at_ms, data)

    def say(self, at_ms: int, data: bytes | None) -> None:
        heapq.heappush(self.due, (at_ms, len(self.due), data))

    def open(self, wanted: Open) -> Line | Barred:
        self.opened.append(wanted)
        if wanted.tls in self.bars:
            return self.bars[wanted.tls]
        link = FakeLink(self, wanted.settings)
        return Line(link, self.settings is None, lambda: link.damage)

    def probe(
        self,
        url: str = DEVICE,
        ask: bool = False,
        listen_ms: int = 3000,
        limit_ms: int = 600_000,
        watch: Callable[[Step], None] = lambda step: None,
    ) -> ProbeRecord:
        address = parse_address(url)
        assert isinstance(address, SerialAddress | TcpAddress)
        wanted = wanted_of(address, ask, listen_ms, limit_ms, CHECK["sent_at"])
        return probe_line(url, address, self.open, codecs(), wanted, watch)


class FakeLink:
    """Our end of it, set as we opened it."""

    def __init__(self, far: FarSide, settings: LineSettings | None) -> None:
        self._far = far
        self._settings = settings
        self._closed = False
        self.damage: tuple[bool, ...] | None = None

    def now_ms(self) -> int:
        return self._far.now_ms

    def send(self, data: bytes) -> None:
        far = self._far
        far.sent.append(data)
        heard = data
        if far.settings and self._settings:
            heard, damaged = carried(data, self._settings, far.settings)
            heard = b"" if any(damaged) else heard  # a terminal throws damaged bytes away
        for later_ms, answer in far.answering(heard):
            far.say(far.now_ms + later_ms, answer)

    def wait(self, until_ms: int) -> Answer:
        far = self._far
        self.damage = None
        if self._closed:
            return Closed(Why.ENDED, far.now_ms)
        while far.due and far.due[0][0] < far.now_ms - 50:
            heapq.heappop(far.due)  # said while nobody listened
        if far.due and far.due[0][0] <= until_ms:
            at_ms, _, data = heapq.heappop(far.due)
            far.now_ms = max(far.now_ms, at_ms)
            if data is None:
                self._closed = True
                return Closed(Why.LOST if far.settings else Why.ENDED, far.now_ms)
            return Heard(self._sampled(data), far.now_ms)
        far.now_ms = max(far.now_ms, until_ms)
        return Silence(until_ms)

    def _sampled(self, data: bytes) -> bytes:
        far = self._far
        if far.settings is None or self._settings is None:
            return data
        heard, damaged = carried(data, far.settings, self._settings, far.gap_bits)
        self.damage = damaged if far.marks else None
        return heard

    def reopen(self) -> None:
        self._closed = False

    def close(self) -> None:
        self._closed = True


def repeated(data: bytes, every_ms: int = 900, times: int = 200) -> list[tuple[int, bytes | None]]:
    """The same said again and again, as a terminal does that waits for its ACK."""
    return [(200 + number * every_ms, data) for number in range(times)]
