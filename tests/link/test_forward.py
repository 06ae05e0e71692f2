"""A forwarder in a thread of the test: what it shows to a POS whose terminal is not there, cuts, cables."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from posdiag.link import forward
from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.forward import Forwarder, Pty
from posdiag.link.forward_line import Injector
from posdiag.link.tellings import Telling, TellingReader, What

LOCAL = "127.0.0.1"
PATIENCE_S = 10.0


class Story:
    """What a forwarder tells, gathered in the background."""

    def __init__(self, teller: socket.socket) -> None:
        self.told: list[Telling] = []
        self._teller = teller
        threading.Thread(target=self._gather, daemon=True).start()

    def _gather(self) -> None:
        reader = TellingReader()
        with contextlib.suppress(OSError):
            while data := self._teller.recv(1 << 16):
                self.told += reader.feed(data)

    def wait(self, what: What, count: int = 1) -> Telling:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            found = [telling for telling in self.told if telling.what is what]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.005)
        raise AssertionError(f"no {what.name} (×{count}) among {self.told}")

    def said(self, near: bool) -> bytes:
        return b"".join(t.content for t in self.told if t.what is What.BYTES and t.near is near)


@contextmanager
def forwarding(
    near: forward.Near, far: forward.Far, injector: Callable[[], Injector] | None = None
) -> Iterator[Story]:
    ours, theirs = socket.socketpair()
    runner = threading.Thread(target=Forwarder(near, far, theirs, injector).run)
    runner.start()
    try:
        yield Story(ours)
    finally:
        ours.shutdown(socket.SHUT_RDWR)
        runner.join(PATIENCE_S)
        ours.close()
        theirs.close()
        assert not runner.is_alive()


def port_of(telling: Telling) -> int:
    return int(telling.content.rpartition(b":")[2])


def dial_and_read(port: int) -> bytes:
    with socket.create_connection((LOCAL, port), PATIENCE_S) as pos:
        return pos.recv(1)


def send_all(pos: socket.socket, data: bytes) -> None:
    pos.sendall(data)
    pos.shutdown(socket.SHUT_WR)


def read_on(pos: socket.socket) -> None:
    while pos.recv(10):
        pass


def free_port() -> int:
    with socket.create_server((LOCAL, 0)) as server:
        return int(server.getsockname()[1])


def test_a_pos_whose_terminal_is_not_there_is_cut_off_and_it_is_said_why() -> None:
    with forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, free_port())) as story:
        port = port_of(story.wait(What.READY))
        with pytest.raises(ConnectionResetError):
            dial_and_read(port)
        assert b"refused" in story.wait(What.WAITING).content


def test_a_reset_of_the_terminal_is_a_reset_for_the_pos() -> None:
    with (
        socket.create_server((LOCAL, 0)) as server,
        forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, server.getsockname()[1])) as story,
        socket.create_connection((LOCAL, port_of(story.wait(What.READY))), PATIENCE_S) as pos,
    ):
        terminal, _ = server.accept()
        story.wait(What.OPENED)
        terminal.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        terminal.close()
        with pytest.raises(ConnectionResetError):
            pos.recv(1)
        ended = story.wait(What.ENDED)
    assert (ended.content, ended.near) == (b"reset", False)


def test_an_end_that_closes_still_hears_what_is_on_its_way() -> None:
    with (
        socket.create_server((LOCAL, 0)) as server,
        forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, server.getsockname()[1])) as story,
        socket.create_connection((LOCAL, port_of(story.wait(What.READY))), PATIENCE_S) as pos,
    ):
        terminal, _ = server.accept()
        with terminal:
            pos.sendall(b"question")
            pos.shutdown(socket.SHUT_WR)
            heard = b""
            while data := terminal.recv(100):
                heard += data
            terminal.sendall(b"answer")
        assert heard == b"question"
        assert pos.recv(100) == b"answer"
        story.wait(What.ENDED)


def test_an_end_that_does_not_read_holds_its_own_sender_back_and_loses_nothing() -> None:
    size = 12_000_000
    with (
        socket.create_server((LOCAL, 0)) as server,
        forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, server.getsockname()[1])) as story,
        socket.create_connection((LOCAL, port_of(story.wait(What.READY))), PATIENCE_S) as pos,
    ):
        terminal, _ = server.accept()
        sender = threading.Thread(target=send_all, args=(pos, b"x" * size))
        sender.start()
        time.sleep(0.2)
        assert sender.is_alive()  # nobody reads, so somebody must wait
        with terminal:
            heard = 0
            while data := terminal.recv(1 << 16):
                heard += len(data)
        sender.join(PATIENCE_S)
        story.wait(What.ENDED)
    assert heard == size


@pytest.mark.skipif(sys.platform == "win32", reason="ptys are a matter of POSIX systems")
def test_a_cable_waits_for_its_terminal_and_outlives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """POS on a pty, terminal on another: not there, then there, pulled in mid-sale, and there again."""
    monkeypatch.setattr(forward, "RETRY_S", 0.05)
    import tty

    master, slave = os.openpty()
    tty.setraw(slave)
    device = os.ttyname(slave)
    with forwarding(Pty(), SerialAddress("/dev/nosuch-terminal")) as story:
        story.wait(What.READY)
        assert b"no such device" in story.wait(What.WAITING).content
    with forwarding(Pty(), SerialAddress(device)) as story:
        near = os.open(story.wait(What.READY).content.decode().removeprefix("serial://"), os.O_RDWR)
        story.wait(What.OPENED)
        os.write(near, b"\x05")
        assert os.read(master, 10) == b"\x05"
        os.write(master, b"\x06\x02half")
        assert os.read(near, 10)[:1] == b"\x06"
        os.close(slave)
        os.close(master)
        ended = story.wait(What.ENDED)
        assert (ended.content, ended.near) == (b"lost", False)
        story.wait(What.WAITING)
        os.close(near)
    assert story.said(near=True) == b"\x05"
    assert story.said(near=False) == b"\x06\x02half"


class Doubling:
    """An injector that says everything of the terminal twice, and cuts the line at `!`."""

    def __init__(self) -> None:
        self._out: list[tuple[bool, bytes]] = []
        self._why = ""

    def opened(self, now_ms: int) -> str:
        return ""

    def take(self, near: bool, data: bytes, now_ms: int) -> None:
        self._out.append((near, data if near else data * 2))
        self._why = "reset" if b"!" in data else ""

    def due_ms(self) -> int | None:
        return 0 if self._out else None

    def run(self, now_ms: int) -> list[tuple[bool, bytes]]:
        out, self._out = self._out, []
        return out

    def ending(self) -> str:
        return self._why

    def release(self) -> None:
        pass


def test_an_injected_fault_bends_what_passes_and_is_told_as_the_pos_heard_it() -> None:
    with (
        socket.create_server((LOCAL, 0)) as server,
        forwarding(TcpAddress(LOCAL, 0), TcpAddress(LOCAL, server.getsockname()[1]), Doubling) as story,
        socket.create_connection((LOCAL, port_of(story.wait(What.READY))), PATIENCE_S) as pos,
    ):
        terminal, _ = server.accept()
        with terminal:
            pos.sendall(b"q")
            assert terminal.recv(10) == b"q"
            terminal.sendall(b"a")
            heard = b""
            while len(heard) < 2:
                heard += pos.recv(10)
            assert heard == b"aa"
            terminal.sendall(b"!")
            with pytest.raises(ConnectionResetError):
                read_on(pos)
        assert story.wait(What.INJECTED).content == b"reset"
        assert story.wait(What.ENDED).content == b"reset"
    assert story.said(near=False)[:2] == b"aa"
