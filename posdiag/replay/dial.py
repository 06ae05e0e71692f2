"""How a POS release gets onto its link: the codec it speaks and the session rules it follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from posdiag.profile.traits import Traits
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ends import agent_session, ecr_session, host_session
from posdiag.wire.framing import Segment
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.session import LinkSession


@dataclass(frozen=True, slots=True)
class Speech:
    """How a release speaks: its codec, and a new link session whenever one is needed."""

    codec: Codec
    new_session: Callable[[], LinkSession]


def speech_of(codec: Codec, traits: Traits) -> Speech:
    """The speech of a release with these traits. TypeError where a codec has no link of its own."""
    return Speech(codec, lambda: _session(codec, traits))


def _session(codec: Codec, traits: Traits) -> LinkSession:
    timers = traits.timers
    segment = Segment(traits.segment)
    if isinstance(codec, EcrCodec):
        return ecr_session(
            codec.spec,
            ack_ms=timers.ack_ms,
            gap_ms=timers.gap_ms,
            frame_tries=traits.frame_tries,
            segment=segment,
            checks=traits.checks_frames,
        )
    if isinstance(codec, IsoCodec):
        return host_session(codec.spec, gap_ms=timers.gap_ms, segment=segment)
    if isinstance(codec, AgentCodec):
        return agent_session(codec.spec)
    raise TypeError(f"{codec.name} cannot be spoken on a link")
