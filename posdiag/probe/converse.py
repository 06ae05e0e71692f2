"""One question and what comes of it, sans-I/O: sent once, acknowledged where due, and tidied up after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from posdiag.link.api import Why
from posdiag.probe.ears import Ears, Frame, Reading
from posdiag.probe.harmless import say
from posdiag.probe.questions import Question, Way
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Gone, Got, Hear, Part, Sound
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ends import ecr_session, host_session
from posdiag.wire.framing import ControlPiece, FramePiece, JunkPiece, JunkReason, Piece
from posdiag.wire.session import HeardFrame, LinkSession, SessionRules
from posdiag.wire.session_events import Delivered

#: For any sign at all. A terminal that waits for the rest of a frame says NAK after a second (PROTOCOLS 1.3
#: and the reference terminal), and until then it hears no other question.
FIRST_MS: Final = 1_500
#: For the ACK of an ENQ.
ENQ_MS: Final = 800
#: For the answer, once the question was acknowledged: the terminal may ask its host first.
ANSWER_MS: Final = 8_000
#: Where an ACK is the whole answer, for what may follow from a terminal of another dialect.
ALONE_MS: Final = 1_500
#: Quiet after which an exchange is over.
QUIET_MS: Final = 200
#: However much is said, an exchange ends.
LONGEST_MS: Final = 12_000
#: Bytes after which whoever talks on and on is heard no longer: no answer is as long.
MOST_HEARD: Final = 65_536
_EOT: Final = b"\x04"


class Outcome(StrEnum):
    """What came of a question."""

    SILENT = "silent"
    ANSWERED = "answered"  # soundly, in the dialect it was asked in
    OTHER = "other"  # with a sound frame of another dialect
    ACKED = "acked"
    REFUSED = "refused"  # NAK
    GARBLED = "garbled"  # with bytes that make no sense
    ECHOED = "echoed"  # with the very bytes that were sent
    HUNG_UP = "hung-up"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with what was heard after it."""

    question: Question
    settings: LineSettings | None
    tls: bool
    outcome: Outcome
    sound: Sound = field(repr=False)
    reading: Reading = field(repr=False)
    gone: Why | None = None
    ended_ms: int = 0


def converse(
    question: Question,
    ears: Ears,
    codecs: Sequence[Codec],
    now_ms: int,
    settings: LineSettings | None = None,
    tls: bool = False,
    hosts: bool = False,
) -> Part[Exchange]:
    """Ask and listen. `codecs` are all there are, for the look at what is sent; times on the line's clock."""
    talk = _Talk(question, codecs, now_ms, settings)
    gone = yield from talk.run()
    reading = ears.read(bytes(talk.sound.data), hosts)
    outcome = _outcome(question, talk, reading, gone)
    if gone is None:
        yield from talk.tidy(outcome, _acks_due(ears, question, reading))
    return Exchange(question, settings, tls, outcome, talk.sound, reading, gone, talk.now_ms)


class _Talk:
    """What is under way of one exchange."""

    def __init__(
        self, question: Question, codecs: Sequence[Codec], now_ms: int, settings: LineSettings | None
    ) -> None:
        self.sound = Sound(settings)
        self.delivered = False
        self.answered = False
        self._question = question
        self._codecs = codecs
        self.now_ms = now_ms
        self._last = b""
        self._said: list[bytes] = []
        self._session = _session(question)

    def run(self) -> Part[Why | None]:
        """Ask and listen until it is answered, refused or over; why the line closed, if it did."""
        first_ms = ENQ_MS if self._question.way is Way.ENQ else FIRST_MS
        start, until = self.now_ms, self.now_ms + first_ms
        self._session.send(self._question.data, start)
        while self.now_ms < until and len(self.sound.data) < MOST_HEARD:
            output = self._session.take_output()
            if output:
                self._last = output
                self._said.append(output)
                yield say(output, self._codecs)
            due = self._session.deadline_ms
            got = yield Hear(until if due is None else max(self.now_ms, min(until, due)))
            if isinstance(got, Gone):
                return got.why
            if not isinstance(got, Got):
                raise TypeError(f"{got!r} is no answer to Hear")
            self.now_ms = max(got.at_ms, self.now_ms)
            if got.data:
                self.sound.add(got)
                self._session.receive(got.data, got.at_ms)
            else:
                self._session.tick(self.now_ms)
            for event in self._session.take_events():
                self.delivered = self.delivered or isinstance(event, Delivered)
                if isinstance(event, HeardFrame) and event.intact:
                    self.answered = self.answered or self._is_answer(event.data)
            if self.answered:  # its ACK still goes out, and an EOT may come
                until = min(until, self.now_ms + QUIET_MS)
            elif self.delivered and self._question.way is not Way.ENQ:
                until = start + (ALONE_MS if self._question.acked_only else ANSWER_MS)
            elif got.data and not self.delivered:
                until = max(until, self.now_ms + QUIET_MS)
            until = min(until, start + LONGEST_MS)
        output = self._session.take_output()
        if output:
            self._last = output
            self._said.append(output)
            yield say(output, self._codecs)
        return None

    @property
    def echoed(self) -> bool:
        """Whether what was said came back and nothing else did: no terminal answers so."""
        heard = bytes(self.sound.data)
        return (
            bool(self._said) and len(heard) >= len(self._said[0]) and b"".join(self._said).startswith(heard)
        )

    def _is_answer(self, frame: bytes) -> bool:
        codec = self._question.codec
        if codec is None:
            return False
        decoded = codec.decode(frame)
        sound = all(fault.code.startswith("text.") for fault in decoded.faults)
        return sound and decoded.message is not None and decoded.message.reply

    def tidy(self, outcome: Outcome, acks: int) -> Part[None]:
        """Take the call back with EOT, acknowledge another dialect's frame, and let the line fall quiet."""
        if acks:
            yield say(b"\x06" * acks, self._codecs)
        called = self._question.way is Way.ENQ or self._question.called
        if called and outcome is not Outcome.SILENT and not self._last.endswith(_EOT):
            yield say(_EOT, self._codecs)
        if outcome is Outcome.SILENT:
            return
        end, heard = self.now_ms + LONGEST_MS, len(self.sound.data)
        while self.now_ms < end and heard < MOST_HEARD:
            got = yield Hear(self.now_ms + QUIET_MS)
            if not isinstance(got, Got) or not got.data:
                return
            self.now_ms = got.at_ms
            heard += len(got.data)


class _AnyByte:
    """A framer for questions that belong to no dialect: every read is junk."""

    deadline_ms: int | None = None

    def feed(self, data: bytes, now_ms: int) -> list[Piece]:
        if data and not data.strip(b"\x04\x05\x06\x15"):
            return [ControlPiece(data[at : at + 1]) for at in range(len(data))]
        return [JunkPiece(data, JunkReason.GARBAGE)] if data else []

    def flush(self, now_ms: int) -> list[Piece]:
        return []

    def clear(self) -> bytes:
        return b""

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)


def _session(question: Question) -> LinkSession:
    codec = question.codec
    if codec is None:
        return LinkSession(SessionRules(acknowledged=False), _AnyByte())
    if isinstance(codec, EcrCodec):
        return ecr_session(codec.spec, ack_ms=FIRST_MS, gap_ms=500, frame_tries=1)
    return host_session(codec.spec, gap_ms=500)


def _outcome(question: Question, talk: _Talk, reading: Reading, gone: Why | None) -> Outcome:
    if talk.echoed:
        return Outcome.ECHOED
    if talk.answered or any(_answers(question, frame) for frame in reading.frames):
        return Outcome.ANSWERED
    if reading.frames:
        return Outcome.OTHER
    if not talk.sound.data:
        return Outcome.HUNG_UP if gone else Outcome.SILENT
    if talk.delivered and not talk.sound.data.strip(b"\x06") and question.acked_only:
        return Outcome.ANSWERED
    if talk.delivered or (reading.controls["ACK"] and not question.called and reading.covered >= 0.5):
        return Outcome.ACKED
    if reading.controls["NAK"] and reading.covered >= 0.5:
        return Outcome.REFUSED
    if question.called and not talk.sound.data.strip(b"\x06\x04"):
        return Outcome.SILENT  # it let us in, and then said nothing of the question
    return Outcome.GARBLED


def _answers(question: Question, frame: Frame) -> bool:
    """Whether a frame is the answer; its dialect may write the question as others do."""
    message = frame.decoded.message
    return message is not None and message.reply and bool(set(question.dialects) & set(frame.dialects))


def _acks_due(ears: Ears, question: Question, reading: Reading) -> int:
    """How many ACK bytes a frame of another dialect waits for, so that it is not said again and again."""
    for frame in reading.frames:
        codec = ears.codec(frame.dialects[0])
        if isinstance(codec, EcrCodec) and frame.dialects[0] not in question.dialects:
            return codec.spec.acks
    return 0
