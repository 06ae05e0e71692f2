"""What a link lets a measurement say and hear: by serial dialects, by local agents, by hosts."""

from __future__ import annotations

from dataclasses import replace

from posdiag.explain.ways import Way, way_of
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.agent.spec import AgentSpec
from posdiag.wire.agent.ws_framer import JsonFramer
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.message import Kind


def says(codec: Codec, kind: Kind) -> bool:
    """Whether the dialect has words for such a request."""
    if isinstance(codec, EcrCodec):
        return codec.spec.can_say(kind)
    if isinstance(codec, AgentCodec):
        return (kind, False) in codec.spec.by_kind
    return isinstance(codec, IsoCodec) and any(form.kind is kind for form in codec.spec.kinds)


def acked_only(codec: Codec, kind: Kind) -> bool:
    """Whether the ACK is all the answer that such a request gets."""
    code = codec.spec.by_kind.get((kind, False)) if isinstance(codec, EcrCodec) else None
    return code is not None and code.acked_only


def live(way: Way) -> Way:
    """The way as a live link carries it: a WebSocket's link gives whole texts, without their frames."""
    codec = way.codec
    if isinstance(codec, AgentCodec) and not codec.spec.over_http:
        return replace(way, new_framer=JsonFramer)
    return way


def in_form(way: Way, spec: AgentSpec | IsoSpec) -> Way:
    """The way with its options set otherwise, as they were found."""
    codec = AgentCodec(spec) if isinstance(spec, AgentSpec) else IsoCodec(spec)
    changed = way_of(way.name, codec)
    assert changed is not None
    return live(changed)
