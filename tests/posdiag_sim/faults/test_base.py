"""The common part of every fault: when it acts, and on what."""

from __future__ import annotations

import random

from posdiag_sim.faults.base import DOWN, UP, Fault
from posdiag_sim.line import Unit


def test_a_fault_acts_from_its_request_on_and_as_often_as_it_may() -> None:
    fault = Fault(start=2, left=2)
    assert [fault.fires(request) for request in (1, 2, 3, 4)] == [False, True, True, False]


def test_a_probability_of_nothing_never_acts() -> None:
    fault = Fault(chance=0.0, rng=random.Random(1))
    assert not any(fault.fires(1) for _ in range(100))


def test_a_fault_meets_units_of_its_kind_and_way() -> None:
    fault = Fault(way=DOWN)
    assert fault.meets(Unit("frame", b"", DOWN, 1))
    assert not fault.meets(Unit("frame", b"", UP, 1))
    assert not fault.meets(Unit("control", b"", DOWN, 1))
    assert Fault(way="").meets(Unit("frame", b"", UP, 1))


def test_a_fault_of_no_kind_changes_nothing() -> None:
    fault = Fault()
    assert not fault.refuses()
    assert not fault.refuses_frame(1)
    assert fault.late_ms(1) == fault.hold_ms(1) == 0
    assert not fault.outage(1)
    assert not fault.pg_first(1)
    assert fault.left is None
