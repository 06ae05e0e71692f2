"""Which session a release gets for its codec."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.profile.library import Library
from posdiag.profile.traits import Timers, Traits
from posdiag.replay.dial import speech_of
from posdiag.wire.message import Decoded, Message

LIBRARY = Library.load()


def test_an_ecr_release_repeats_an_unacknowledged_frame_after_its_own_timer() -> None:
    traits = replace(Traits(), timers=Timers(ack_ms=700))
    session = speech_of(LIBRARY.dialects.codec_for("kr-fs"), traits).new_session()
    session.send(b"\x020800\x1c\x03\x17", 100)
    assert session.deadline_ms == 800


def test_a_host_link_has_no_acks_to_wait_for() -> None:
    codec = LIBRARY.dialects.codec_for("iso87-ascii-hex")
    session = speech_of(codec, Traits()).new_session()
    session.send(b"\x00\x04abcd", 100)
    assert session.deadline_ms is None


def test_a_handshake_dialect_calls_before_it_speaks() -> None:
    session = speech_of(LIBRARY.dialects.codec_for("kr-fs-enq"), Traits()).new_session()
    session.send(b"frame", 0)
    assert session.take_output() == b"\x05"


class Letters:
    """A codec that is no link's."""

    name = "letters"

    def encode(self, message: Message) -> bytes:
        return b""

    def decode(self, frame: bytes) -> Decoded:
        return Decoded(self.name, (), ())


def test_what_is_no_link_cannot_be_spoken() -> None:
    with pytest.raises(TypeError, match="letters cannot be spoken"):
        speech_of(Letters(), Traits()).new_session()
