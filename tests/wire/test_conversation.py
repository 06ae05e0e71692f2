"""The table of the conversation: whole, closed, and never stuck."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.conversation import TABLE, Conversation, Do, SessionRules, Signal, State
from posdiag.wire.framing import FramePiece
from posdiag.wire.session_events import Noticed, Sent, Undelivered

#: What the table leaves out, because it changes nothing: an echo of something long over, or a mistake.
STRAY = {
    (State.IDLE, Signal.ACK),
    (State.IDLE, Signal.NAK),
    (State.IDLE, Signal.EOT),
    (State.SENT, Signal.EOT),
    (State.TAKING, Signal.ACK),
    (State.TAKING, Signal.NAK),
}
#: What cannot happen: frames are sent only when idle, and an idle session has no timer.
NEVER = {
    *product((State.CALLING, State.SENT, State.TAKING), (Signal.CALL, Signal.SEND)),
    (State.IDLE, Signal.TIMEOUT),
}


def conversation(handshake: bool) -> Conversation:
    return Conversation(SessionRules(handshake=handshake), lambda frame: FramePiece(frame))


def test_every_state_knows_what_every_signal_means() -> None:
    missing = set(product(State, Signal)) - set(TABLE)
    assert missing == STRAY | NEVER


def test_every_action_of_the_table_is_a_method() -> None:
    assert {do for _, do in TABLE.values()} == set(Do)
    assert all(callable(getattr(Conversation, do.value)) for do in Do)


@pytest.mark.parametrize("handshake", [False, True])
def test_silence_leads_back_to_idle_from_every_state(handshake: bool) -> None:
    for signals in ([], [Signal.ACK], [Signal.ENQ]):
        talk = conversation(handshake)
        if signals != [Signal.ENQ]:
            talk.queue.append(b"frame")
            talk.send_next(0)
        for signal in signals:
            talk.signal(signal, 0)
        for _ in range(10):
            if talk.deadline_ms is None:
                break
            talk.signal(Signal.TIMEOUT, talk.deadline_ms)
        assert talk.state is State.IDLE
        assert talk.deadline_ms is None


@settings(deadline=None)
@given(st.booleans(), st.lists(st.sampled_from([*(set(Signal) - {Signal.CALL, Signal.SEND})]), max_size=40))
def test_no_signals_make_it_raise_or_say_more_than_it_may(handshake: bool, signals: list[Signal]) -> None:
    talk = conversation(handshake)
    talk.queue.append(b"frame")
    talk.send_next(0)
    for now_ms, signal in enumerate(signals):
        if signal is not Signal.TIMEOUT or talk.deadline_ms is not None:
            talk.signal(signal, now_ms)
        assert (talk.deadline_ms is None) == (talk.state is State.IDLE)
    said = [event.data for event in talk.events if isinstance(event, Sent)]
    assert said.count(b"frame") <= 3
    assert said.count(b"\x05") <= 3
    assert sum(isinstance(event, Undelivered) for event in talk.events) <= 1


def test_a_frame_that_gets_no_ack_ends_its_own_turn() -> None:
    rules = SessionRules(handshake=True, never_acked=frozenset({"@"}))
    talk = Conversation(rules, lambda frame: FramePiece(frame, True, "@"))
    talk.queue.append(b"event")
    talk.send_next(0)
    talk.signal(Signal.ACK, 1)
    assert bytes(talk.output) == b"\x05event\x04"
    assert talk.state is State.IDLE


def test_two_queued_frames_that_need_no_ack_are_both_said() -> None:
    talk = Conversation(SessionRules(acknowledged=False), lambda frame: FramePiece(frame))
    talk.queue.extend([b"one", b"two"])
    talk.send_next(0)
    assert bytes(talk.output) == b"onetwo"
    assert not any(isinstance(event, Noticed) for event in talk.events)
