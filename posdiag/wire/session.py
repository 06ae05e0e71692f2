"""One end of a link's conversation, without I/O and without a clock; conversation.py says how it goes.

`now_ms` comes with every call and `deadline_ms` says when to call `tick`; bytes to be sent wait in
`take_output`; every byte sent or heard is in exactly one of `take_events`.
"""

from __future__ import annotations

from posdiag.wire.conversation import (
    ACK,
    ENQ,
    EOT,
    MAX_QUEUE,
    NAK,
    Conversation,
    SessionRules,
    Signal,
    State,
)
from posdiag.wire.framing import ControlPiece, FramePiece, Framer, JunkPiece, JunkReason, Piece
from posdiag.wire.session_events import (
    Delivered,
    HeardControl,
    HeardFrame,
    HeardJunk,
    Notice,
    Noticed,
    Sent,
    SessionEvent,
    Undelivered,
)

__all__ = [
    "Delivered",
    "HeardControl",
    "HeardFrame",
    "HeardJunk",
    "LinkSession",
    "Notice",
    "Noticed",
    "Sent",
    "SessionEvent",
    "SessionRules",
    "Undelivered",
]

#: Garbage beyond this, with no sound frame in between, is counted and thrown away.
MAX_GARBAGE = 65_536
#: Further NAK bytes so soon after the first are the same NAK, where one ACK is several bytes.
NAK_RUN_MS = 20


class LinkSession:
    """One end of a link, from when it opened until `reset`."""

    def __init__(self, rules: SessionRules, framer: Framer) -> None:
        self.rules = rules
        self._framer = framer
        self._talk = Conversation(rules, framer.inspect)
        self._acks = 0  # 06 bytes of an ACK that is not whole yet
        self._nak_ms: int | None = None  # when the last NAK was acted on
        self._garbage = 0
        self._last_heard = b""

    # -- what the caller does --------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether nothing of ours is under way and the far side holds no turn."""
        return self._talk.state is State.IDLE and not self._talk.queue

    @property
    def deadline_ms(self) -> int | None:
        """When to call `tick` if nothing is heard before."""
        times = [at for at in (self._talk.deadline_ms, self._framer.deadline_ms) if at is not None]
        return min(times, default=None)

    def send(self, frame: bytes, now_ms: int) -> None:
        """Send a whole frame now, or as soon as what is under way is over."""
        if len(self._talk.queue) >= MAX_QUEUE:
            self._talk.events.append(Undelivered(now_ms, "queue-full"))
            return
        self._talk.queue.append(frame)
        self._talk.send_next(now_ms)

    def receive(self, data: bytes, now_ms: int) -> None:
        """Take in bytes of any number."""
        deadline = self.deadline_ms
        if deadline is not None and now_ms > deadline:
            self.tick(now_ms)
        for piece in self._framer.feed(data, now_ms):
            self._take(piece, now_ms)

    def tick(self, now_ms: int) -> None:
        """Let time pass: do what is due at `now_ms`."""
        framer_due = self._framer.deadline_ms
        if framer_due is not None and now_ms >= framer_due:
            for piece in self._framer.flush(now_ms):
                self._take(piece, now_ms)
        if self._talk.deadline_ms is not None and now_ms >= self._talk.deadline_ms:
            self._end_ack_run(now_ms)
            self._talk.signal(Signal.TIMEOUT, now_ms)

    def take_output(self) -> bytes:
        """The bytes to be sent now; they are given once."""
        output = bytes(self._talk.output)
        self._talk.output.clear()
        return output

    def take_events(self) -> list[SessionEvent]:
        """What happened since the last call."""
        events = self._talk.events
        self._talk.events = []
        return events

    def abandon(self, now_ms: int) -> None:
        """Stop caring about our frame: it is not repeated any more, and neither is what is queued."""
        self._end_ack_run(now_ms)
        self._talk.stop(now_ms, say_so=True)

    def drop_unread(self, now_ms: int) -> bytes:
        """Throw away a frame that is only half there, as a till does that clears its buffer."""
        dropped = self._framer.clear()
        if dropped:
            self._talk.events.append(HeardJunk(dropped, now_ms, JunkReason.DROPPED))
        return dropped

    def reset(self, now_ms: int) -> None:
        """The link was closed or opened anew: nothing that was under way is any more."""
        self._end_ack_run(now_ms)
        self.drop_unread(now_ms)
        if self._talk.state in (State.CALLING, State.SENT) or self._talk.queue:
            self._talk.events.append(Undelivered(now_ms, "link-closed"))
        self._talk.output.clear()
        self._talk.naks_sent = 0
        self._garbage = 0
        self._last_heard = b""
        self._talk.stop(now_ms, say_so=False)

    # -- pieces to signals -----------------------------------------------------------------------

    def _take(self, piece: Piece, now_ms: int) -> None:
        match piece:
            case ControlPiece():
                self._take_control(piece.data, now_ms)
            case FramePiece():
                self._end_ack_run(now_ms)
                self._talk.events.append(HeardFrame(piece.data, now_ms, piece.intact))
                self._take_frame(piece, now_ms)
            case JunkPiece():
                self._end_ack_run(now_ms)
                self._take_junk(piece, now_ms)

    def _take_control(self, data: bytes, now_ms: int) -> None:
        waits = self._talk.state in (State.CALLING, State.SENT)
        if data == ACK and waits and self.rules.acks > 1:
            self._acks += 1
            if self._acks < self.rules.acks:
                return
            data = ACK * self._acks
            self._acks = 0
        else:
            self._end_ack_run(now_ms)
        self._talk.events.append(HeardControl(data, now_ms))
        if not self.rules.acknowledged or (data == NAK and self._same_nak(now_ms)):
            return
        signals = {ACK: Signal.ACK, NAK: Signal.NAK, ENQ: Signal.ENQ, EOT: Signal.EOT}
        signal = signals.get(data[:1])
        if signal is not None:
            self._talk.signal(signal, now_ms)

    def _same_nak(self, now_ms: int) -> bool:
        """Whether this NAK byte belongs to the one just acted on (links with several bytes an ACK)."""
        if self.rules.acks == 1:
            return False
        same = self._nak_ms is not None and now_ms - self._nak_ms <= NAK_RUN_MS
        if not same:
            self._nak_ms = now_ms
        return same

    def _end_ack_run(self, now_ms: int) -> None:
        """Report ACK bytes that were too few to make one ACK."""
        if self._acks:
            self._talk.events.append(HeardControl(ACK * self._acks, now_ms))
            self._talk.notice(Notice.ACK_SHORT, now_ms, f"{self._acks}/{self.rules.acks}")
            self._acks = 0

    def _take_frame(self, piece: FramePiece, now_ms: int) -> None:
        if not piece.intact:
            self._broken(now_ms)
            return
        self._talk.naks_sent = 0
        self._garbage = 0
        if piece.data == self._last_heard:
            self._talk.notice(Notice.FRAME_AGAIN, now_ms)
        self._last_heard = piece.data
        if self._talk.wants_ack(piece):
            self._talk.signal(Signal.FRAME, now_ms)

    def _take_junk(self, piece: JunkPiece, now_ms: int) -> None:
        room = max(0, MAX_GARBAGE - self._garbage)
        self._garbage += len(piece.data)
        if room:
            self._talk.events.append(HeardJunk(piece.data[:room], now_ms, piece.reason))
        if len(piece.data) > room:
            self._talk.notice(Notice.GARBAGE_DROPPED, now_ms, str(len(piece.data) - room))
        if piece.reason in (JunkReason.GAP, JunkReason.TOO_LONG):
            self._broken(now_ms)

    def _broken(self, now_ms: int) -> None:
        if self.rules.acknowledged:
            self._talk.signal(Signal.BROKEN, now_ms)
