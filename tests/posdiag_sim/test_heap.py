"""The event heap: order, cancelling and limits."""

from __future__ import annotations

import pytest

from posdiag_sim import heap as heap_module
from posdiag_sim.heap import Heap


def test_events_run_in_order_of_time_and_then_of_asking() -> None:
    heap, seen = Heap(), list[str]()
    for wait_ms, name in ((30, "c"), (10, "a"), (30, "d"), (20, "b")):
        heap.after(wait_ms, seen.append, name)
    heap.run_until(25)
    assert (seen, heap.now_ms) == (["a", "b"], 25)
    heap.run_until(100)
    assert (seen, heap.now_ms) == (["a", "b", "c", "d"], 100)


def test_a_cancelled_event_never_runs_and_is_never_due() -> None:
    heap, seen = Heap(), list[str]()
    heap.cancel(heap.after(5, seen.append, "no"))
    heap.cancel(None)
    assert heap.next_due() is None
    heap.step()
    heap.run_until(10)
    assert seen == []


def test_stepping_moves_time_to_the_event() -> None:
    heap, seen = Heap(), list[int]()
    heap.after(30_000, lambda: seen.append(heap.now_ms))
    heap.step()
    assert seen == [30_000]


def test_a_world_that_runs_for_ever_ends_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap_module, "MAX_EVENTS", 100)
    heap = Heap()

    def again() -> None:
        heap.after(0, again)

    again()
    heap.run_until(1000)
    assert heap.exhausted
    assert heap.ran == 100
    assert heap.next_due() is None


def test_more_events_than_the_queue_holds_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap_module, "MAX_QUEUED", 3)
    heap, seen = Heap(), list[int]()
    for number in range(10):
        heap.after(1, seen.append, number)
    heap.run_until(1)
    assert seen == [0, 1, 2]


def test_running_until_something_is_found_stops_there_and_not_before() -> None:
    heap = Heap()
    found: list[int] = []
    heap.after(10, lambda: None)
    heap.cancel(heap.after(15, found.append, 15))
    heap.after(20, found.append, 20)
    heap.after(20, found.append, 21)
    heap.run_until_found(12, found)
    assert (heap.now_ms, found) == (12, [])
    heap.run_until_found(1000, found)
    assert (heap.now_ms, found) == (20, [20])
    heap.run_until_found(1000, [])
    assert (heap.now_ms, found) == (1000, [20, 21])


def test_a_world_that_is_exhausted_finds_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap_module, "MAX_EVENTS", 3)
    heap = Heap()
    found: list[int] = []
    for at_ms in range(1, 6):
        heap.after(at_ms, found.append, at_ms)
    heap.run_until_found(10, [])
    assert (found, heap.exhausted, heap.now_ms) == ([1, 2, 3], True, 10)
