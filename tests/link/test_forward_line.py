"""One forwarded line between two ports of a test: order, holding back, endings, told as it happened."""

from __future__ import annotations

import selectors
from collections.abc import Callable

from posdiag.link.api import Why
from posdiag.link.forward_ends import Gone
from posdiag.link.forward_line import HELD_BYTES, ForwardedLine
from posdiag.link.tellings import What


class Scripted:
    """A port whose reads are written down, and that takes `room` bytes."""

    def __init__(self, name: str, *reads: bytes | Gone, room: int = 1 << 30) -> None:
        self.name = name
        self.reads = list(reads)
        self.room = room
        self.took = bytearray()
        self.finished = False

    def fileno(self) -> int:
        raise OSError("a port that cannot be selected on, as those of Windows")

    def read(self) -> bytes | None:
        if not self.reads:
            return None
        first = self.reads.pop(0)
        if isinstance(first, Gone):
            raise first
        return first

    def write(self, data: bytes | bytearray) -> int:
        taken = min(self.room, len(data))
        self.room -= taken
        self.took += data[:taken]
        return taken

    def finish(self) -> None:
        self.finished = True

    def close(self, why: Why) -> None:
        raise AssertionError("closing is the forwarder's")


class Loop:
    def __init__(self) -> None:
        self.selector: selectors.BaseSelector = selectors.DefaultSelector()
        self.polled: list[Callable[[], None]] = []
        self.told: list[tuple[str, bool, bytes]] = []

    def tell(self, what: What, line: int = 0, *, near: bool = False, content: bytes = b"") -> None:
        self.told.append((what.name, near, content))

    def turn(self) -> None:
        for poll in list(self.polled):
            poll()


def alive(line: ForwardedLine) -> bool:
    return line.why is None


def test_bytes_pass_and_are_told_in_order() -> None:
    loop, pos, terminal = Loop(), Scripted("pos", b"\x05", b"\x02x\x03{"), Scripted("terminal", b"\x06")
    line = ForwardedLine(7, pos, terminal, loop, None)
    for _ in range(3):
        loop.turn()
    assert (bytes(terminal.took), bytes(pos.took)) == (b"\x05\x02x\x03{", b"\x06")
    assert loop.told == [
        ("OPENED", False, b"pos\nterminal"),
        ("BYTES", True, b"\x05"),
        ("BYTES", False, b"\x06"),
        ("BYTES", True, b"\x02x\x03{"),
    ]
    assert line.why is None


def test_a_full_end_gets_the_rest_when_it_has_room_and_the_sender_waits_meanwhile() -> None:
    loop, pos = Loop(), Scripted("pos", b"a" * HELD_BYTES, b"b" * 10)
    terminal = Scripted("terminal", room=0)
    line = ForwardedLine(1, pos, terminal, loop, None)
    for _ in range(5):
        loop.turn()
    assert pos.reads  # not read while so much is held
    terminal.room = 1 << 30
    for _ in range(5):
        loop.turn()
    assert bytes(terminal.took) == b"a" * HELD_BYTES + b"b" * 10
    assert line.why is None


def test_one_end_that_closes_is_told_to_the_other_and_the_line_lives_until_both_have() -> None:
    loop = Loop()
    pos, terminal = Scripted("pos", b"q", Gone(Why.ENDED)), Scripted("terminal")
    line = ForwardedLine(1, pos, terminal, loop, None)
    loop.turn()
    loop.turn()
    assert terminal.finished
    assert alive(line)
    terminal.reads += [b"a", Gone(Why.ENDED)]
    loop.turn()
    loop.turn()
    assert bytes(pos.took) == b"a"
    assert (line.why, line.ended_by_near) == (Why.ENDED, True)  # the POS hung up first
    assert loop.told[-1] == ("ENDED", True, b"ended")
    assert loop.polled == []


def test_a_pulled_cable_ends_the_line_at_once() -> None:
    loop = Loop()
    line = ForwardedLine(1, Scripted("pos", Gone(Why.LOST)), Scripted("terminal", b"never"), loop, None)
    loop.turn()
    assert (line.why, line.ended_by_near) == (Why.LOST, True)
    assert all(kind != "BYTES" for kind, _, _ in loop.told)
