"""Scenes on lines: what POS, terminal and host send, as the events that a capture of it would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from posdiag import assembly
from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Lost
from posdiag.engine import House
from posdiag.explain.episode import Episode
from posdiag.explain.examine import examine
from posdiag.explain.plain import episodes_of
from posdiag.explain.survey import Survey
from posdiag.explain.ways import Hints
from posdiag.record import RunRecord
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message

ACK, NAK, ENQ, EOT = b"\x06", b"\x15", b"\x05", b"\x04"
#: 2026-09-10 03:00:00 UTC.
START_US = 1_789_009_200_000_000
TCP = Line(1, LineKind.TCP, "192.0.2.1:40000", "192.0.2.2:9100", a_known=True)
CABLE = Line(1, LineKind.SERIAL, "POS", "terminal", a_known=True)

#: (milliseconds, whether end a sends, bytes)
Said = tuple[int, bool, bytes]


@lru_cache(maxsize=1)
def house() -> House:
    return assembly.house()


def codec(name: str = "kr-fs") -> Codec:
    return house().library.dialects.codec_for(name)


def sale(stan: str = "000001", amount: str = "12300", kind: Kind = Kind.APPROVE, **more: str) -> Message:
    words = {
        "tid": "10000001", "stan": stan, "sent_at": "20260910120000", "amount": amount,
        "instalment": "00", "entry": "S", "card": "9400001111111117", "route": "V",
        "business_no": "1230045678", "text": "TEA",
    }  # fmt: skip
    return Message(kind, False, words | more)


def answer(stan: str = "000001", amount: str = "12300", kind: Kind = Kind.APPROVE, **more: str) -> Message:
    words = {
        "tid": "10000001", "stan": stan, "sent_at": "20260910120001", "result": "00",
        "approval": "00" + stan, "approved_amount": amount, "unique_no": "123456789012",
        "issuer": "CARD", "merchant": "000012345",
    }  # fmt: skip
    return Message(kind, True, words | more)


def events(said: Iterable[Said | Event], line: Line = TCP, split: int = 0) -> list[Event]:
    """The events of what was said on one line; `split` cuts every chunk into pieces of so many bytes."""
    found: list[Event] = []
    for number, one in enumerate(said, 1):
        if not isinstance(one, tuple):
            found.append(one)
            continue
        at_ms, from_a, data = one
        size = split or max(len(data), 1)
        for at in range(0, len(data), size):
            piece = data[at : at + size]
            found.append(Chunk(line, START_US + at_ms * 1000, from_a, piece, f"packet {number}"))
    return found


def ended(at_ms: int, by_a: bool | None = True, why: str = "ended", line: Line = TCP) -> Ended:
    return Ended(line, START_US + at_ms * 1000, why, by_a)


def lost(at_ms: int, from_a: bool, size: int | None = 100, line: Line = TCP) -> Lost:
    return Lost(line, START_US + at_ms * 1000, from_a, size)


def watched(found: Sequence[Event], hints: Hints | None = None) -> tuple[list[Episode], Survey]:
    """The episodes of a capture, in the order in which they began."""
    survey = Survey(house().library, hints or Hints())
    over = [payment for event in found for payment in survey.take(event)]
    over += survey.end()
    return sorted(episodes_of(over), key=lambda episode: episode.began_us), survey


def records(found: Sequence[Event], hints: Hints | None = None) -> list[RunRecord]:
    """What is said of each payment of a capture."""
    chosen = hints or Hints()
    episodes, _ = watched(found, chosen)
    return [examine(episode, house(), "x.pcap", chosen.release)[0] for episode in episodes]


def codes(record: RunRecord) -> list[str]:
    return [finding.code for finding in record.findings]


def cause(record: RunRecord) -> str:
    return record.causes[0].cause if record.causes else ""


def ecr_sale(stan: str = "000001", at_ms: int = 0, amount: str = "12300", name: str = "kr-fs") -> list[Said]:
    """A healthy sale on an ECR link without handshake: frame, ACK, answer, ACK."""
    ask, told = codec(name).encode(sale(stan, amount)), codec(name).encode(answer(stan, amount))
    return [
        (at_ms, True, ask),
        (at_ms + 20, False, ACK),
        (at_ms + 1500, False, told),
        (at_ms + 1510, True, ACK),
    ]


def host_sale(
    stan: str = "000001", at_ms: int = 0, amount: str = "12300", name: str = "iso87-ascii", **more: str
) -> list[Said]:
    """A sale on a host link; `more` are words of the answer."""
    ask, told = (
        codec(name).encode(sale(stan, amount)),
        codec(name).encode(answer(stan, amount, Kind.APPROVE, **more)),
    )
    return [(at_ms, True, ask), (at_ms + 900, False, told)]
