"""The POS's way in over a pty: the same name leads to a new line after each cut."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no ptys here", allow_module_level=True)

from posdiag_sim.pty_door import PtyDoor

EVERY_BYTE = bytes(range(256))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[PtyDoor]:
    one = PtyDoor(tmp_path / "line")
    yield one
    one.close()
    assert list(tmp_path.iterdir()) == []


def opened(door: PtyDoor) -> int:
    return os.open(door.url.removeprefix("serial://"), os.O_RDWR | os.O_NOCTTY)


def read(number: int, size: int) -> bytes:
    got = b""
    while len(got) < size and select.select([number], [], [], 2)[0]:
        piece = os.read(number, size - len(got))
        if not piece:
            break
        got += piece
    return got


def test_every_byte_passes_both_ways_unchanged(door: PtyDoor) -> None:
    pos = opened(door)
    assert door.came_in()
    assert not door.came_in()
    os.write(pos, EVERY_BYTE)
    heard = b""
    while len(heard) < 256 and select.select([door.watched()[0][0]], [], [], 2)[0]:
        heard += door.hear()
    assert heard == EVERY_BYTE
    door.say(EVERY_BYTE)
    assert read(pos, 256) == EVERY_BYTE
    os.close(pos)


def test_a_pos_may_close_and_open_the_same_line(door: PtyDoor) -> None:
    os.close(opened(door))
    assert door.hear() == b""
    pos = opened(door)
    door.say(b"again")
    assert read(pos, 5) == b"again"
    os.close(pos)


def test_a_cut_line_ends_and_its_name_leads_to_a_new_one(door: PtyDoor) -> None:
    old = opened(door)
    assert door.came_in()
    door.cut(reset=True)
    assert read(old, 1) == b""
    os.close(old)
    assert door.came_in()
    new = opened(door)
    door.say(b"new")
    assert read(new, 3) == b"new"
    os.close(new)


def test_a_barred_line_is_no_device_at_all(door: PtyDoor) -> None:
    door.bar(True)
    door.say(b"to nobody")
    assert door.hear() == b""
    with pytest.raises(FileNotFoundError):
        opened(door)
    door.bar(False)
    os.close(opened(door))


def test_beginning_anew_forgets_both_directions(door: PtyDoor) -> None:
    pos = opened(door)
    os.write(pos, b"unread")
    door.say(b"unread")
    door.begin_anew()
    assert door.hear() == b""
    assert not select.select([pos], [], [], 0)[0]
    os.close(pos)


def test_a_line_that_nobody_empties_blocks_nobody(door: PtyDoor) -> None:
    for _ in range(20):
        door.say(b"\x00" * 10_000)
    assert door.watched()[0][1]
