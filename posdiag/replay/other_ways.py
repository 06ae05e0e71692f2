"""How else a device check may be written to a terminal that did not answer it, and how a port may be set.

One option of the dialect is changed at a time: that is what products differ in (PROTOCOLS 1.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from posdiag.link.api import PortSetting
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check, EcrSpec, Handshake, Length, LengthAt, LengthCounts, LengthKind

#: How the port may be set: speeds as they are met, then the forms of a character other than 8N1.
SETTINGS = (
    *map(PortSetting, (9600, 19200, 38400, 57600, 115200, 4800, 2400, 1200)),
    *(PortSetting(9600, bits, parity) for bits in (7, 8) for parity in "EO"),
)


def other_ways(spec: EcrSpec) -> Iterator[tuple[EcrCodec, str]]:
    """Codecs that differ from the dialect in one option, with what it is: `check=none`.

    First the calling, then the check byte, then the length: another kind, then another count.
    """
    called = Handshake.NONE if spec.handshake is not Handshake.NONE else Handshake.ENQ_EOT
    yield EcrCodec(replace(spec, handshake=called)), f"handshake={called.value}"
    for rule in Check:
        if rule is not spec.check:
            yield EcrCodec(replace(spec, check=rule)), f"check={rule.value}"
    for length, note in _lengths(spec.length):
        yield EcrCodec(replace(spec, length=length)), note


def _lengths(own: Length) -> Iterator[tuple[Length, str]]:
    at = LengthAt.AFTER_STX if own.kind is LengthKind.NONE else own.at
    for kind in LengthKind:
        if kind is not own.kind:
            yield Length(kind, at, own.counts, own.itself), f"length={kind.value}"
    if own.kind is not LengthKind.NONE:
        for counts in LengthCounts:
            for itself in (False, True):
                if (counts, itself) != (own.counts, own.itself):
                    words = f"length_counts={counts.value} length_itself={'yes' if itself else 'no'}"
                    yield Length(own.kind, own.at, counts, itself), words
