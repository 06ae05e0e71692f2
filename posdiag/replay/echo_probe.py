"""Asks a host that said nothing readable for an echo (0800): as the POS is set, then as others may be.

A host that cannot read a message mostly stays silent or hangs up, and the bytes of that say nothing of
why. So a technician sends the harmless echo test: on the same line, on a new one, then written otherwise,
each time on a new one. Where it is answered tells a host that leaves the sale alone from a dead line and
from one that is set otherwise. No money moves; whatever is sent and heard is in the transcript.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

from posdiag.link.api import Link
from posdiag.link.bench import Bench
from posdiag.profile.traits import Traits
from posdiag.replay.dial import speech_of
from posdiag.replay.pump import Pump
from posdiag.replay.steps import Ask, Command, Told
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, UNREAD, LinkName, Party, Seen, Transcript
from posdiag.wire.codec import Codec
from posdiag.wire.iso8583.codec import DIFFERS, IsoCodec
from posdiag.wire.iso8583.probes import Probe, probes
from posdiag.wire.message import Decoded, Message

#: How long each echo may take: a host that cannot read it will never answer.
ECHO_MS = 2_000
#: Ways tried at most, the POS's own among them.
MOST_ECHOES = 24
#: POS codecs whose other ways are kept.
_CODECS_KEPT = 16
#: Options of framing; all others say how the message itself is written.
_FRAMING = frozenset({"length", "length_counts_itself", "tpdu", "header"})


@dataclass(frozen=True, slots=True)
class EchoProbe:
    """The echo test of one replay. `transcript` is the POS's own and began at `start_ms` of the link.

    `read` holds what `codec` already read of frames that came.
    """

    link: Link
    bench: Bench
    codec: IsoCodec
    traits: Traits
    transcript: Transcript
    start_ms: int
    read: Mapping[bytes, Decoded] = field(default_factory=dict)

    def wanted(self) -> bool:
        """Whether something was sent, the link held or was hung up, and nothing that came tells anything."""
        sent = False
        for frame in self.transcript.frames:
            if frame.sender is Party.POS:
                sent = True
            elif self._tells(frame.data):
                return False
        return sent and not self._closed() & {"refused", "lost"}

    def _tells(self, data: bytes) -> bool:
        """A frame that can be read, or that says itself in what it is written otherwise."""
        decoded = self.read.get(data)
        if decoded is None:
            decoded = self.codec.decode(data)
        return not decoded.faults or decoded.faults[0].code.startswith(DIFFERS)

    def ask(self, echo: Message) -> None:
        """Send the echo in one way after the other until one is answered."""
        if not self._closed() and self._answered(self.codec, echo, SAME_LINE):
            return
        for other, note in _ways(self.codec, echo):
            self.link.reopen()
            if self._answered(other, echo, note):
                if note != AS_SET:  # it may be that the line has come back meanwhile
                    self.link.reopen()
                    self._answered(self.codec, echo, AS_SET)
                return

    def _closed(self) -> set[str]:
        return {seen.text for seen in self.transcript.observations if seen.kind is Seen.CLOSED}

    def _answered(self, codec: Codec, echo: Message, note: str) -> bool:
        seen = Transcript()
        session = speech_of(codec, self.traits).new_session()
        pump = Pump(self.link, session, codec, self.traits, self.bench, seen, LinkName.HOST, Party.VAN)
        shift_ms = pump.start_ms - self.start_ms
        pump.drive(_once(echo))
        for frame in seen.frames:
            at_ms, ours = frame.t_ms + shift_ms, frame.sender is Party.POS
            way = ECHO + (note if ours or pump.heard else UNREAD)
            self.transcript.add_frame(at_ms, frame.link, frame.sender, frame.receiver, frame.data, way)
        return bool(pump.heard)


def _ways(codec: IsoCodec, echo: Message) -> Iterator[tuple[IsoCodec, str]]:
    """Codecs with what they differ in; of those that write the echo alike, the first."""
    written = {codec.encode(echo)}
    yield codec, AS_SET
    for other, note in _others(codec):
        frame = other.encode(echo)
        if frame not in written:
            written.add(frame)
            yield other, note
        if len(written) >= MOST_ECHOES:
            return


@lru_cache(maxsize=_CODECS_KEPT)
def _others(codec: IsoCodec) -> _Others:
    """Kept for each codec: hundreds of specs are compared for them, and a matrix asks the same host often."""
    return _Others(sorted(probes(codec.spec), key=_rarity))


class _Others:
    """Codecs of the specs to ask by, each made when it is first wanted, and in what it differs."""

    def __init__(self, probes: Sequence[Probe]) -> None:
        self._left = iter(probes)
        self._made: list[tuple[IsoCodec, str]] = []

    def __iter__(self) -> Iterator[tuple[IsoCodec, str]]:
        for at in count():
            if at == len(self._made):
                probe = next(self._left, None)
                if probe is None:
                    return
                note = " ".join(f"{each.option}={each.found}" for each in probe.differences)
                self._made.append((IsoCodec(probe.spec), note))
            yield self._made[at]


def _rarity(probe: Probe) -> tuple[bool, int]:
    """What is seldom met sorts last: type and numbers in codings that do not belong together, two changes."""
    spec = probe.spec
    mixed = spec.mti.value != spec.numeric.value.partition("-")[0]
    mixed = mixed or (spec.mti.value == "ebcdic") != (spec.text.value == "ebcdic")
    changed = {each.option for each in probe.differences}
    return mixed, len(changed & _FRAMING) + bool(changed - _FRAMING)


def _once(echo: Message) -> Generator[Command, Told, None]:
    yield Ask(echo, ECHO_MS)
