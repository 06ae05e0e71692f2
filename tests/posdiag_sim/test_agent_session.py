"""Whole requests out of a stream, in any split."""

from __future__ import annotations

import pytest

from posdiag_sim.agent_session import MAX_REQUEST_BYTES, AgentSession, object_size
from posdiag_sim.agent_wire import AgentWire
from posdiag_sim.heap import Heap
from posdiag_sim.line import Line

POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
GET = b"GET /?REQ=1 HTTP/1.1\r\nHost: x\r\n\r\n"
TEXT = b'{"a":"}\\"","b":{}}'


def session(layout: str) -> tuple[Heap, AgentSession, list[bytes], list[bytes]]:
    heap = Heap()
    line = Line(heap, lambda: 0, (), False)
    said: list[bytes] = []
    line.deliver_down = said.append
    line.connect()
    agent = AgentSession(heap, line, AgentWire(layout=layout))
    heard: list[bytes] = []
    agent.on_content = heard.append
    return heap, agent, heard, said


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    ("layout", "requests"), [("agent-form", [POST, GET, POST]), ("agent-ws", [TEXT, TEXT])]
)
def test_requests_come_out_whole(layout: str, requests: list[bytes], size: int) -> None:
    heap, agent, heard, _ = session(layout)
    stream = b"".join(requests)
    for at in range(0, len(stream), size):
        agent.hear(stream[at : at + size])
    heap.run_until(100)
    assert heard == requests
    assert agent.line_request == 0


def test_what_was_half_read_is_forgotten_and_endless_requests_are_dropped() -> None:
    heap, agent, heard, said = session("agent-form")
    agent.hear(POST[:-1])
    agent.forget()
    agent.hear(b"x" * (MAX_REQUEST_BYTES + 1))
    agent.hear(GET)
    agent.reply(b"answer")
    agent.event(b"nothing")
    heap.run_until(100)
    assert (heard, said) == ([GET], [b"answer"])


def test_the_size_of_a_json_object() -> None:
    assert object_size(bytearray(TEXT + b"{")) == len(TEXT)
    assert object_size(bytearray(TEXT[:-1])) == 0
    assert object_size(bytearray()) == 0
