"""The one pump: carries bytes between a till's session and a link, and writes the transcript."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import assert_never

from posdiag.link.api import Closed, Heard, Link, Silence
from posdiag.link.bench import Bench
from posdiag.profile.traits import LateAnswer, Traits
from posdiag.replay.agents import BUSY_WAIT_MS, is_busy
from posdiag.replay.saying import acked_only
from posdiag.replay.steps import Ask, Came, Command, Conclude, Listen, Present, Show, Told
from posdiag.transcript import LinkName, Party, Seen, Transcript
from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded, Message
from posdiag.wire.session import (
    Delivered,
    HeardControl,
    HeardFrame,
    HeardJunk,
    LinkSession,
    Noticed,
    Sent,
    Undelivered,
)

#: A replay that lasts longer, hears more or needs more rounds than this is ended: a limit on everything.
MAX_REPLAY_MS = 3_600_000
MAX_HEARD_BYTES = 262_144
MAX_FRAMES = 2_000
MAX_JUNK_BYTES_KEPT = 2_048
MAX_JUNK_PIECES = 200
#: The session's reason when the other side refused a frame to the last: that is an answer, no silence.
NAK_LIMIT = "nak-limit"


@dataclass(slots=True)
class Pump:
    """Drives one till over one link. `traits` decide what the POS takes for the answer to a request."""

    link: Link
    session: LinkSession
    codec: Codec
    traits: Traits
    bench: Bench
    transcript: Transcript
    link_name: LinkName
    far: Party
    start_ms: int = 0
    asked: list[Message] = field(default_factory=list)  # every request, in the order it was sent
    heard: list[Message] = field(default_factory=list)  # every answer, in the order it came
    decoded: dict[bytes, Decoded] = field(default_factory=dict)  # what whole frames that came say
    _waiting: list[Message] = field(default_factory=list)  # frames heard that nobody asked for
    _closed: bool = False
    _heard_bytes: int = 0
    _junk_pieces: int = 0
    _undelivered: str = ""  # why the last frame was given up
    _delivered: bool = False  # the last frame was acknowledged
    _sent_since: bool = False

    def __post_init__(self) -> None:
        self.start_ms = self.link.now_ms()

    def drive(self, flow: Generator[Command, Told, None]) -> None:
        """Run a till's flow to its end."""
        try:
            command = next(flow)
            while True:
                command = flow.send(self._obey(command))
        except StopIteration:
            self._take_the_rest()

    def _take_the_rest(self) -> None:
        """Read what came at the same time as the last answer: on a real line it was in the same read."""
        while not self._closed and not self._spent():
            answer = self.link.wait(self.link.now_ms())
            if not isinstance(answer, Heard):
                return
            self._heard_bytes += len(answer.data)
            self.session.receive(answer.data, answer.at_ms)
            self._waiting += self._take_events()
            self._flush()

    def elapsed_ms(self) -> int:
        return self.link.now_ms() - self.start_ms

    # -- commands --------------------------------------------------------------------------------

    def _obey(self, command: Command) -> Told:
        match command:
            case Ask():
                return self._ask(command)
            case Listen():
                return self._listen(command.wait_ms)
            case Present():
                self.bench.present(command.instrument, command.entry.value)
            case Show():
                self.transcript.observe(self.elapsed_ms(), command.kind, Party.POS, command.text, command.raw)
            case Conclude():
                text = f"{command.belief} {command.booked_krw}"
                self.transcript.observe(self.elapsed_ms(), Seen.BELIEF, Party.POS, text)
            case _:
                assert_never(command)
        return Told(self.elapsed_ms())

    def _ask(self, ask: Ask) -> Told:
        """Ask, and ask again while a local agent says that it is busy, as often as this release does."""
        told = self._ask_once(ask)
        tries = 1
        while is_busy(told.answer) and tries < self.traits.busy_tries:
            tries += 1
            late = told.late + self._listen(BUSY_WAIT_MS).late
            again = self._ask_once(ask)
            told = Told(again.at_ms, again.came, again.answer, late + again.late, again.sent)
        return told

    def _ask_once(self, ask: Ask) -> Told:
        late: list[Message] = []
        if self._closed:
            self.link.reopen()
            self._closed = False
            self.session.reset(self.link.now_ms())
        self._catch_up(late)
        self._undelivered = ""
        self._delivered = False
        self._sent_since = False
        self.asked.append(ask.message)
        frame, now_ms = self.codec.encode(ask.message), self.link.now_ms()
        self.session.send(frame, now_ms)
        came, answer = self._await(ask.message, now_ms + ask.wait_ms, late)
        if came is Came.SILENT:
            self._silence("answer", ask.wait_ms)
        elif came is Came.UNDELIVERED and self._undelivered != NAK_LIMIT:
            self._silence("ack", self.traits.timers.ack_ms)
        if came in (Came.SILENT, Came.UNDELIVERED):
            self.session.abandon(self.link.now_ms())
        return Told(self.elapsed_ms(), came, answer, tuple(late), self._sent_since)

    def _silence(self, timer: str, wait_ms: int) -> None:
        self.transcript.observe(self.elapsed_ms(), Seen.SILENCE, Party.POS, timer, wait_ms=wait_ms)

    def _catch_up(self, late: list[Message]) -> None:
        """Take in what lies in the buffer before a new request, in this release's manner."""
        if self.traits.late_answer is LateAnswer.DROP:
            self._waiting.clear()
        elif self.traits.late_answer is LateAnswer.MATCH:
            late += self._waiting
            self._waiting.clear()

    def _await(self, request: Message, deadline_ms: int, late: list[Message]) -> tuple[Came, Message | None]:
        while True:
            self._flush()
            self._waiting += self._take_events()
            answer = self._pick(request, late)
            if answer is not None:
                self._flush()
                return Came.ANSWERED, answer
            if self._delivered and acked_only(self.codec, request.kind):
                return Came.ANSWERED, Message(request.kind, True, {"result": "00"})
            if self._closed:
                return Came.CLOSED, None
            if self._undelivered:
                return Came.UNDELIVERED, None
            if self.link.now_ms() >= deadline_ms or self._spent():
                return Came.SILENT, None
            self._step(deadline_ms)

    def _pick(self, request: Message, late: list[Message]) -> Message | None:
        """The waiting frame that this release takes for its answer."""
        while self._waiting:
            message = self._waiting.pop(0)
            if self.traits.late_answer is not LateAnswer.MATCH or _answers(message, request):
                return message
            late.append(message)
        return None

    def _listen(self, wait_ms: int) -> Told:
        deadline = self.link.now_ms() + wait_ms
        while not self._closed and self.link.now_ms() < deadline and not self._spent():
            self._flush()
            self._waiting += self._take_events()
            self._step(deadline)
        self._waiting += self._take_events()
        self._flush()
        late = tuple(self._waiting)
        self._waiting.clear()
        return Told(self.elapsed_ms(), Came.SILENT, None, late)

    # -- bytes -----------------------------------------------------------------------------------

    def _step(self, deadline_ms: int) -> None:
        """Wait once, until something is heard, the session's timer or the deadline."""
        timer_ms = self.session.deadline_ms
        answer = self.link.wait(deadline_ms if timer_ms is None else min(deadline_ms, timer_ms))
        match answer:
            case Heard():
                self._heard_bytes += len(answer.data)
                self.session.receive(answer.data, answer.at_ms)
            case Silence():
                self.session.tick(answer.at_ms)
            case Closed():
                self._closed = True
                self.session.reset(answer.at_ms)
                self.transcript.observe(answer.at_ms - self.start_ms, Seen.CLOSED, self.far, answer.why.value)
            case _:
                assert_never(answer)

    def _flush(self) -> None:
        data = self.session.take_output()
        if data:
            self.link.send(data)

    def _take_events(self) -> list[Message]:
        """Write what happened into the transcript; return the messages among it."""
        messages = []
        for event in self.session.take_events():
            match event:
                case Sent():
                    self._sent_since = True
                    self._write(event.at_ms, Party.POS, self.far, event.data)
                case HeardFrame():
                    self._write(event.at_ms, self.far, Party.POS, event.data)
                    if event.intact:
                        decoded = self.decoded[event.data] = self.codec.decode(event.data)
                        message = decoded.message
                        if message is not None and message.reply:
                            messages.append(message)
                            self.heard.append(message)
                case HeardControl():
                    self._write(event.at_ms, self.far, Party.POS, event.data)
                case HeardJunk():
                    self._junk(event)
                case Undelivered():
                    self._undelivered = event.reason
                case Delivered():
                    self._delivered = True
                case Noticed():
                    pass  # the bytes beside them say as much
                case _:
                    assert_never(event)
        return messages

    def _junk(self, event: HeardJunk) -> None:
        self._junk_pieces += 1
        if self._junk_pieces <= MAX_JUNK_PIECES:
            kept = event.data[:MAX_JUNK_BYTES_KEPT]
            self._write(event.at_ms, self.far, Party.POS, kept, event.reason)

    def _write(self, at_ms: int, sender: Party, receiver: Party, data: bytes, note: str = "") -> None:
        self.transcript.add_frame(at_ms - self.start_ms, self.link_name, sender, receiver, data, note)

    def _spent(self) -> bool:
        """Whether a limit is reached: endless garbage must not keep a replay alive."""
        flooded = self._heard_bytes > MAX_HEARD_BYTES or len(self.transcript.frames) > MAX_FRAMES
        return flooded or self.elapsed_ms() > MAX_REPLAY_MS


def _answers(message: Message, request: Message) -> bool:
    """Whether an answer belongs to a request: same kind, same trace number (DE11)."""
    return message.may_answer(request.kind) and message.get("stan") in (request.get("stan"), "")
