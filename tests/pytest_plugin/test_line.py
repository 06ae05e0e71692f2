"""A till's end of a line in virtual time."""

from __future__ import annotations

from time import monotonic

from posdiag.link.api import Heard, Silence
from posdiag.pytest_plugin.line import VirtualTill


def test_waiting_costs_no_time() -> None:
    began = monotonic()
    till = VirtualTill()
    assert isinstance(till.wait(600_000), Silence)
    assert till.now_ms == 600_000
    assert monotonic() - began < 5


def test_bytes_go_both_ways_and_a_setup_begins_afresh() -> None:
    till = VirtualTill(faults=("ack-lost:count=1",))
    till.send(b"\x02x\x03x")
    heard = till.wait(5_000)
    assert isinstance(heard, Heard)
    assert heard.data == b"\x15"
    till.setup()
    assert till.now_ms == 0
    assert till.collect(0).statement is not None
