"""The session that a dialect asks for, with the timers and habits of one till."""

from __future__ import annotations

from posdiag.wire.agent.http_framer import HttpFramer
from posdiag.wire.agent.spec import AgentSpec
from posdiag.wire.agent.ws_framer import JsonFramer
from posdiag.wire.ecr.framer import EcrFramer, FirstReadFramer, UncheckedFramer
from posdiag.wire.ecr.spec import EcrSpec, Handshake
from posdiag.wire.framing import Framer, Segment
from posdiag.wire.host_framer import FirstReadHostFramer, HostFramer
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.session import LinkSession, SessionRules


def ecr_session(
    spec: EcrSpec,
    *,
    ack_ms: int = 3000,
    gap_ms: int = 1000,
    frame_tries: int = 3,
    segment: Segment = Segment.STREAM,
    checks: bool = True,
) -> LinkSession:
    """A session on an ECR link. Times in milliseconds; `gap_ms` 0 means no such timer."""
    rules = SessionRules(
        acknowledged=True,
        handshake=spec.handshake is Handshake.ENQ_EOT,
        acks=spec.acks,
        never_acked=spec.never_acked,
        ack_ms=ack_ms,
        frame_tries=frame_tries,
    )
    stream = segment is Segment.STREAM
    sound = EcrFramer if checks else UncheckedFramer
    framer: Framer = sound(spec, gap_ms) if stream else FirstReadFramer(spec)
    return LinkSession(rules, framer)


def host_session(spec: IsoSpec, *, gap_ms: int = 1000, segment: Segment = Segment.STREAM) -> LinkSession:
    """A session on a host link, which has no ACKs."""
    stream = segment is Segment.STREAM
    framer: Framer = HostFramer(spec, gap_ms) if stream else FirstReadHostFramer()
    return LinkSession(SessionRules(acknowledged=False), framer)


def agent_session(spec: AgentSpec) -> LinkSession:
    """A session with a local agent: HTTP messages, or JSON texts as a WebSocket gives them; no ACKs."""
    framer: Framer = HttpFramer() if spec.over_http else JsonFramer()
    return LinkSession(SessionRules(acknowledged=False), framer)
