"""The bench of a terminal that `posdiag simulate` plays: JSON lines over a TCP connection of its own."""

from __future__ import annotations

import contextlib
import socket
from time import monotonic
from typing import Final

from posdiag.errors import LinkError, PosdiagError, Problem
from posdiag.link.bench import LineBench
from posdiag.worded import worded

#: Longest answer that is read: a long replay with all its host frames stays far below.
MAX_LINE_BYTES: Final = 8 * 1024 * 1024
_PIECE_BYTES: Final = 64 * 1024


class TcpBench(LineBench):
    """Connects when it is first asked. `patience_s` is in real seconds, for each answer."""

    def __init__(self, host: str, port: int, patience_s: float = 30.0) -> None:
        super().__init__(self._carry_line, place=f"bench {host}:{port}")
        self._address = (host, port)
        self._patience_s = patience_s
        self._socket: socket.socket | None = None
        self._unread = bytearray()

    def note_refused(self) -> None:
        """Tell that the POS dialled in vain: nobody on the other side can see that.

        Meant for the `on_refused` of a link; never raises, for a bench that is gone is noticed soon.
        """
        with contextlib.suppress(PosdiagError):
            self._ask(do="refused")

    def close(self) -> None:
        self._unread.clear()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
            self._socket = None

    def _carry_line(self, line: str) -> str:
        try:
            return self._exchange(line.encode() + b"\n")
        except (OSError, UnicodeError, _BrokenAnswer) as error:
            self.close()
            remedy = worded("is `posdiag simulate` still running, and is this its bench's port?")
            raise LinkError(
                Problem(self._place, worded("no answer: {error}", error=error), remedy)
            ) from error

    def _exchange(self, line: bytes) -> str:
        until = monotonic() + self._patience_s
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._patience_s)
        self._socket.settimeout(self._patience_s)
        self._socket.sendall(line)
        while (end := self._unread.find(b"\n")) < 0:
            if len(self._unread) > MAX_LINE_BYTES:
                raise _BrokenAnswer(f"an answer longer than {MAX_LINE_BYTES} bytes")
            self._socket.settimeout(max(0.001, until - monotonic()))
            piece = self._socket.recv(_PIECE_BYTES)
            if not piece:
                raise _BrokenAnswer("the connection ended")
            self._unread += piece
        answer = self._unread[:end].decode()
        del self._unread[: end + 1]
        return answer


class _BrokenAnswer(Exception):
    """The bench answered, but not with a line."""
