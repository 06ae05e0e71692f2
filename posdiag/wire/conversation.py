"""The conversation at link level, as a table: what a frame, an ACK, a NAK, ENQ, EOT or a silence leads to.

The theory. Both ends of an ECR link follow the same few rules, so one session serves both. A side
that has something to say sends its frame (with a handshake: ENQ first, the frame after the ACK to
it) and keeps it until the far side ACKs. A NAK, or no ACK for `ack_ms`, repeats the frame, at most
`frame_tries` times in all. A side that hears a frame ACKs it if its check byte is right and NAKs it
if not; what the frame says is no business of this level. With a handshake the sender closes with
EOT, and the listener keeps its own words back until then.

    state      said so far                   waits for
    IDLE       nothing                       anything
    CALLING    ENQ                           ACK of the ENQ
    SENT       (ENQ, ACK of it,) frame       ACK of the frame
    TAKING     the far side's ENQ is ACKed   its frame, then EOT

An answer may come before its ACK: the ACK was lost, or the terminal never sends one. The answer
shows that the frame was received, so it is taken for the ACK, and a `Noticed` says so.

Links that have no ACKs at all (host links) only send, and only report what they hear.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from posdiag.wire.framing import FramePiece
from posdiag.wire.session_events import Delivered, Notice, Noticed, Sent, SessionEvent, Undelivered

ACK, NAK, ENQ, EOT = b"\x06", b"\x15", b"\x05", b"\x04"

#: After so many damaged frames in a row no more NAKs are sent: two ends must not NAK for ever.
MAX_NAKS = 3
#: Frames waiting to be sent; a caller that queues more has lost count.
MAX_QUEUE = 64


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How one link is used. `acks` is the number of 06 bytes that make one ACK."""

    acknowledged: bool = True
    handshake: bool = False
    acks: int = 1
    never_acked: frozenset[str] = frozenset()  # message codes that get no ACK
    ack_ms: int = 3000
    frame_tries: int = 3


class State(Enum):
    """Where the conversation stands."""

    IDLE = auto()
    CALLING = auto()
    SENT = auto()
    TAKING = auto()


class Signal(Enum):
    """What can happen to it."""

    CALL = auto()  # there is a frame to send, and the link has a handshake
    SEND = auto()  # there is a frame to send
    ACK = auto()
    NAK = auto()
    ENQ = auto()
    EOT = auto()
    FRAME = auto()
    BROKEN = auto()
    TIMEOUT = auto()


class Do(Enum):
    """What is done about it; each is a method of LinkSession of the same name."""

    CALL = "_call"
    TRANSMIT = "_transmit"
    CALL_AGAIN = "_call_again"
    REPEAT_UNHEARD = "_repeat_unheard"
    REPEAT_REFUSED = "_repeat_refused"
    DELIVERED = "_delivered"
    ANSWERED = "_answered"
    GRANT = "_grant"
    ACCEPT = "_accept"
    REFUSE = "_refuse"
    CLOSE = "_close"
    CLOSE_UNASKED = "_close_unasked"


#: (state, signal) -> (next state, what to do). What is missing changes nothing and is noticed as stray.
TABLE: Mapping[tuple[State, Signal], tuple[State, Do]] = {
    (State.IDLE, Signal.CALL): (State.CALLING, Do.CALL),
    (State.IDLE, Signal.SEND): (State.SENT, Do.TRANSMIT),
    (State.IDLE, Signal.ENQ): (State.TAKING, Do.GRANT),
    (State.IDLE, Signal.FRAME): (State.IDLE, Do.ACCEPT),
    (State.IDLE, Signal.BROKEN): (State.IDLE, Do.REFUSE),
    (State.CALLING, Signal.ACK): (State.SENT, Do.TRANSMIT),
    (State.CALLING, Signal.NAK): (State.CALLING, Do.CALL_AGAIN),
    (State.CALLING, Signal.TIMEOUT): (State.CALLING, Do.CALL_AGAIN),
    (State.CALLING, Signal.ENQ): (State.CALLING, Do.GRANT),
    (State.CALLING, Signal.EOT): (State.CALLING, Do.CLOSE),
    (State.CALLING, Signal.FRAME): (State.CALLING, Do.ACCEPT),
    (State.CALLING, Signal.BROKEN): (State.CALLING, Do.REFUSE),
    (State.SENT, Signal.ACK): (State.IDLE, Do.DELIVERED),
    (State.SENT, Signal.NAK): (State.SENT, Do.REPEAT_REFUSED),
    (State.SENT, Signal.TIMEOUT): (State.SENT, Do.REPEAT_UNHEARD),
    (State.SENT, Signal.ENQ): (State.SENT, Do.GRANT),
    (State.SENT, Signal.FRAME): (State.IDLE, Do.ANSWERED),
    (State.SENT, Signal.BROKEN): (State.SENT, Do.REFUSE),
    (State.TAKING, Signal.ENQ): (State.TAKING, Do.GRANT),
    (State.TAKING, Signal.FRAME): (State.TAKING, Do.ACCEPT),
    (State.TAKING, Signal.BROKEN): (State.TAKING, Do.REFUSE),
    (State.TAKING, Signal.EOT): (State.IDLE, Do.CLOSE),
    (State.TAKING, Signal.TIMEOUT): (State.IDLE, Do.CLOSE_UNASKED),
}


class Conversation:
    """The state, the frame under way and what is to be said; whoever listens turns bytes into signals."""

    def __init__(self, rules: SessionRules, inspect: Callable[[bytes], FramePiece]) -> None:
        self.rules = rules
        self.state = State.IDLE
        self.deadline_ms: int | None = None
        self.queue: deque[bytes] = deque()
        self.naks_sent = 0
        self.events: list[SessionEvent] = []
        self.output = bytearray()
        self._inspect = inspect
        self._frame = b""  # ours, until it is delivered
        self._tries = 0

    def signal(self, signal: Signal, now_ms: int) -> None:
        """Do what the table says."""
        if signal is Signal.ENQ and not self.rules.handshake:
            self.notice(Notice.STRAY_ENQ, now_ms)
            return
        state, do = TABLE.get((self.state, signal), (self.state, None))
        if do is None:
            self._stray(signal, now_ms)
            return
        if state is not self.state:
            self._enter(state, now_ms)
        action: Callable[[int], None] = getattr(self, do.value)
        action(now_ms)
        self.send_next(now_ms)

    def send_next(self, now_ms: int) -> None:
        """Begin to send what is queued, if nothing else is under way."""
        if self.state is State.IDLE and self.queue:
            self._frame = self.queue.popleft()
            self._tries = 0
            self.signal(Signal.CALL if self.rules.handshake else Signal.SEND, now_ms)

    def stop(self, now_ms: int, say_so: bool) -> None:
        """Forget what is under way and queued; with `say_so`, end an open turn as the handshake wants."""
        self.queue.clear()
        if say_so and self.state is State.SENT:
            self._end_turn(now_ms)
        if not (say_so and self.state is State.TAKING):
            self._enter(State.IDLE, now_ms)

    def wants_ack(self, frame: FramePiece) -> bool:
        return self.rules.acknowledged and frame.code not in self.rules.never_acked

    def notice(self, notice: Notice, now_ms: int, detail: str = "") -> None:
        self.events.append(Noticed(now_ms, notice, detail))

    def _enter(self, state: State, now_ms: int) -> None:
        self.state = state
        self.deadline_ms = None if state is State.IDLE else now_ms + self.rules.ack_ms

    def _say(self, data: bytes, now_ms: int) -> None:
        self.output += data
        self.events.append(Sent(data, now_ms))

    # -- what the table names --------------------------------------------------------------------

    def _call(self, now_ms: int) -> None:
        self._tries += 1
        self.deadline_ms = now_ms + self.rules.ack_ms
        self._say(ENQ, now_ms)

    def _call_again(self, now_ms: int) -> None:
        if self._tries < self.rules.frame_tries:
            self._call(now_ms)
        else:
            self._give_up("no-enq-ack", now_ms)

    def _transmit(self, now_ms: int) -> None:
        self._tries = 1
        self._say(self._frame, now_ms)
        if not self.wants_ack(self._inspect(self._frame)):
            self._enter(State.IDLE, now_ms)
            self._end_turn(now_ms)

    def _repeat_unheard(self, now_ms: int) -> None:
        self._repeat("no-ack", now_ms)

    def _repeat_refused(self, now_ms: int) -> None:
        self._repeat("nak-limit", now_ms)

    def _repeat(self, reason: str, now_ms: int) -> None:
        if self._tries >= self.rules.frame_tries:
            self._give_up(reason, now_ms)
            self._end_turn(now_ms)
            return
        self._tries += 1
        self.deadline_ms = now_ms + self.rules.ack_ms
        self._say(self._frame, now_ms)

    def _give_up(self, reason: str, now_ms: int) -> None:
        self.events.append(Undelivered(now_ms, reason))
        self._enter(State.IDLE, now_ms)

    def _delivered(self, now_ms: int) -> None:
        self.events.append(Delivered(now_ms))
        self._end_turn(now_ms)

    def _end_turn(self, now_ms: int) -> None:
        if self.rules.handshake:
            self._say(EOT, now_ms)

    def _answered(self, now_ms: int) -> None:
        """The answer came and the ACK did not."""
        self.notice(Notice.ANSWER_BEFORE_ACK, now_ms)
        self.events.append(Delivered(now_ms, by_answer=True))
        if self.rules.handshake:
            self._enter(State.TAKING, now_ms)
        self._say(ACK * self.rules.acks, now_ms)

    def _grant(self, now_ms: int) -> None:
        """Give the far side its turn; our own timer starts anew, so as not to cut in."""
        self.deadline_ms = now_ms + self.rules.ack_ms
        self._say(ACK * self.rules.acks, now_ms)

    def _accept(self, now_ms: int) -> None:
        if self.state is State.IDLE and self.rules.handshake:
            self.notice(Notice.FRAME_WITHOUT_ENQ, now_ms)
        elif self.state is State.TAKING:
            self.deadline_ms = now_ms + self.rules.ack_ms
        self._say(ACK * self.rules.acks, now_ms)

    def _refuse(self, now_ms: int) -> None:
        self.naks_sent += 1
        if self.naks_sent <= MAX_NAKS:
            self._say(NAK, now_ms)
        elif self.naks_sent == MAX_NAKS + 1:
            self.notice(Notice.NAKS_ENDED, now_ms)

    def _close(self, now_ms: int) -> None:
        """The far side has ended its turn."""

    def _close_unasked(self, now_ms: int) -> None:
        self.notice(Notice.NO_EOT, now_ms)

    def _stray(self, signal: Signal, now_ms: int) -> None:
        strays = {
            Signal.ACK: Notice.STRAY_ACK,
            Signal.NAK: Notice.STRAY_NAK,
            Signal.ENQ: Notice.STRAY_ENQ,
            Signal.EOT: Notice.STRAY_EOT,
        }
        if signal in strays:
            self.notice(strays[signal], now_ms)
