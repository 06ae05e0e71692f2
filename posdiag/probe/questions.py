"""The harmless questions there are: ENQ, device checks, echoes, and two of HTTP.

Dialects that write a question alike are asked once. A question that reads as anything else in another
dialect is left out, and nothing is sent before `harmless` has read it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from posdiag.probe.ears import Ears
from posdiag.probe.harmless import harm_in
from posdiag.probe.settings import LineSettings, usual
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.probes import Probe, probes
from posdiag.wire.message import Kind, Message

#: Ways of writing an echo that are tried beyond those of the known dialects.
MOST_VARIANTS: Final = 24
#: Codings of messages that are put into other framings: ASCII, hexadecimal bitmap, packed.
_MOST_BASES: Final = 3
_FRAMING: Final = frozenset({"length", "length_counts_itself", "tpdu", "header"})
#: A trace number of its own, far from those of a till that has just been switched on.
STAN: Final = "999901"


class Way(StrEnum):
    """What kind of question it is."""

    ENQ = "enq"
    CHECK = "check"  # device check on an ECR link
    ECHO = "echo"  # 0800 on a host link
    HTTP = "http"
    UPGRADE = "upgrade"  # whether an HTTP server also speaks WebSocket


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `dialects` write it alike; `differs` says in what it departs from them."""

    way: Way
    data: bytes
    dialects: tuple[str, ...] = ()
    codec: EcrCodec | IsoCodec | None = None
    differs: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.way, "/".join(self.dialects), self.differs)))

    @property
    def called(self) -> bool:
        """Whether it is announced by ENQ."""
        return isinstance(self.codec, EcrCodec) and self.codec.spec.handshake is Handshake.ENQ_EOT

    @property
    def acked_only(self) -> bool:
        """Whether its ACK is all the answer there is."""
        if not isinstance(self.codec, EcrCodec):
            return False
        code = self.codec.spec.by_kind.get((Kind.CHECK, False))
        return code is not None and code.acked_only


ENQUIRY: Final = Question(Way.ENQ, b"\x05")


def ecr_questions(ears: Ears, sent_at: str, settings: LineSettings | None) -> Iterator[Question]:
    """ENQ, then the device checks: first of dialects that are usually met at `settings`."""
    yield ENQUIRY
    codecs: list[EcrCodec] = [codec for codec in ears.ecr if codec.spec.can_say(Kind.CHECK)]
    codecs.sort(key=lambda codec: _rarity(codec.name, settings))
    yield from (each for each in _alike(Way.CHECK, codecs, sent_at) if not harm_in(each.data, ears.all))


def host_questions(ears: Ears, sent_at: str) -> Iterator[Question]:
    """Echoes in every known dialect, then in other framings and codings of the first one."""
    written: set[bytes] = set()
    for question in _alike(Way.ECHO, ears.host, sent_at):
        written.add(question.data)
        if not harm_in(question.data, ears.all):
            yield question
    for codec, probe in _variants(ears):
        other = IsoCodec(probe.spec)
        data = other.encode(_check(sent_at))
        if data not in written and len(written) < len(ears.host) + MOST_VARIANTS:
            written.add(data)
            if harm_in(data, ears.all):
                continue
            differs = " ".join(f"{each.option}={each.found}" for each in probe.differences)
            yield Question(Way.ECHO, data, (codec.name,), other, differs)


def _variants(ears: Ears) -> Iterator[tuple[IsoCodec, Probe]]:
    """Other ways of writing, the likelier first: another framing, in turn for each coding that is common."""
    bases: list[IsoCodec] = []
    for codec in ears.host:
        if not any(_coding(codec) == _coding(base) for base in bases):
            bases.append(codec)
    framings = [
        [probe for probe in probes(base.spec) if {each.option for each in probe.differences} <= _FRAMING]
        for base in bases[:_MOST_BASES]
    ]
    for rank in range(max(map(len, framings), default=0)):
        for base, found in zip(bases, framings, strict=False):
            if rank < len(found):
                yield base, found[rank]


def _coding(codec: IsoCodec) -> tuple[str, ...]:
    spec = codec.spec
    return (spec.mti, spec.bitmap, spec.numeric)


def http_questions(host: str) -> Iterator[Question]:
    """What there is, and whether it can be had as a WebSocket; `host` is host:port."""
    address = host.encode("ascii", "replace")
    yield Question(
        Way.HTTP,
        b"OPTIONS * HTTP/1.1\r\nHost: %b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % address,
    )
    yield Question(
        Way.UPGRADE,
        b"GET / HTTP/1.1\r\nHost: %b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cG9zZGlhZy1wcm9iZS0wMQ==\r\n\r\n" % address,
    )


def _check(sent_at: str) -> Message:
    return Message(Kind.CHECK, False, {"tid": "00000000", "stan": STAN, "sent_at": sent_at})


def _alike(way: Way, codecs: Iterable[EcrCodec | IsoCodec], sent_at: str) -> Iterator[Question]:
    """A question for each way of writing, with all dialects that write so (and call before it alike)."""
    groups: dict[tuple[bytes, bool, int], list[EcrCodec | IsoCodec]] = {}
    for codec in codecs:
        called = isinstance(codec, EcrCodec) and codec.spec.handshake is Handshake.ENQ_EOT
        acks = codec.spec.acks if isinstance(codec, EcrCodec) else 0
        groups.setdefault((codec.encode(_check(sent_at)), called, acks), []).append(codec)
    for (data, _, _), alike in groups.items():
        yield Question(way, data, tuple(codec.name for codec in alike), alike[0])


def _rarity(name: str, settings: LineSettings | None) -> int:
    """How far down `settings` stand among those that are usual for a dialect."""
    known = usual(name)
    return known.index(settings) if settings in known else len(known)
