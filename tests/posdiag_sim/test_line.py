"""A line: order, units, closing and opening again."""

from __future__ import annotations

from posdiag_sim.heap import Heap
from posdiag_sim.line import DOWN, UP, Line, Piece


def line(counts: bool = False) -> tuple[Heap, Line, list[tuple[int, str, bytes]]]:
    heap = Heap()
    wire = Line(heap, lambda: 2, (), counts)
    seen: list[tuple[int, str, bytes]] = []
    wire.deliver_up = lambda content: seen.append((heap.now_ms, UP, content))
    wire.deliver_down = lambda content: seen.append((heap.now_ms, DOWN, content))
    wire.on_close = lambda reason: seen.append((heap.now_ms, reason, b""))
    wire.connect()
    return heap, wire, seen


def test_bytes_arrive_after_the_latency_in_order() -> None:
    heap, wire, seen = line()
    wire.write_up(b"a", controls=True)
    wire.write_up(b"b", controls=True)
    wire.send(DOWN, "frame", b"c")
    heap.run_until(10)
    assert seen == [(2, UP, b"a"), (2, UP, b"b"), (2, DOWN, b"c")]


def test_a_delayed_piece_holds_up_what_follows_unless_that_overtakes() -> None:
    heap, wire, seen = line()
    wire.release(DOWN, [Piece(50, b"slow"), Piece(0, b"next"), Piece(0, b"fast", overtakes=True)])
    heap.run_until(100)
    assert seen == [(2, DOWN, b"fast"), (52, DOWN, b"slow"), (52, DOWN, b"next")]


def test_with_faults_about_bytes_of_any_split_are_joined_to_units_and_counted() -> None:
    heap, wire, seen = line(counts=True)
    for byte in b"\x06\x020200\x03":
        wire.write_up(bytes((byte,)), controls=True)
    heap.run_until(10)
    assert seen == [(5, UP, b"\x06"), (5, UP, b"\x020200\x03")]
    assert wire.request == 1
    wire.write_up(b"\x020200\x03", controls=True)
    heap.run_until(20)
    assert wire.request == 1
    wire.write_up(b"\x020600\x03", controls=True)
    heap.run_until(30)
    assert wire.request == 2


def test_what_is_under_way_when_the_line_closes_is_lost_and_a_new_connection_is_clean() -> None:
    heap, wire, seen = line()
    wire.write_up(b"lost", controls=True)
    wire.close("reset")
    wire.write_up(b"lost too", controls=True)
    heap.run_until(10)
    assert seen == [(0, "reset", b"")]
    wire.connect()
    wire.write_up(b"new", controls=True)
    heap.run_until(20)
    assert seen[1:] == [(12, UP, b"new")]
