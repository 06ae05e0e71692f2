"""Asks a terminal that gave no answer to the last request for a device check: does it hear this POS at all?

Silence looks the same whatever made it: a line that died, a port set otherwise, a terminal that waits to be
called first, or a host that never answered; and so does a NAK. So a technician presses the device check: on
the same connection, on new ones, then written otherwise (`other_ways.py`): called (ENQ) the other way, with
another check byte or length, and at last with the serial port set otherwise, where there is one. The local
agent in a terminal's place is asked too, on the same connection and on new ones. Where a dialect has no check
but calls before each frame (Telium), the call alone is made and taken back: ENQ, and EOT once it is let in.
No money moves; whatever is sent and heard is in the transcript, marked as no part of the replay.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from posdiag.link.api import Heard, Link, PortSetting, Settable
from posdiag.link.bench import Bench
from posdiag.profile.traits import Traits
from posdiag.replay.dial import speech_of
from posdiag.replay.other_ways import SETTINGS, other_ways
from posdiag.replay.pump import Pump
from posdiag.replay.steps import Ask, Command, Told
from posdiag.transcript import (
    AS_SET,
    ECHO,
    PORT,
    SAME_LINE,
    UNREAD,
    Frame,
    LinkName,
    Party,
    Seen,
    Transcript,
)
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.message import Kind, Message

#: How long each check may take: a terminal that hears it answers at once.
CHECK_MS = 2_500
#: So many new connections are tried: what is broken in between may be broken for more than one of them.
NEW_CONNECTIONS = 4
_ACK, _NAK, _EOT, _ENQ = b"\x06", b"\x15", b"\x04", b"\x05"


@dataclass(frozen=True, slots=True)
class LineProbe:
    """The check of one replay. `transcript` is the POS's own and began at `start_ms` of the link."""

    link: Link
    bench: Bench
    codec: EcrCodec | AgentCodec
    traits: Traits
    transcript: Transcript
    start_ms: int

    def wanted(self) -> bool:
        """Whether there is a check or a call, nothing closed the line, and the last request got no answer."""
        closed = any(seen.kind is Seen.CLOSED for seen in self.transcript.observations)
        if closed or not (self._has_check() or self._calls()):
            return False
        ours = (frame for frame in self.transcript.frames if frame.sender is Party.POS)
        asked = [frame for frame in ours if frame.data.strip(_ACK + _NAK + _EOT)]
        if not asked:
            return False
        after = [f for f in self.transcript.frames if f.receiver is Party.POS and f.n > asked[-1].n]
        silent = any(seen.kind is Seen.SILENCE for seen in self.transcript.observations)
        refused = any(_is(frame, _NAK) for frame in after)
        return (silent or refused) and not any(self._sound(frame) for frame in after)

    def _has_check(self) -> bool:
        return (Kind.CHECK, False) in self.codec.spec.by_kind

    def _calls(self) -> bool:
        return isinstance(self.codec, EcrCodec) and self.codec.spec.handshake is Handshake.ENQ_EOT

    def _sound(self, frame: Frame) -> bool:
        """More than a control byte, and nothing is wrong with it."""
        controls = not frame.data.strip(_ACK + _NAK + _EOT + _ENQ)
        return not controls and not self.codec.decode(frame.data).faults

    def ask(self, check: Message) -> None:
        """Send the check, or make the call, in one way after the other until one is answered."""

        def asked(codec: EcrCodec | AgentCodec, note: str) -> bool:
            return self._answered(codec, check, note) if self._has_check() else self._let_in(note)

        for other, note in self._ways():
            if note != SAME_LINE:
                self.link.reopen()
            if asked(other, note):
                return
        if isinstance(self.codec, EcrCodec) and not any(_is(frame, _ACK) for frame in self._came()):
            self._ask_at_other_settings(asked)

    def _ways(self) -> Iterator[tuple[EcrCodec | AgentCodec, str]]:
        yield self.codec, SAME_LINE
        for _ in range(NEW_CONNECTIONS):
            if not any(_is(frame, _NAK) for frame in self._came()):  # who refuses hears something
                yield self.codec, AS_SET
        if isinstance(self.codec, EcrCodec) and self._has_check():
            yield from other_ways(self.codec.spec)

    def _came(self) -> list[Frame]:
        """What came to the checks so far."""
        return [f for f in self.transcript.frames if f.note.startswith(ECHO) and f.receiver is Party.POS]

    def _ask_at_other_settings(self, asked: Callable[[EcrCodec | AgentCodec, str], bool]) -> None:
        """With the serial port set otherwise, one setting after the other; then it is put back."""
        for setting in SETTINGS:
            if self._set_port(setting) and asked(self.codec, f"{PORT}{setting}"):
                break
        self._set_port(None)

    def _set_port(self, setting: PortSetting | None) -> bool:
        if self.bench.set_port(setting):
            self.link.reopen()
            return True
        return isinstance(self.link, Settable) and self.link.set_port(setting)

    def _answered(self, codec: EcrCodec | AgentCodec, check: Message, note: str) -> bool:
        seen = Transcript()
        session = speech_of(codec, self.traits).new_session()
        pump = Pump(self.link, session, codec, self.traits, self.bench, seen, LinkName.ECR, Party.TERMINAL)
        shift_ms = pump.start_ms - self.start_ms
        came: list[Told] = []
        pump.drive(_once(check, came))
        answered = bool(came and came[0].answer is not None)
        for frame in seen.frames:
            ours = frame.sender is Party.POS
            late = not ours and self._is_of_the_replay(frame.data)
            way = "" if late else ECHO + (note if ours or answered else UNREAD)
            at_ms = frame.t_ms + shift_ms
            self.transcript.add_frame(at_ms, frame.link, frame.sender, frame.receiver, frame.data, way)
        return answered

    def _let_in(self, note: str) -> bool:
        """Call (ENQ) and wait for the ACK; then hang up (EOT) without having said anything."""
        self._note_sent(_ENQ, note)
        until_ms = self.link.now_ms() + CHECK_MS
        while isinstance(came := self.link.wait(until_ms), Heard):
            let_in = came.data.endswith(_ACK)
            way = "" if self._is_of_the_replay(came.data) else ECHO + (note if let_in else UNREAD)
            at_ms = came.at_ms - self.start_ms
            self.transcript.add_frame(at_ms, LinkName.ECR, Party.TERMINAL, Party.POS, came.data, way)
            if let_in:
                self._note_sent(_EOT, note)
                return True
        return False

    def _note_sent(self, control: bytes, note: str) -> None:
        at_ms = self.link.now_ms() - self.start_ms
        self.transcript.add_frame(at_ms, LinkName.ECR, Party.POS, Party.TERMINAL, control, ECHO + note)
        self.link.send(control)

    def _is_of_the_replay(self, data: bytes) -> bool:
        """An answer to what was asked before the check: it comes late, and is evidence like any other."""
        if not data.strip(_ACK + _NAK + _EOT + _ENQ):
            return False
        message = self.codec.decode(data).message
        return message is not None and message.reply and not message.may_answer(Kind.CHECK)


def _is(frame: Frame, control: bytes) -> bool:
    return bool(frame.data) and not frame.data.strip(control)


def _once(check: Message, came: list[Told]) -> Generator[Command, Told, None]:
    came.append((yield Ask(check, CHECK_MS)))
