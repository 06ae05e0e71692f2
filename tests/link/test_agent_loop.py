"""What the links to agents share: the queue, the connection's number, the clock."""

from __future__ import annotations

import threading

from posdiag.link.agent_loop import AgentLink, why_not
from posdiag.link.api import Closed, Heard, Silence, Why


class Echo(AgentLink):
    """Answers what it is told, or ends the connection."""

    async def _start(self, data: bytes, connection: int) -> None:
        if data == b"end":
            self._ended(connection, Why.REFUSED)
        elif data == b"late":
            self._heard(connection - 1, b"of the connection before")
        else:
            self._heard(connection, data.upper())

    async def _hang_up(self) -> None:
        return None


def test_an_answer_is_heard_and_a_wait_without_one_is_silence() -> None:
    link = Echo(speed=100)
    link.send(b"")
    until_ms = link.now_ms() + 200
    assert link.wait(until_ms) == Silence(until_ms)
    link.send(b"hello")
    heard = link.wait(link.now_ms() + 60_000)
    assert isinstance(heard, Heard)
    assert heard.data == b"HELLO"
    link.close()
    assert isinstance(link.wait(link.now_ms() + 1000), Closed)


def test_a_closed_link_stays_so_until_it_is_opened_anew() -> None:
    told: list[str] = []
    link = Echo(speed=100, on_refused=lambda: told.append("refused"))
    link.send(b"end")
    for _ in range(2):
        closed = link.wait(link.now_ms() + 60_000)
        assert isinstance(closed, Closed)
        assert closed.why is Why.REFUSED
    link.send(b"in vain")
    assert told == ["refused"]
    link.reopen()
    link.send(b"again")
    heard = link.wait(link.now_ms() + 60_000)
    assert isinstance(heard, Heard)
    assert heard.data == b"AGAIN"
    link.close()


def test_nothing_of_a_connection_before_is_heard_on_the_next() -> None:
    link = Echo(speed=100)
    link.reopen()
    link.send(b"late")
    assert isinstance(link.wait(link.now_ms() + 500), Silence)
    link.close()


def test_making_and_closing_a_link_starts_no_thread() -> None:
    before = threading.active_count()
    Echo().close()
    assert threading.active_count() == before


def test_errors_of_the_system_are_three_facts() -> None:
    assert why_not(ConnectionRefusedError(111, "")) is Why.REFUSED
    assert why_not(OSError(104, "as aiohttp names it")) is Why.RESET
    assert why_not(BrokenPipeError()) is Why.RESET
    assert why_not(OSError(113, "no route")) is Why.LOST
