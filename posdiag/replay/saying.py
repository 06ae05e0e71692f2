"""What a dialect lets a POS say at all: some links know no cancel, no inquiry, or no answer but an ACK."""

from __future__ import annotations

from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind


def can_say(codec: Codec, kind: Kind) -> bool:
    """Whether such a request can be written; dialects of other families write whatever they are given."""
    return not isinstance(codec, EcrCodec) or codec.spec.can_say(kind)


def acked_only(codec: Codec, kind: Kind) -> bool:
    """Whether such a request is answered by its ACK and nothing else."""
    return isinstance(codec, EcrCodec) and codec.spec.acked_only(kind)
