"""How a terminal keeps to the exchange of frames, by device checks alone: no payment is ever sent here."""

from __future__ import annotations

from posdiag.learn.speech import acked_only, says
from posdiag.learn.talk import ENQ, NAK, Talk
from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check
from posdiag.wire.message import Kind

#: So long a terminal may take to answer a device check.
_ANSWER_MS = 15_000
#: So long it may wait for an ACK, and inside a frame, before it does something.
_LONGEST_MS = 15_000
#: Refusals after which a terminal says in a frame of its own what is wrong, if it ever does.
_MOST_NAKS = 6
_QUIET_MS = 2_000
FRAME_PATHS = ("ack_ms", "ack_wait_ms", "frame_tries", "gap_ms", "tells_format")


def measure_frames(desk: TerminalDesk) -> bool:
    """Everything that device checks show; whether the terminal answers them."""
    learnt, codec = desk.learnt, desk.way.codec
    if not says(codec, Kind.CHECK):
        learnt.leave("no-answer", *FRAME_PATHS)
        return False
    desk.talk("check", lambda talk: _check(desk, talk))
    if learnt.get("response_ms") is None:
        learnt.leave("no-answer", *FRAME_PATHS)
        return False
    if not desk.way.acks:
        learnt.leave("no-acks", *FRAME_PATHS)
        return True
    desk.talk("unacknowledged", lambda talk: _unacknowledged(desk, talk))
    desk.talk("half-request", lambda talk: _half(desk, talk))
    assert isinstance(codec, EcrCodec)
    if codec.spec.check is Check.NONE:
        learnt.leave("no-check", "tells_format")
    else:
        desk.talk("damaged-request", lambda talk: _damaged(desk, talk))
    return True


def _check(desk: TerminalDesk, talk: Talk) -> None:
    """A device check: when its ACK comes, and when its answer."""
    sent_ms = talk.say(desk.check())
    if talk.way.acks:
        ack = talk.hear(lambda told: told.data == b"\x06", _ANSWER_MS)
        if ack is not None:
            desk.learnt.learn("ack_ms", ack.at_ms - sent_ms, "check")
    talk.done()
    answer = None if acked_only(desk.way.codec, Kind.CHECK) else talk.answer(_ANSWER_MS)
    if answer is not None:
        desk.learnt.learn("response_ms", answer.at_ms - sent_ms, "check")
    elif acked_only(desk.way.codec, Kind.CHECK) and desk.learnt.get("ack_ms") is not None:
        desk.learnt.learn("response_ms", desk.learnt.get("ack_ms"), "check")
    talk.quiet(_QUIET_MS)


def _unacknowledged(desk: TerminalDesk, talk: Talk) -> None:
    """The answer to a device check is never acknowledged: how often it comes, and how long apart."""
    learnt = desk.learnt
    if acked_only(desk.way.codec, Kind.CHECK):
        learnt.leave("no-answer", "ack_wait_ms", "frame_tries")
        return
    talk.say(desk.check())
    talk.done()
    times: list[int] = []
    while len(times) < _LONGEST_MS:
        told = talk.answer(_LONGEST_MS, acknowledge=False)
        if told is None:
            break
        times.append(told.at_ms)
    learnt.learn("frame_tries", len(times), "unacknowledged")
    if len(times) > 1:
        learnt.learn("ack_wait_ms", times[1] - times[0], "unacknowledged")
    else:
        learnt.leave("unseen", "ack_wait_ms")


def _half(desk: TerminalDesk, talk: Talk) -> None:
    """Half a device check and no more: when the terminal gives the frame up."""
    frame = desk.way.codec.encode(desk.check())
    sent_ms = talk.frame(frame[: len(frame) // 2])
    refused = talk.hear(lambda told: told.data == NAK, _LONGEST_MS)
    if refused is None:
        desk.learnt.leave("no-nak", "gap_ms")
    else:
        desk.learnt.learn("gap_ms", refused.at_ms - sent_ms, "half-request")
    talk.done()
    talk.quiet(_QUIET_MS)


def _damaged(desk: TerminalDesk, talk: Talk) -> None:
    """Device checks with a wrong check byte: whether the terminal ever says what is wrong with them."""
    frame = desk.way.codec.encode(desk.check())
    bad = frame[:-1] + bytes([frame[-1] ^ 0x01])
    for _ in range(_MOST_NAKS):
        talk.frame(bad)
        refused = talk.hear(lambda told: told.data == NAK or not told.control, _LONGEST_MS)
        if refused is None:
            break
        more = talk.hear(lambda told: told.data == ENQ or not told.control, _QUIET_MS)
        if more is not None and talk.way.calls and more.data == ENQ:
            more = talk.hear(lambda told: not told.control, _QUIET_MS)
        if more is not None or not refused.control:
            talk.acknowledge()
            talk.quiet(_QUIET_MS)
            desk.learnt.learn("tells_format", True, "damaged-request")
            return
        talk.done()
    desk.learnt.learn("tells_format", False, "damaged-request")
