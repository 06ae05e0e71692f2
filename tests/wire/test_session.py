"""The conversation at link level, told as transcripts: `>>` is what the session says, `<<` what it hears."""

from __future__ import annotations

import pytest

from posdiag.wire.ends import ecr_session, host_session
from posdiag.wire.framing import Segment
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind
from posdiag.wire.session import MAX_GARBAGE, HeardJunk, LinkSession, Noticed
from tests.wire.ecr.dialects import golden, spec
from tests.wire.playbook import conversations, play, written


def frames(dialect: str) -> dict[str, bytes]:
    names = {"sale by chip": "sale", "approved": "answer", "network cancel after a lost answer": "undo"}
    return {
        names[item.what]: item.frame for item in golden() if item.dialect == dialect and item.what in names
    }


def plain(**over: int) -> LinkSession:
    return ecr_session(spec("kr-fs"), **over)  # type: ignore[arg-type]


@pytest.mark.parametrize(("dialect", "name"), written(), ids=lambda value: value)
def test_a_conversation_goes_as_written(dialect: str, name: str) -> None:
    play(ecr_session(spec(dialect)), conversations(dialect)[name], frames(dialect))


def test_an_event_of_the_terminal_is_never_acked() -> None:
    body = b"10000001" + bytes(8) + b"20250910123000@\x00\x01\x00I"
    framed = b"\x02" + body + b"\x03"
    check = 0
    for byte in framed:
        check ^= byte
    event = framed + bytes((check,))
    script = """
        0     send sale
        0     >> sale
        1     << event
        1     ! frame event
        5     << ACK
        5     ! ACK
        5     ! delivered
        6     send event
        6     >> event
        9000  wait
    """
    play(ecr_session(spec("kr-fixed")), script, {**frames("kr-fixed"), "event": event})


def test_a_till_of_first_reads_acks_half_an_answer() -> None:
    session = ecr_session(spec("kr-fs"), segment=Segment.FIRST_READ)
    half = frames("kr-fs")["answer"][:60]
    script = """
        0     send sale
        0     >> sale
        5     << ACK
        5     ! ACK
        5     ! delivered
        900   << half
        900   ! frame half
        900   >> ACK
        1150  << answer[60:]
        1150  ! junk garbage 78
    """
    play(session, script, {**frames("kr-fs"), "half": half})


def test_a_host_link_has_no_acks_and_no_repeats() -> None:
    session = host_session(IsoSpec("host", {}, length=LengthKind.BINARY2_BE))
    script = """
        0     send ask
        0     >> ask
        50    send ask
        50    >> ask
        90    << reply[:3]
        95    << reply[3:] reply
        95    ! frame reply
        95    ! frame reply
        95    ! notice frame-again
        99    << 0000
        99    ! 00 00
    """
    play(session, script, {"ask": b"\x00\x040800", "reply": b"\x00\x050810!"})


def test_endless_garbage_is_counted_and_thrown_away() -> None:
    session = plain()
    kept = dropped = 0
    for now_ms in range(300):
        session.receive(b"\xff" * 1000, now_ms)
        for event in session.take_events():
            if isinstance(event, HeardJunk):
                kept += len(event.data)
            elif isinstance(event, Noticed):
                dropped += int(event.detail)
    assert kept == MAX_GARBAGE
    assert dropped > 200_000
    assert session.take_output() == b""


def test_a_caller_that_queues_without_end_is_stopped() -> None:
    session = plain()
    for _ in range(100):
        session.send(frames("kr-fs")["sale"], 0)
    reasons = [getattr(event, "reason", "") for event in session.take_events()]
    assert reasons.count("queue-full") == 35


def test_a_session_is_idle_when_all_is_said() -> None:
    session = plain()
    assert session.idle
    session.send(frames("kr-fs")["sale"], 0)
    assert not session.idle
    session.receive(b"\x06", 1)
    assert session.idle
    assert session.deadline_ms is None


def test_the_earliest_timer_is_the_deadline() -> None:
    session = plain(ack_ms=3000, gap_ms=250)
    session.send(frames("kr-fs")["sale"], 0)
    assert session.deadline_ms == 3000
    session.receive(frames("kr-fs")["answer"][:9], 100)
    assert session.deadline_ms == 350
