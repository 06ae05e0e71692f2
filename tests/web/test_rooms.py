"""What the rooms below know is read once, whole."""

from __future__ import annotations

from posdiag.web.rooms import Rooms


def test_everything_is_read_at_once_and_without_a_fault(rooms: Rooms) -> None:
    rooms.warm()
    assert "partial-approval" in rooms.scenarios
    assert rooms.knowledge.book is rooms.rulebook


def test_a_message_that_comes_again_is_not_read_again(rooms: Rooms) -> None:
    assert rooms.classified("한도초과") is rooms.classified("한도초과")
