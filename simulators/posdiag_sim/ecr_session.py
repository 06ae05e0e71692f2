"""The terminal's side of the exchange of frames: ACK, NAK, ENQ, EOT, repeats and the timers for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from posdiag_sim.ecr_bytes import ACK, ENQ, EOT, NAK, EcrReader, EcrWire, Token, write_frame
from posdiag_sim.firmware import Firmware
from posdiag_sim.heap import Event, Heap
from posdiag_sim.line import DOWN, Line

#: Replies that may wait for their turn; more are dropped, as a terminal's buffer is small.
MAX_WAITING = 32


class FrameRefusal(Protocol):
    """A fault by which the terminal refuses frames that are sound."""

    def refuses_frame(self, request: int) -> bool: ...


class EcrSession:
    """Turns bytes into contents for the terminal and contents into frames that are repeated until ACKed."""

    def __init__(
        self, heap: Heap, line: Line, wire: EcrWire, firmware: Firmware, refusals: tuple[FrameRefusal, ...]
    ):
        self.wire = wire
        self._heap, self._line, self._firmware, self._refusals = heap, line, firmware, refusals
        self._reader = EcrReader(wire)
        self._waiting: deque[bytes] = deque()
        self._open = b""  # frame that waits for its ACK
        self._tries = 0
        self._acks = 0
        self._enquired = False  # our ENQ waits for its ACK
        self._invited = False  # the POS's ENQ was ACKed, its frame may come
        self._ack_timer: Event | None = None
        self._gap_timer: Event | None = None
        self.naks_in_row = 0
        self.on_content: Callable[[bytes], None] = lambda content: None
        self.on_refused: Callable[[str, int], None] = lambda reason, times: None
        self.on_unacked: Callable[[], None] = lambda: None
        self.may_be_called: Callable[[], bool] = lambda: True

    @property
    def line_request(self) -> int:
        """Number of the request that the line carries now."""
        return self._line.request

    # -- what comes from the POS -----------------------------------------------------------------

    def hear(self, stream: bytes) -> None:
        """Take bytes from the line, in any split."""
        self._heap.cancel(self._gap_timer)
        self._gap_timer = None
        for token in self._reader.feed(stream):
            match token.what:
                case "control":
                    self._control(token.content[0])
                case "frame":
                    self._frame(token)
                case _:
                    self._bad(token)
        if self._reader.partial:
            wait_ms = self._firmware.quiet_ms if self._reader.flushing else self._firmware.gap_ms
            self._gap_timer = self._heap.after(wait_ms, self._gap)

    def forget(self) -> None:
        """The connection is gone: what was half read or waits for an ACK is dropped."""
        self._heap.cancel(self._gap_timer)
        self._heap.cancel(self._ack_timer)
        self._reader.discard()
        self._waiting.clear()
        self._open = b""
        self._enquired = self._invited = False

    def _control(self, byte: int) -> None:
        if byte == ENQ and self.wire.handshake == "enq-eot":
            self._invited = self.may_be_called()
            self._send("control", bytes((ACK if self._invited else NAK,)))
        elif byte == EOT:
            self._invited = False
        elif byte == ACK and self._open:
            self._acked()
        elif byte == NAK and self._open and not self._enquired:
            self._again()

    def _frame(self, token: Token) -> None:
        if self.wire.handshake == "enq-eot" and not self._invited:
            return  # a frame that nobody announced
        if 0 < self._firmware.buffer_bytes < len(token.content):
            self._refuse("size")
            return
        if any(fault.refuses_frame(self._line.request) for fault in self._refusals):
            self._send("control", bytes((NAK,)))
            return
        self.naks_in_row = 0
        self._heap.after(self._firmware.ack_ms, self._answer_ack, token.content)

    def _answer_ack(self, content: bytes) -> None:
        self._send("control", self.wire.ack)
        self.on_content(content)

    def _bad(self, token: Token) -> None:
        if token.reason == "check":
            self._refuse(token.reason)
        else:
            self._reason = token.reason

    _reason = "gap"

    def _gap(self) -> None:
        reason = self._reason if self._reader.flushing else "gap"
        self._reader.discard()
        self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        self.naks_in_row += 1
        self._send("control", bytes((NAK,)))
        self.on_refused(reason, self.naks_in_row)

    # -- what goes to the POS --------------------------------------------------------------------

    def reply(self, content: bytes) -> None:
        """Send a content as a frame, after those that wait, until it is ACKed or the tries are used up."""
        if len(self._waiting) < MAX_WAITING:
            self._waiting.append(write_frame(self.wire, content))
        self._next()

    def event(self, content: bytes) -> None:
        """Send a frame that is never ACKed."""
        self._send("event", write_frame(self.wire, content))

    def _next(self) -> None:
        if self._open or not self._waiting:
            return
        self._open = self._waiting.popleft()
        self._tries = 0
        self._again_from_start()

    def _again_from_start(self) -> None:
        self._enquired = self.wire.handshake == "enq-eot"
        if self._enquired:
            self._tries += 1
            self._send("control", bytes((ENQ,)))
            self._wait_for_ack()
        else:
            self._send_open()

    def _send_open(self) -> None:
        self._tries += 1
        self._acks = 0
        self._send("frame", self._open)
        self._wait_for_ack()

    def _wait_for_ack(self) -> None:
        self._heap.cancel(self._ack_timer)
        self._ack_timer = self._heap.after(self._firmware.ack_wait_ms, self._no_ack)

    def _acked(self) -> None:
        if self._enquired:
            self._enquired = False
            self._tries = 0
            self._send_open()
            return
        self._acks += 1
        if self._acks >= self.wire.acks:
            self._heap.cancel(self._ack_timer)
            if self.wire.handshake == "enq-eot":
                self._send("control", bytes((EOT,)))
            self._open = b""
            self._next()

    def _no_ack(self) -> None:
        if self._open:
            self._again()

    def _again(self) -> None:
        """Repeat what waits for its ACK, or give it up."""
        if self._tries < self._firmware.frame_tries:
            self._again_from_start() if self._enquired else self._send_open()
            return
        self._heap.cancel(self._ack_timer)
        self._open = b""
        if self.wire.handshake == "enq-eot":
            self._send("control", bytes((EOT,)))
        self.on_unacked()
        self._next()

    def _send(self, what: str, content: bytes) -> None:
        self._line.send(DOWN, what, content)
