"""The bench's own port on this machine: JSON lines in, JSON lines out, one world behind them."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

from posdiag_sim.stream import Stream

MAX_LINE_BYTES = 1_000_000
MAX_CLIENTS = 8


def refusal(error: str, remedy: str) -> str:
    """The answer to a request that cannot be granted."""
    return json.dumps({"ok": False, "error": error, "remedy": remedy}, ensure_ascii=False)


class BenchDoor:
    """Listens on a free port of 127.0.0.1. `answer` turns each line into the one that goes back."""

    def __init__(self, answer: Callable[[str], str]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self._clients: dict[Stream, bytearray] = {}
        self.port: int = self._listener.getsockname()[1]

    @property
    def attended(self) -> bool:
        """Whether somebody stands at the bench."""
        return bool(self._clients)

    def watched(self) -> list[tuple[int, bool]]:
        """File numbers to wait on, each with whether there is something unsent for it."""
        clients = [(client.connection.fileno(), bool(client.unsent)) for client in self._clients]
        return [(self._listener.fileno(), False), *clients]

    def turn(self) -> None:
        """Let clients in, answer every whole line that is here, let go of those who left."""
        self._let_in()
        for client in list(self._clients):
            client.flush()
            heard = client.read()
            if heard is None or not self._hear(client, heard):
                client.close()
                del self._clients[client]

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self._clients.clear()
        self._listener.close()

    def _let_in(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:  # nobody, or gone again
            return
        if len(self._clients) >= MAX_CLIENTS:
            connection.close()
        else:
            self._clients[Stream(connection)] = bytearray()

    def _hear(self, client: Stream, heard: bytes) -> bool:
        """Whether this client may stay: one that speaks no JSON lines is a stranger."""
        unread = self._clients[client]
        unread += heard
        while (end := unread.find(b"\n")) >= 0:
            line = bytes(unread[:end])
            del unread[: end + 1]
            try:
                is_object = isinstance(json.loads(line), dict)
            except (ValueError, RecursionError):
                is_object = False
            if not is_object:
                client.write(
                    refusal("this is no JSON object", "send one JSON object a line").encode() + b"\n"
                )
                return False
            client.write(self._answer(line.decode()).encode() + b"\n")
        if len(unread) > MAX_LINE_BYTES:
            client.write(refusal("the line is too long", f"at most {MAX_LINE_BYTES} bytes").encode() + b"\n")
            return False
        return True
