"""A dialect gets the session it asks for, with the timers of the till."""

from __future__ import annotations

from posdiag.wire.agent.spec import AgentSpec, Transport
from posdiag.wire.ends import agent_session, ecr_session, host_session
from posdiag.wire.framing import Segment
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind
from posdiag.wire.session import HeardFrame, Sent
from tests.wire.ecr.dialects import golden, spec


def test_the_dialect_decides_on_calls_and_acks_and_the_till_on_its_timers() -> None:
    session = ecr_session(spec("kr-fs-enq"), ack_ms=500, frame_tries=2)
    assert session.rules.handshake
    assert session.rules.acks == 1
    assert (session.rules.ack_ms, session.rules.frame_tries) == (500, 2)
    assert ecr_session(spec("kr-fs-ack3")).rules.acks == 3
    assert ecr_session(spec("kr-fixed")).rules.never_acked == {"@"}


def test_the_gap_timer_of_the_till_breaks_a_frame() -> None:
    frame = next(item.frame for item in golden() if item.dialect == "kr-fs")
    session = ecr_session(spec("kr-fs"), gap_ms=250)
    session.receive(frame[:10], 0)
    assert session.deadline_ms == 250
    patient = ecr_session(spec("kr-fs"), gap_ms=0)
    patient.receive(frame[:10], 0)
    assert patient.deadline_ms is None


def test_a_till_of_first_reads_waits_for_nothing() -> None:
    frame = next(item.frame for item in golden() if item.dialect == "kr-fs")
    session = ecr_session(spec("kr-fs"), segment=Segment.FIRST_READ)
    session.receive(frame[:10], 0)
    assert session.deadline_ms is None


def test_a_host_session_only_sends_and_hears() -> None:
    session = host_session(IsoSpec("host", {}, length=LengthKind.BINARY2_BE), segment=Segment.FIRST_READ)
    session.send(b"\x00\x040800", 0)
    session.receive(b"\x00\x0408", 5)
    assert session.take_events() == [Sent(b"\x00\x040800", 0), HeardFrame(b"\x00\x0408", 5)]
    assert session.idle


def test_a_till_that_checks_nothing_acknowledges_a_damaged_frame() -> None:
    frame = next(item.frame for item in golden() if item.dialect == "transbank" and item.what == "approved")
    damaged = frame[:-1] + bytes((frame[-1] ^ 1,))
    for checks, answer in ((True, b"\x15"), (False, b"\x06")):
        session = ecr_session(spec("transbank"), checks=checks)
        session.receive(damaged, 0)
        assert session.take_output() == answer


def test_an_agent_session_reads_http_or_json_and_waits_for_no_ack() -> None:
    form = agent_session(AgentSpec("form"))
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    form.send(b"GET / HTTP/1.1\r\n\r\n", 0)
    form.receive(answer[:9], 5)
    form.receive(answer[9:], 900)
    assert form.take_events() == [Sent(b"GET / HTTP/1.1\r\n\r\n", 0), HeardFrame(answer, 900)]
    line = agent_session(AgentSpec("ws", transport=Transport.WEBSOCKET))
    line.receive(b'{"a":1}{"b":2}', 0)
    assert [event.data for event in line.take_events() if isinstance(event, HeardFrame)] == [
        b'{"a":1}',
        b'{"b":2}',
    ]
    assert line.deadline_ms is None
