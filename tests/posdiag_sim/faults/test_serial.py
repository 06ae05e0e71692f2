"""A serial line whose ends are set differently, or from which another program reads."""

from __future__ import annotations

import pytest

from posdiag_sim.faults.registry import parse_fault
from posdiag_sim.faults.serial import Stolen
from posdiag_sim.line import DOWN, Piece
from tests.posdiag_sim.till import charges, till


@pytest.mark.parametrize("fault", ["speed:pos=9600,terminal=38400", "parity:mode=even", "parity:side=pos"])
def test_nothing_is_paid_where_the_two_ports_differ(fault: str) -> None:
    pos = till(faults=[fault])
    assert pos.ask("approve", amount="8000") == {}
    assert charges(pos.collect()) == []


def test_ports_of_one_speed_are_a_sound_line() -> None:
    assert till(faults=["speed:pos=9600,terminal=9600"]).ask("approve", amount="8000")["result"] == "00"


def test_what_another_program_reads_is_missing_and_the_rest_stays_in_order() -> None:
    fault = parse_fault("stolen:percent=50,run=3", "seed", "terminal")
    assert isinstance(fault, Stolen)
    assert fault.way == DOWN
    whole = bytes(range(1, 60))
    (piece,) = fault.bend([Piece(0, whole)])
    assert 0 < len(piece.content) < len(whole)
    assert sorted(piece.content) == list(piece.content)


def test_all_or_nothing_may_be_stolen() -> None:
    for percent, left in ((0, b"abc"), (100, b"")):
        fault = parse_fault(f"stolen:percent={percent}", "seed", "terminal")
        assert isinstance(fault, Stolen)
        assert fault.bend([Piece(0, b"abc")])[0].content == left
