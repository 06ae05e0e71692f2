"""A port that marks damage: the marks come out again in any pieces, and the port is left as it was."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.link.api import Heard
from posdiag.link.marked_port import MarkedSerialLink, Unmark, has_no_wire


def marked(byte: int, damaged: bool) -> bytes:
    """As POSIX writes it with PARMRK."""
    return bytes((0xFF, 0x00, byte)) if damaged else b"\xff\xff" if byte == 0xFF else bytes((byte,))


@given(
    st.lists(st.tuples(st.integers(0, 255), st.booleans()), max_size=60),
    st.lists(st.integers(1, 7), min_size=1),
)
def test_any_split_gives_the_same_bytes_and_marks(said: list[tuple[int, bool]], sizes: list[int]) -> None:
    stream = b"".join(marked(byte, damaged) for byte, damaged in said)
    unmark, data, at, turn = Unmark(), b"", 0, 0
    damage: tuple[bool, ...] = ()
    while at < len(stream):
        size = sizes[turn % len(sizes)]
        piece, marks = unmark.feed(stream[at : at + size])
        data, damage, at, turn = data + piece, damage + marks, at + size, turn + 1
    assert data == bytes(byte for byte, _ in said)
    assert list(damage) == [damaged for _, damaged in said]


@given(st.binary())
def test_any_bytes_can_be_unmarked(data: bytes) -> None:
    told, marks = Unmark().feed(data)
    assert len(told) == len(marks)


@pytest.mark.skipif(sys.platform == "win32", reason="no ptys there")
def test_a_real_port_marks_and_is_put_back() -> None:
    import termios

    from posdiag.link.pty import open_pair

    master, path = open_pair()
    keep = os.open(path, os.O_RDWR | os.O_NOCTTY)
    link = MarkedSerialLink(path, 9600, 8, "N", 1)
    try:
        link.connect()
        assert termios.tcgetattr(keep)[0] & termios.PARMRK
        os.write(master, b"a\xff\x00b\xff")
        heard = b""
        while len(heard) < 5:
            answer = link.wait(link.now_ms() + 2000)
            assert isinstance(answer, Heard)
            assert link.take_damage() == (False,) * len(answer.data)
            heard += answer.data
        assert heard == b"a\xff\x00b\xff"
        link.close()
        assert not termios.tcgetattr(keep)[0] & termios.PARMRK
    finally:
        link.close()
        os.close(keep)
        os.close(master)
    assert has_no_wire(path)
    assert not has_no_wire("/dev/ttyUSB0")
