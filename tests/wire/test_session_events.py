"""Two ends over a line that loses, damages and delays: every byte is in exactly one event, and it ends."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from posdiag.wire.ends import ecr_session
from posdiag.wire.session import (
    Delivered,
    HeardControl,
    HeardFrame,
    HeardJunk,
    LinkSession,
    Notice,
    Noticed,
    Sent,
    SessionEvent,
    Undelivered,
)
from tests.wire.ecr.dialects import KOREAN, Golden, golden, spec

LATENCY_MS = 7


@dataclass
class Line:
    """A line in both directions: what is put in at one end comes out at the other, or not, or not whole."""

    dice: random.Random
    loss: float = 0.0
    damage: float = 0.0
    one_by_one: bool = False
    count: int = 0
    due: list[tuple[int, int, int, bytes]] = field(default_factory=list)  # time, number, end, bytes
    carried: dict[int, bytes] = field(default_factory=lambda: {0: b"", 1: b""})

    def put(self, end: int, data: bytes, now_ms: int) -> None:
        kept = bytearray()
        for byte in data:
            if self.dice.random() < self.loss:
                continue
            kept.append(byte ^ (1 << self.dice.randrange(8)) if self.dice.random() < self.damage else byte)
        self.carried[end] += bytes(kept)
        pieces = [bytes((byte,)) for byte in kept] if self.one_by_one else [bytes(kept)]
        for piece in pieces:
            if piece:
                self.count += 1
                self.due.append((now_ms + LATENCY_MS, self.count, end, piece))


def converse(
    ends: tuple[LinkSession, LinkSession], line: Line, frame: bytes, answer: bytes
) -> tuple[list[SessionEvent], list[SessionEvent]]:
    """Send `frame` from end 0; end 1 answers what it hears once. Runs until nothing is under way."""
    events: tuple[list[SessionEvent], list[SessionEvent]] = ([], [])
    ends[0].send(frame, 0)
    answered = False
    now_ms = 0
    for _ in range(3000):
        for end in (0, 1):
            line.put(1 - end, ends[end].take_output(), now_ms)
            fresh = ends[end].take_events()
            events[end].extend(fresh)
            heard = any(isinstance(event, HeardFrame) and event.intact for event in fresh)
            if end == 1 and heard and not answered:
                answered = True
                ends[1].send(answer, now_ms)
                line.put(0, ends[1].take_output(), now_ms)
        times = [item[0] for item in line.due] + [e.deadline_ms for e in ends if e.deadline_ms is not None]
        if not times:
            return events
        now_ms = max(now_ms, min(times))
        line.due.sort()
        while line.due and line.due[0][0] <= now_ms:
            _, _, end, data = line.due.pop(0)
            ends[end].receive(data, now_ms)
        for session in ends:
            session.tick(now_ms)
    raise AssertionError("they never come to an end")


def heard(events: list[SessionEvent]) -> bytes:
    kinds = (HeardFrame, HeardControl, HeardJunk)
    return b"".join(event.data for event in events if isinstance(event, kinds))


def pair(dialect: str) -> tuple[LinkSession, LinkSession, Golden, Golden]:
    found = {item.what: item for item in golden() if item.dialect == dialect}
    return (
        ecr_session(spec(dialect)),
        ecr_session(spec(dialect)),
        found["sale by chip"],
        found["approved"],
    )


@pytest.mark.parametrize("one_by_one", [False, True])
@pytest.mark.parametrize("dialect", KOREAN)
def test_over_a_sound_line_all_arrives_once_and_nothing_is_noticed(dialect: str, one_by_one: bool) -> None:
    till, terminal, sale, approved = pair(dialect)
    line = Line(random.Random(1), one_by_one=one_by_one)
    ours, theirs = converse((till, terminal), line, sale.frame, approved.frame)
    assert [event.data for event in theirs if isinstance(event, HeardFrame)] == [sale.frame]
    assert [event.data for event in ours if isinstance(event, HeardFrame)] == [approved.frame]
    assert sum(isinstance(event, Delivered) for event in ours + theirs) == 2
    assert not any(isinstance(event, Noticed | HeardJunk | Undelivered) for event in ours + theirs)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("dialect", KOREAN)
def test_over_a_bad_line_every_byte_is_in_one_event_and_it_ends(dialect: str, seed: int) -> None:
    till, terminal, sale, approved = pair(dialect)
    dice = random.Random(f"{dialect} {seed}")
    line = Line(dice, loss=0.004, damage=0.004, one_by_one=bool(seed % 2))
    ours, theirs = converse((till, terminal), line, sale.frame, approved.frame)
    assert heard(ours) == line.carried[0]
    assert heard(theirs) == line.carried[1]
    assert till.idle
    assert terminal.idle
    ends = [event for event in ours if isinstance(event, Delivered | Undelivered)]
    assert len(ends) == 1
    sound = [event.data for event in theirs if isinstance(event, HeardFrame) and event.intact]
    assert set(sound) <= {sale.frame}
    assert len([event for event in ours if isinstance(event, Sent) and event.data == sale.frame]) <= 3


@pytest.mark.parametrize("dialect", ["kr-fs", "kr-fixed", "kr-fs-ack3", "kr-fs-bcd"])
def test_a_lost_ack_makes_the_frame_come_twice(dialect: str) -> None:
    till, terminal, sale, _ = pair(dialect)
    till.send(sale.frame, 0)
    terminal.receive(till.take_output(), 0)
    assert terminal.take_output() == b"\x06" * spec(dialect).acks  # and this is lost
    till.tick(3000)
    terminal.receive(till.take_output(), 3000)
    notices = [event.notice for event in terminal.take_events() if isinstance(event, Noticed)]
    assert notices == [Notice.FRAME_AGAIN]
    assert terminal.take_output() == b"\x06" * spec(dialect).acks
