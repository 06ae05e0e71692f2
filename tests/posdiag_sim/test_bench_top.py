"""What lies on the bench: texts in CP949, times, limits."""

from __future__ import annotations

from datetime import datetime

from posdiag_sim.bench_top import BenchTop
from posdiag_sim.heap import Heap


def test_texts_are_kept_with_their_time_and_bytes() -> None:
    top = BenchTop(Heap(), datetime(2025, 9, 10, 23, 59, 59), {})
    top.heap.run_until(1500)
    top.screen("terminal", "잔액 부족")
    [shown] = top.screens
    assert shown.as_json() == {
        "t_ms": 1500,
        "by": "terminal",
        "text": "잔액 부족",
        "raw": "잔액 부족".encode("cp949").hex(),
    }
    assert top.stamp() == "20250911000000"


def test_only_so_much_is_kept() -> None:
    top = BenchTop(Heap(), datetime(2025, 9, 10), {}, most=2)
    for _ in range(5):
        top.screen("terminal", "x")
        top.print_receipt("terminal", "x")
        top.host_frame("terminal", "van", b"x")
    assert len(top.screens) == len(top.receipts) == len(top.host_frames) == 2
