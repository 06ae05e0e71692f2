"""The audited line: every byte both ways is noted as the POS saw it, and a new setup begins afresh."""

from __future__ import annotations

import json

from posdiag.audit.line import AuditedLine, Cut, Heard


class World:
    """Answers what a test put in."""

    def __init__(self) -> None:
        self.now = 0
        self.says: list[tuple[str, bytes, int]] = []
        self.written = b""
        self.ok = True

    def now_ms(self) -> int:
        return self.now

    def next_due(self) -> int | None:
        return 7

    def write(self, data: bytes) -> None:
        self.written += data

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        return self.says.pop(0) if self.says else ("silence", b"", until_ms)

    def reopen(self) -> None:
        self.written += b"<reopened>"

    def advance(self, to_ms: int) -> None:
        self.now = to_ms

    def ask(self, line: str) -> str:
        return json.dumps({"ok": self.ok})


def test_bytes_both_ways_are_noted_with_their_times() -> None:
    world = World()
    line = AuditedLine(world)
    world.now = 5
    line.write(b"ask")
    line.write(b"")
    world.says = [("heard", b"told", 9), ("reset", b"", 11)]
    assert line.read_until(20) == ("heard", b"told", 9)
    assert line.read_until(20) == ("reset", b"", 11)
    assert line.read_until(20) == ("silence", b"", 20)
    world.now = 12
    line.reopen()
    assert line.noted() == (Heard(5, True, b"ask"), Heard(9, False, b"told"), Cut(11, "reset"), Cut(12, ""))
    assert world.written == b"ask<reopened>"
    assert line.next_due() == 7


def test_what_is_bent_is_noted_as_the_pos_gets_it_and_what_is_lost_is_not() -> None:
    world = World()
    line = AuditedLine(world)
    line.prepare(lambda content: content[1:])
    world.says = [("heard", b"ab", 1)]
    assert line.read_until(5)[1] == b"ab"  # not before the next setup
    line.ask('{"do": "setup"}')
    world.says = [("heard", b"ab", 1), ("heard", b"x", 2)]
    assert line.read_until(5)[1] == b"b"
    assert line.read_until(5)[1] == b""
    assert line.noted() == (Heard(1, False, b"b"),)


def test_only_a_setup_that_is_granted_begins_afresh() -> None:
    world = World()
    line = AuditedLine(world)
    line.write(b"a")
    line.ask('{"do": "collect"}')
    world.ok = False
    line.ask('{"do": "setup"}')
    assert len(line.noted()) == 1
    world.ok = True
    line.ask('{"do": "setup"}')
    assert line.noted() == ()


def test_time_is_counted_from_the_setup_by_the_clock_given() -> None:
    world, at = World(), [1000]
    line = AuditedLine(world, lambda: at[0])
    line.ask('{"do": "setup"}')
    at[0] = 1450
    assert line.time_ms() == 450
    line.advance(3)
    assert line.now_ms() == 3
