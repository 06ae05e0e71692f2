"""Asks a terminal whose last request met silence for a device check: is it there, and does it hear this POS?

Silence looks the same whatever made it: a line that died, a port set otherwise, a terminal that waits to be
called first, or a host that never answered. So a technician presses the device check: on the same connection,
on a new one, then with the calling (ENQ) done the other way. No money moves; whatever is sent and heard is in
the transcript, marked as no part of the replay.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from posdiag.link.api import Link
from posdiag.link.bench import Bench
from posdiag.profile.traits import Traits
from posdiag.replay.dial import speech_of
from posdiag.replay.pump import Pump
from posdiag.replay.saying import can_say
from posdiag.replay.steps import Ask, Command, Told
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, UNREAD, LinkName, Party, Seen, Transcript
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.message import Kind, Message

#: How long each check may take: a terminal that hears it answers at once.
CHECK_MS = 2_500
_ACK, _NAK = b"\x06", b"\x15"


@dataclass(frozen=True, slots=True)
class LineProbe:
    """The check of one replay. `transcript` is the POS's own and began at `start_ms` of the link."""

    link: Link
    bench: Bench
    codec: EcrCodec
    traits: Traits
    transcript: Transcript
    start_ms: int

    def wanted(self) -> bool:
        """Whether the dialect has a check, nothing closed the line, and the last request met silence."""
        closed = any(seen.kind is Seen.CLOSED for seen in self.transcript.observations)
        if closed or not can_say(self.codec, Kind.CHECK):
            return False
        asked = [f for f in self.transcript.frames if f.sender is Party.POS and f.data.strip(_ACK + _NAK)]
        silent = any(seen.kind is Seen.SILENCE for seen in self.transcript.observations)
        heard = (frame.n for frame in self.transcript.frames if frame.receiver is Party.POS)
        return silent and bool(asked) and not any(n > asked[-1].n for n in heard)

    def ask(self, check: Message) -> None:
        """Send the check in one way after the other until one is answered."""
        for other, note in self._ways():
            if note != SAME_LINE:
                self.link.reopen()
            if self._answered(other, check, note):
                return

    def _ways(self) -> Iterator[tuple[EcrCodec, str]]:
        yield self.codec, SAME_LINE
        yield self.codec, AS_SET
        own = self.codec.spec.handshake
        other = Handshake.NONE if own is not Handshake.NONE else Handshake.ENQ_EOT
        yield EcrCodec(replace(self.codec.spec, handshake=other)), f"handshake={other.value}"

    def _answered(self, codec: EcrCodec, check: Message, note: str) -> bool:
        seen = Transcript()
        session = speech_of(codec, self.traits).new_session()
        pump = Pump(self.link, session, codec, self.traits, self.bench, seen, LinkName.ECR, Party.TERMINAL)
        shift_ms = pump.start_ms - self.start_ms
        came: list[Told] = []
        pump.drive(_once(check, came))
        answered = bool(came and came[0].answer is not None)
        for frame in seen.frames:
            ours = frame.sender is Party.POS
            way = ECHO + (note if ours or answered else UNREAD)
            at_ms = frame.t_ms + shift_ms
            self.transcript.add_frame(at_ms, frame.link, frame.sender, frame.receiver, frame.data, way)
        return answered


def _once(check: Message, came: list[Told]) -> Generator[Command, Told, None]:
    came.append((yield Ask(check, CHECK_MS)))
