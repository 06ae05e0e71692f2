"""The conversation at link level, told as transcripts: `>>` is what the session says, `<<` what it hears."""

from __future__ import annotations

import pytest

from posdiag.wire.ends import ecr_session, host_session
from posdiag.wire.framing import Segment
from posdiag.wire.iso8583.spec import IsoSpec, LengthKind
from posdiag.wire.session import MAX_GARBAGE, HeardJunk, LinkSession, Noticed
from tests.wire.ecr.dialects import golden, spec
from tests.wire.playbook import play


def frames(dialect: str) -> dict[str, bytes]:
    names = {"sale by chip": "sale", "approved": "answer", "network cancel after a lost answer": "undo"}
    return {
        names[item.what]: item.frame for item in golden() if item.dialect == dialect and item.what in names
    }


def plain(**over: int) -> LinkSession:
    return ecr_session(spec("kr-fs"), **over)  # type: ignore[arg-type]


CONVERSATIONS = {
    "a sale and its answer": """
        0     send sale
        0     >> sale
        20    << ACK
        20    ! ACK
        20    ! delivered
        4000  << answer
        4000  ! frame answer
        4000  >> ACK
    """,
    "the ACK and the answer in one piece": """
        0     send sale
        0     >> sale
        20    << ACK answer
        20    ! ACK
        20    ! delivered
        20    ! frame answer
        20    >> ACK
    """,
    "an answer in many pieces": """
        0     send sale
        0     >> sale
        20    << ACK answer[:1]
        20    ! ACK
        20    ! delivered
        30    << answer[1:50]
        40    << answer[50:]
        40    ! frame answer
        40    >> ACK
    """,
    "no ACK: the frame is said three times and given up": """
        0     send sale
        0     >> sale
        3000  >> sale
        6000  >> sale
        9000  ! undelivered no-ack
        9001  wait
    """,
    "NAKs: the frame is repeated at once and given up": """
        0     send sale
        0     >> sale
        10    << NAK
        10    ! NAK
        10    >> sale
        20    << NAK
        20    ! NAK
        20    >> sale
        30    << NAK
        30    ! NAK
        30    ! undelivered nak-limit
        40    << NAK
        40    ! NAK
        40    ! notice stray-nak
    """,
    "a NAK, then it is understood": """
        0     send sale
        0     >> sale
        10    << NAK
        10    ! NAK
        10    >> sale
        20    << ACK
        20    ! ACK
        20    ! delivered
    """,
    "a damaged answer is refused, its repetition taken": """
        0     send sale
        0     >> sale
        10    << ACK
        10    ! ACK
        10    ! delivered
        500   << answer~
        500   ! frame answer damaged
        500   >> NAK
        600   << answer
        600   ! frame answer
        600   >> ACK
    """,
    "NAKs of ours end after three": """
        0     << answer~
        0     ! frame answer damaged
        0     >> NAK
        1     << answer~
        1     ! frame answer damaged
        1     >> NAK
        2     << answer~
        2     ! frame answer damaged
        2     >> NAK
        3     << answer~
        3     ! frame answer damaged
        3     ! notice naks-ended
        4     << answer~
        4     ! frame answer damaged
    """,
    "the answer comes and the ACK never did": """
        0     send sale
        0     >> sale
        900   << answer
        900   ! frame answer
        900   ! notice answer-before-ack
        900   ! delivered by answer
        900   >> ACK
        5000  wait
    """,
    "the answer comes before its ACK": """
        0     send sale
        0     >> sale
        900   << answer ACK
        900   ! frame answer
        900   ! notice answer-before-ack
        900   ! delivered by answer
        900   >> ACK
        900   ! ACK
        900   ! notice stray-ack
    """,
    "the same answer twice is ACKed twice": """
        0     << answer
        0     ! frame answer
        0     >> ACK
        2000  << answer
        2000  ! frame answer
        2000  ! notice frame-again
        2000  >> ACK
    """,
    "a pause inside the answer breaks it": """
        0     << answer[:30]
        1000  ! junk gap 30
        1000  >> NAK
        1500  << answer
        1500  ! frame answer
        1500  >> ACK
    """,
    # The check byte of this answer is 02: it looks like the beginning of a frame.
    "what follows a pause is no frame": """
        0     << answer[:30]
        1000  ! junk gap 30
        1000  >> NAK
        1200  << answer[30:]
        1200  ! junk garbage 107
        2200  ! junk gap 1
        2200  >> NAK
        2201  wait
    """,
    "noise before the answer": """
        0     << ff80ff answer
        0     ! junk garbage 3
        0     ! frame answer
        0     >> ACK
    """,
    "a second frame waits until the first is through": """
        0     send sale
        0     >> sale
        1     send undo
        20    << ACK
        20    ! ACK
        20    ! delivered
        20    >> undo
        30    << ACK
        30    ! ACK
        30    ! delivered
    """,
    "a frame given up is not repeated": """
        0     send sale
        0     >> sale
        100   abandon
        9000  << ACK
        9000  ! ACK
        9000  ! notice stray-ack
    """,
    "a closed link ends everything": """
        0     send sale
        0     >> sale
        50    << answer[:10]
        60    reset
        60    ! junk dropped 10
        60    ! undelivered link-closed
        9000  wait
    """,
    "a till that clears its buffer": """
        0     << answer[:40]
        10    drop
        10    ! junk dropped 40
        20    << answer
        20    ! frame answer
        20    >> ACK
    """,
    "a call on a link without a handshake is not answered": """
        0     << ENQ
        0     ! ENQ
        0     ! notice stray-enq
        1     << EOT
        1     ! EOT
        1     ! notice stray-eot
    """,
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_conversation_goes_as_written(name: str) -> None:
    play(plain(), CONVERSATIONS[name], frames("kr-fs"))


CALLS = {
    "a sale with its calls": """
        0     send sale
        0     >> ENQ
        5     << ACK
        5     ! ACK
        5     >> sale
        10    << ACK
        10    ! ACK
        10    ! delivered
        10    >> EOT
        3000  << ENQ
        3000  ! ENQ
        3000  >> ACK
        3010  << answer
        3010  ! frame answer
        3010  >> ACK
        3020  << EOT
        3020  ! EOT
    """,
    "nobody answers the call": """
        0     send sale
        0     >> ENQ
        3000  >> ENQ
        6000  >> ENQ
        9000  ! undelivered no-enq-ack
        9001  wait
    """,
    "the frame is never ACKed: the turn is ended": """
        0     send sale
        0     >> ENQ
        5     << ACK
        5     ! ACK
        5     >> sale
        3005  >> sale
        6005  >> sale
        9005  ! undelivered no-ack
        9005  >> EOT
        9100  wait
    """,
    "both call at once: we listen, then speak": """
        0     send sale
        0     >> ENQ
        1     << ENQ
        1     ! ENQ
        1     >> ACK
        2     << answer
        2     ! frame answer
        2     >> ACK
        3     << EOT ACK
        3     ! EOT
        3     ! ACK
        3     >> sale
    """,
    "the far side speaks without calling": """
        0     << answer
        0     ! frame answer
        0     ! notice frame-without-enq
        0     >> ACK
    """,
    "the far side never closes": """
        0     << ENQ
        0     ! ENQ
        0     >> ACK
        10    << answer
        10    ! frame answer
        10    >> ACK
        20    send undo
        3010  ! notice no-eot
        3010  >> ENQ
        3011  wait
    """,
    "its ACK lost, the far side calls with the answer": """
        0     send sale
        0     >> ENQ
        5     << ACK
        5     ! ACK
        5     >> sale
        2000  << ENQ
        2000  ! ENQ
        2000  >> ACK
        2100  << answer
        2100  ! frame answer
        2100  ! notice answer-before-ack
        2100  ! delivered by answer
        2100  >> ACK
        2110  << EOT
        2110  ! EOT
    """,
}


@pytest.mark.parametrize("name", CALLS)
def test_a_conversation_with_a_handshake_goes_as_written(name: str) -> None:
    play(ecr_session(spec("kr-fs-enq")), CALLS[name], frames("kr-fs-enq"))


THREES = {
    "three bytes make one ACK, however they come": """
        0     send sale
        0     >> sale
        5     << ACK
        6     << ACK ACK
        6     ! ACK ACK ACK
        6     ! delivered
        900   << answer
        900   ! frame answer
        900   >> ACK ACK ACK
    """,
    "one byte is too few": """
        0     send sale
        0     >> sale
        5     << ACK
        3000  ! ACK
        3000  ! notice ack-short 1/3
        3000  >> sale
        3001  wait
    """,
    "two bytes and the answer": """
        0     send sale
        0     >> sale
        5     << ACK ACK answer
        5     ! ACK ACK
        5     ! notice ack-short 2/3
        5     ! frame answer
        5     ! notice answer-before-ack
        5     ! delivered by answer
        5     >> ACK ACK ACK
    """,
    "three NAK bytes are one NAK": """
        0     send sale
        0     >> sale
        5     << NAK NAK NAK
        5     ! NAK
        5     >> sale
        5     ! NAK
        5     ! NAK
        100   << NAK
        100   ! NAK
        100   >> sale
    """,
}


@pytest.mark.parametrize("name", THREES)
def test_a_conversation_with_triple_acks_goes_as_written(name: str) -> None:
    play(ecr_session(spec("kr-fs-ack3")), THREES[name], frames("kr-fs-ack3"))


def test_more_ack_bytes_than_expected_are_noticed_one_by_one() -> None:
    script = """
        0     send sale
        0     >> sale
        5     << ACK ACK ACK
        5     ! ACK
        5     ! delivered
        5     ! ACK
        5     ! notice stray-ack
        5     ! ACK
        5     ! notice stray-ack
    """
    play(plain(), script, frames("kr-fs"))


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
