"""Parts of a terminal's measurement by themselves; tests/learn/test_terminal.py holds the whole to the rigs."""

from __future__ import annotations

from posdiag.learn.terminal_sales import measure_sales
from tests.learn.test_terminal_desk import a_desk


def test_payments_show_memory_and_ways_of_reading() -> None:
    desk = a_desk()
    measure_sales(desk)
    assert desk.learnt.get("dedupe") is True
    assert desk.learnt.get("entries") == frozenset("CSFTQBKM")
    assert desk.learnt.get("unsupported") == frozenset()
