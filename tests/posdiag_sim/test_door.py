"""The POS's way in over TCP: let in, barred, cut."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.door import Door, TcpDoor, place_of, shown_place


@pytest.fixture
def door() -> Iterator[Door]:
    one = TcpDoor("127.0.0.1", 0)
    yield one
    one.close()


def dial(door: Door) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(door.url.rpartition(":")[2])), 5)


def came_in(door: Door) -> bool:
    """Whether somebody came in, once what was done to the sockets has reached the door."""
    select.select([number for number, _ in door.watched()], [], [], 0.5)
    return door.came_in()


def test_nobody_has_come_in_before_one_dials(door: Door) -> None:
    assert not door.came_in()
    assert door.hear() == b""
    with dial(door):
        assert came_in(door)
        assert not door.came_in()


def test_a_barred_door_keeps_its_port_and_opens_again(door: Door) -> None:
    door.bar(True)
    assert door.watched() == []
    with pytest.raises(ConnectionRefusedError):
        dial(door)
    door.bar(False)
    with dial(door):
        assert came_in(door)


def test_a_port_that_was_taken_meanwhile_is_tried_again(door: Door) -> None:
    door.bar(True)
    with socket.create_server(("127.0.0.1", int(door.url.rpartition(":")[2]))):
        door.bar(False)
        assert not door.came_in()
    door.bar(False)
    with dial(door):
        assert came_in(door)


def test_only_a_pos_that_was_never_there_gets_what_was_said_before(door: Door) -> None:
    door.say(b"early")
    with dial(door) as pos:
        assert came_in(door)
        assert pos.recv(10) == b"early"
    for _ in range(100):  # until the hanging up has arrived
        if len(door.watched()) == 1:
            break
        select.select([door.watched()[1][0]], [], [], 0.5)
        assert door.hear() == b""
    door.say(b"to nobody")
    with dial(door) as pos:
        assert came_in(door)
        door.say(b"next")
        assert pos.recv(20) == b"next"


def test_beginning_anew_forgets_both_directions(door: Door) -> None:
    door.say(b"early")
    door.begin_anew()
    with dial(door) as pos:
        assert came_in(door)
        pos.sendall(b"unread")
        select.select([door.watched()[1][0]], [], [], 0.5)
        door.begin_anew()
        assert door.hear() == b""
        door.say(b"anew")
        assert pos.recv(20) == b"anew"


def test_an_address_of_the_next_internet_is_written_with_brackets() -> None:
    try:
        door = TcpDoor("::1", 0)
    except OSError:
        pytest.skip("no IPv6 here")
    assert door.url.startswith("tcp://[::1]:")
    door.close()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("tcp://127.0.0.1:0", ("tcp", "127.0.0.1", 0)),
        ("http://[::1]:8080", ("http", "::1", 8080)),
        ("tcp://:80", None),
        ("tcp://localhost", None),
        ("tcp://localhost:65536", None),
        ("tcp://localhost:000080", None),
        ("pty", None),
    ],
)
def test_an_address_names_a_place_or_none(address: str, place: tuple[str, str, int] | None) -> None:
    assert place_of(address) == place


@given(st.text(max_size=60) | st.from_regex(r"(tcp|ws)://[^ ]{0,20}:[0-9]{0,6}"))
def test_reading_an_address_never_fails_and_what_is_shown_reads_the_same(address: str) -> None:
    place = place_of(address)
    if place is not None and "://" not in place[1]:
        assert place_of(shown_place(*place)) == place
