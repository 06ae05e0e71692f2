"""A world of a few lines, and a thread that serves it: what the tests of serving drive."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
from pathlib import Path

from posdiag_sim.serve import serve_world


class SmallWorld:
    """Echoes in upper case after 50 ms; what it hears or is set up with makes it misbehave."""

    def __init__(self) -> None:
        self.asked: list[dict[str, object]] = []
        self.begin(0)

    def begin(self, refusals: int) -> None:
        self.time_ms = 0
        self.due: list[tuple[int, str, bytes]] = []
        self.closed = ""
        self.refusals = refusals
        self.dials = 0
        self.reopen()

    def now_ms(self) -> int:
        return self.time_ms

    def next_due(self) -> int | None:
        return self.due[0][0] if self.due else None

    def write(self, data: bytes) -> None:
        if self.closed or data == b"vanish":
            return
        what = data.decode("latin-1") if data in (b"reset", b"ended") else "heard"
        self.due.append((self.time_ms + 50, what, data.upper()))

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        if self.closed:
            return self.closed, b"", self.time_ms
        if self.due and self.due[0][0] <= until_ms:
            at_ms, what, data = self.due.pop(0)
            self.time_ms = max(self.time_ms, at_ms)
            if what != "heard":
                self.closed = what
                return what, b"", self.time_ms
            return what, data, self.time_ms
        self.time_ms = max(self.time_ms, until_ms)
        return "silence", b"", self.time_ms

    def advance(self, to_ms: int) -> None:
        self.time_ms = max(self.time_ms, to_ms)

    def reopen(self) -> None:
        self.dials += 1
        self.due = [one for one in self.due if self.dials == 1]
        self.closed = "refused" if self.dials <= self.refusals else ""

    def ask(self, line: str) -> str:
        request = json.loads(line)
        self.asked.append(request)
        match request["do"]:
            case "setup":
                faults = request["faults"]
                if "drip" in faults:
                    return '{"ok": false, "error": "unknown fault `drip`", "remedy": "drop?"}'
                self.begin(sum(int(fault.partition("=")[2] or 99) for fault in faults))
            case "present":
                self.due.append((self.time_ms, "heard", b"@I"))
            case "collect":
                self.due.append((self.time_ms + 30_000, "heard", b"LATE"))
                self.time_ms += 60_000
        return json.dumps({"ok": True, "link": "ecr", "t_ms": self.time_ms})


class Served:
    """A small world served in a thread until the test is over."""

    def __init__(self, listen: str, speed: float = 10.0, faults: tuple[str, ...] = ()) -> None:
        self.world = SmallWorld()
        self.address = ""
        self._ready, self._stop = threading.Event(), threading.Event()
        self._bench: socket.socket | None = None

        def announce(address: str) -> None:
            self.address = address
            self._ready.set()

        def run() -> None:
            serve_world(self.world, "small", listen, speed, 7, faults, announce, self._stop.is_set)

        self._thread = threading.Thread(target=run)
        self._thread.start()
        assert self._ready.wait(5)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def announced(self) -> dict[str, object]:
        directory = Path(tempfile.gettempdir())
        (file,) = directory.glob("posdiag-*/*.json")
        told: dict[str, object] = json.loads(file.read_text())
        return told

    def dial(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 5)

    def at_bench(self) -> socket.socket:
        if self._bench is None:
            self._bench = socket.create_connection(("127.0.0.1", int(str(self.announced["bench"]))), 5)
        return self._bench

    def ask(self, **request: object) -> dict[str, object]:
        return self.ask_raw(json.dumps(request).encode() + b"\n")

    def ask_raw(self, line: bytes) -> dict[str, object]:
        bench = self.at_bench()
        bench.sendall(line)
        answer = b""
        while not answer.endswith(b"\n"):
            piece = bench.recv(65536)
            assert piece, answer
            answer += piece
        told: dict[str, object] = json.loads(answer)
        return told

    def stop(self) -> None:
        self._stop.set()
        if self._bench is not None:
            self._bench.close()
        self._thread.join()
