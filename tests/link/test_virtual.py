"""A virtual link passes on what the world says, and remembers that it closed."""

from __future__ import annotations

import pytest

from posdiag.link.api import Closed, Heard, Link, Silence, Why
from posdiag.link.virtual import VirtualLink


class ScriptedWorld:
    """Gives the answers it was made with, one for each read."""

    def __init__(self, *answers: tuple[str, bytes, int]) -> None:
        self.answers = list(answers)
        self.written: list[bytes] = []
        self.reopened = 0
        self.time_ms = 0

    def now_ms(self) -> int:
        return self.time_ms

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        what, data, self.time_ms = self.answers.pop(0) if self.answers else ("silence", b"", until_ms)
        return what, data, self.time_ms

    def reopen(self) -> None:
        self.reopened += 1

    def ask(self, line: str) -> str:
        return line


def test_bytes_and_silence_come_with_the_worlds_time() -> None:
    link: Link = VirtualLink(ScriptedWorld(("heard", b"\x06", 12), ("silence", b"", 3000)))
    assert link.wait(3000) == Heard(b"\x06", 12)
    assert link.now_ms() == 12
    assert link.wait(3000) == Silence(3000)


@pytest.mark.parametrize("why", [Why.REFUSED, Why.RESET, Why.ENDED])
def test_a_closed_link_stays_closed_until_it_is_opened_again(why: Why) -> None:
    world = ScriptedWorld((str(why), b"", 5), ("heard", b"new", 9))
    link = VirtualLink(world)
    assert link.wait(100) == Closed(why, 5)
    link.send(b"into the void")
    assert link.wait(100) == Closed(why, 5)
    assert world.written == []
    link.reopen()
    assert world.reopened == 1
    assert link.wait(100) == Heard(b"new", 9)


def test_a_link_let_go_of_answers_closed() -> None:
    link = VirtualLink(ScriptedWorld(("heard", b"late", 9)))
    link.close()
    assert link.wait(100) == Closed(Why.ENDED, 0)
