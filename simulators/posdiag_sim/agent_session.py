"""The agent's side of its link: whole requests out of a stream of bytes, whole answers into it.

There are no ACKs: HTTP and WebSocket lie on TCP. What a terminal on an ECR link is told of frames that
were refused or never acknowledged cannot happen here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from posdiag_sim.agent_wire import AgentWire
from posdiag_sim.heap import Heap
from posdiag_sim.line import DOWN, Line

#: A request longer than this is thrown away.
MAX_REQUEST_BYTES = 65_536
_LENGTH = re.compile(rb"\r\nContent-Length: *([0-9]{1,6})\r\n", re.IGNORECASE)
#: From the end of a request until the agent takes it up, in ms.
TAKE_UP_MS = 5


class AgentSession:
    """What a terminal's session offers to the terminal behind it, over HTTP or WebSocket."""

    def __init__(self, heap: Heap, line: Line, wire: AgentWire) -> None:
        self.wire = wire
        self._heap, self._line = heap, line
        self._unread = bytearray()
        self.on_content: Callable[[bytes], None] = lambda content: None
        self.on_refused: Callable[[str, int], None] = lambda reason, times: None
        self.on_unacked: Callable[[], None] = lambda: None
        self.may_be_called: Callable[[], bool] = lambda: True

    @property
    def line_request(self) -> int:
        """Number of the request that the line carries now."""
        return self._line.request

    def hear(self, stream: bytes) -> None:
        """Take bytes from the line, in any split."""
        self._unread += stream
        while size := self._whole():
            request = bytes(self._unread[:size])
            del self._unread[:size]
            self._heap.after(TAKE_UP_MS, self.on_content, request)
        if len(self._unread) > MAX_REQUEST_BYTES:
            self._unread.clear()

    def _whole(self) -> int:
        """Bytes of the first request, 0 where it is not whole."""
        if not self.wire.over_http:
            return object_size(self._unread)
        end = self._unread.find(b"\r\n\r\n")
        if end < 0:
            return 0
        length = _LENGTH.search(self._unread, 0, end + 2)
        size = end + 4 + (int(length[1]) if length else 0)
        return size if len(self._unread) >= size else 0

    def forget(self) -> None:
        """The connection is gone: what was half read is dropped."""
        self._unread.clear()

    def reply(self, content: bytes) -> None:
        """Send an answer, once."""
        self._line.send(DOWN, "frame", content)

    def event(self, content: bytes) -> None:
        """An agent tells nothing unasked."""


def object_size(unread: bytearray) -> int:
    """Bytes of the JSON object that begins here; 0 where it is not whole."""
    depth, quoted, escaped = 0, False, False
    for at, byte in enumerate(unread):
        if escaped:
            escaped = False
        elif byte == 0x5C and quoted:
            escaped = True
        elif byte == 0x22:
            quoted = not quoted
        elif byte == 0x7B and not quoted:
            depth += 1
        elif byte == 0x7D and not quoted:
            depth -= 1
            if depth <= 0:
                return at + 1
    return 0
