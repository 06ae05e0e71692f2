"""Two streams of one connection: what waits, what is given out, what is given up."""

from __future__ import annotations

from posdiag.capture.events import Event
from posdiag.capture.streams import Flow, Held
from tests.capture.made import tcp_line, told


def flow(a: int = 100, b: int = 200) -> Flow:
    one = Flow(tcp_line(), (b"", b""))
    one.a.next, one.b.next = a, b
    return one


def held(seq: int, ack: int, payload: bytes = b"", missing: int = 0, fin: bool = False) -> Held:
    return Held(seq, ack, 5, payload, missing, fin, 1)


def settled(one: Flow, *, lose: bool = False, force: bool = False) -> list[str]:
    out: list[Event] = []
    one.settle(out, 9, lose=lose, force=force)
    return list(told(out))


def test_segments_are_held_in_order_of_the_stream_across_the_wrap() -> None:
    one = flow(a=0xFFFF_FFFE)
    for seq in (3, 0xFFFF_FFFE, 1):
        one.a.hold(held(seq, 200, b"xyz" if seq == 0xFFFF_FFFE else b"12"))
    assert settled(one) == ["> xyz", "> 12", "> 12"]
    assert one.a.next == 5
    assert not one.busy


def test_a_segment_waits_for_what_its_sender_had_acknowledged() -> None:
    one = flow()
    one.b.hold(held(200, 104, b"answer"))
    assert settled(one) == []
    one.a.hold(held(100, 200, b"asks"))
    assert settled(one) == ["> asks", "< answer"]


def test_of_bytes_sent_twice_the_first_count() -> None:
    one = flow()
    one.a.hold(held(100, 200, b"abcd"))
    one.a.hold(held(102, 200, b"XXef"))
    one.a.hold(held(101, 200, b"XX"))
    assert "".join(each[2:] for each in settled(one)) == "abcdef"


def test_missing_bytes_are_lost_and_counted() -> None:
    one = flow()
    one.a.hold(held(100, 200, b"ab", missing=8))
    one.a.hold(held(110, 200, b"c"))
    assert settled(one) == ["> ab", "lost > 8", "> c"]


def test_a_hole_is_passed_over_only_by_force_or_if_it_was_acknowledged() -> None:
    one = flow()
    one.a.hold(held(104, 200, b"late"))
    assert settled(one) == []
    assert settled(one, lose=True) == []
    one.a.acked = 104
    assert settled(one, lose=True) == ["lost > 4", "> late"]
    one.a.hold(held(120, 200, b"x"))
    assert settled(one, force=True) == ["lost > 12", "> x"]


def test_segments_that_acknowledge_each_other_do_not_wait_for_ever() -> None:
    one = flow()
    one.a.hold(held(100, 203, b"abc"))
    one.b.hold(held(200, 103, b"xyz"))
    assert settled(one) == []
    assert sorted(settled(one, force=True)) == ["< xyz", "> abc"]


def test_a_single_byte_is_waited_for_and_lost_like_any() -> None:
    one = flow()
    one.a.hold(held(101, 200, b"bc"))
    assert settled(one) == []
    assert settled(one, force=True) == ["lost > 1", "> bc"]


def test_a_stream_ends_after_its_bytes_and_once() -> None:
    one = flow()
    one.a.hold(held(103, 200, fin=True))
    assert settled(one) == []
    one.a.hold(held(100, 200, b"abc"))
    assert settled(one) == ["> abc", "ended ended a"]
    one.b.hold(held(200, 104, fin=True))
    assert settled(one) == []
    assert one.b.fin
