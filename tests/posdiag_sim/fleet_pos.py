"""A POS that pays at one of many served terminals over a real socket, and a thread that serves them."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType

from posdiag_sim.ecr_bytes import EcrReader, write_frame
from posdiag_sim.ecr_layout import read_content, write_content
from posdiag_sim.rig import Rig, load_rig
from posdiag_sim.serve_fleet import Served, serve_fleet

SPEED = 50.0


class Pos:
    """Says requests and ACKs the answers."""

    def __init__(self, rig: Rig, port: int) -> None:
        self.wire = rig.wire
        self.socket = socket.socket()
        self.socket.settimeout(20)
        with contextlib.suppress(
            ConnectionResetError
        ):  # refused so fast that it is seen here; reads see it too
            self.socket.connect(("127.0.0.1", port))
        self._reader = EcrReader(self.wire)
        self._stan = 0

    def __enter__(self) -> Pos:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.socket.close()

    def say(self, kind: str, **words: str) -> None:
        self._stan += 1
        fields = {"tid": "10000001", "stan": f"{self._stan:06d}", "sent_at": "20250910123000"}
        if kind == "approve":
            fields |= {"entry": "C", "route": "V", "instalment": "00"}
        content = write_content(self.wire, kind, False, fields | words)
        self.socket.sendall(write_frame(self.wire, content))

    def answer(self) -> Mapping[str, str]:
        """The answer to what was said last; empty where the line ends first. Repeats of others are ACKed."""
        while stream := self._read():
            for token in self._reader.feed(stream):
                if token.what == "frame":
                    self.socket.sendall(self.wire.ack)
                    said = read_content(self.wire, token.content)
                    if said.get("stan") == f"{self._stan:06d}":
                        return said.fields
        return {}

    def ask(self, kind: str, **words: str) -> Mapping[str, str]:
        self.say(kind, **words)
        return self.answer()

    def pay(self, amount_krw: int) -> Mapping[str, str]:
        return self.ask("approve", amount=str(amount_krw))

    def ended(self) -> bool:
        """Whether the line ends without a byte."""
        return self._read() == b""

    def _read(self) -> bytes:
        try:
            return self.socket.recv(4096)
        except TimeoutError:
            raise
        except OSError:
            return b""


class FleetInThread:
    """Terminals served until the test is over."""

    def __init__(self, terminals: int, rig: str | Rig = "counter-fs", **options: object) -> None:
        self.rig = load_rig(rig) if isinstance(rig, str) else rig
        self.address = ""
        self.told: list[int] = []
        self.served = Served()
        ready, self._stop = threading.Event(), threading.Event()

        def announce(address: str) -> None:
            self.address = address
            ready.set()

        def run() -> None:
            self.served = serve_fleet(
                self.rig,
                "tcp://127.0.0.1:0",
                terminals,
                **{"speed": SPEED, "seed": 7, **options},  # type: ignore[arg-type]
                announce=announce,
                stop=self._stop.is_set,
                refused=self.told.append,
            )

        self._thread = threading.Thread(target=run)
        self._thread.start()
        assert ready.wait(10)

    def dial(self) -> Pos:
        port = int(self.address.rpartition(":")[2].partition("?")[0])
        return Pos(self.rig, port)

    def dial_when_free(self) -> Pos:
        """Dial until somebody else's leaving has been noticed."""
        for _ in range(200):
            pos = self.dial()
            pos.socket.settimeout(0.05)
            try:
                pos.ended()
            except TimeoutError:
                pos.socket.settimeout(20)
                return pos
            pos.socket.close()
        raise AssertionError("no terminal became free")

    def stop(self) -> Served:
        self._stop.set()
        self._thread.join()
        return self.served
