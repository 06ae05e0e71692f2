"""Terminals of a fleet: numbers, seeds, what a terminal keeps from one POS to the next, and for how long."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from posdiag_sim import fleet as fleet_module
from posdiag_sim.ecr_bytes import EcrReader, write_frame
from posdiag_sim.ecr_layout import read_content, write_content
from posdiag_sim.faults.registry import FaultError
from posdiag_sim.fleet import MAX_AGE_MS, Fleet, FleetTerminal, seed_of
from posdiag_sim.heap import MAX_TIME_MS
from posdiag_sim.rig import load_rig

RIG = load_rig("counter-fs")


def say(terminal: FleetTerminal, at_ms: int, kind: str, **words: str) -> None:
    fields = {"tid": "10000001", "sent_at": "20250910123000"} | words
    terminal.speak(at_ms)
    terminal.hear(write_frame(RIG.wire, write_content(RIG.wire, kind, False, fields)), at_ms)


def answer(terminal: FleetTerminal, at_ms: int) -> Mapping[str, str]:
    """The answer that is there by `at_ms`, which is ACKed."""
    said, ending = terminal.speak(at_ms)
    assert not ending
    for token in EcrReader(RIG.wire).feed(said):
        if token.what == "frame":
            terminal.hear(RIG.wire.ack, at_ms)
            terminal.speak(at_ms + 10)
            return read_content(RIG.wire, token.content).fields
    return {}


def pay(terminal: FleetTerminal, at_ms: int, stan: int = 1) -> Mapping[str, str]:
    say(terminal, at_ms, "approve", stan=f"{stan:06d}", amount="1000", entry="C")
    return answer(terminal, at_ms + 2_900)


def last_sale(terminal: FleetTerminal, at_ms: int) -> str:
    """What the terminal says of its last sale."""
    say(terminal, at_ms, "inquire", stan=f"{at_ms % 1_000_000:06d}")
    return answer(terminal, at_ms + 1_000)["result"]


def taken(fleet: Fleet, at_ms: int = 0) -> FleetTerminal:
    terminal = fleet.take(at_ms)
    assert terminal is not None
    return terminal


def test_whoever_comes_gets_the_free_terminal_with_the_lowest_number() -> None:
    fleet = Fleet(RIG, 3)
    first, second, third = (taken(fleet) for _ in range(3))
    assert [one.number for one in (first, second, third)] == [0, 1, 2]
    assert fleet.take(0) is None
    fleet.give_back(third)
    fleet.give_back(first)
    assert [taken(fleet), taken(fleet)] == [first, third]
    assert fleet.take(0) is None


def test_every_terminal_and_every_life_of_it_has_a_seed_of_its_own() -> None:
    seeds = {seed_of(seed, number, life) for seed in range(5) for number in range(1000) for life in range(3)}
    assert len(seeds) == 5 * 1000 * 3
    assert seed_of(7, 3) == seed_of(7, 3)


def test_the_same_seed_number_and_bytes_give_the_same_answer() -> None:
    assert pay(taken(Fleet(RIG, 1, seed=7)), 0) == pay(taken(Fleet(RIG, 1, seed=7)), 0)
    assert pay(taken(Fleet(RIG, 1, seed=7)), 0) != pay(taken(Fleet(RIG, 1, seed=8)), 0)


def test_a_terminal_that_has_nothing_to_do_is_never_due() -> None:
    terminal = taken(Fleet(RIG, 1))
    assert terminal.next_due() is None
    assert pay(terminal, 5_000)["result"] == "00"
    assert terminal.next_due() is None


def test_due_times_are_those_of_the_fleet() -> None:
    terminal = taken(Fleet(RIG, 1), at_ms=70_000)
    say(terminal, 80_000, "approve", stan="000001", amount="1000", entry="C")
    assert terminal.next_due() == 80_002


def test_the_next_pos_finds_the_sales_of_the_one_before() -> None:
    fleet = Fleet(RIG, 1)
    terminal = taken(fleet)
    assert pay(terminal, 0)["result"] == "00"
    fleet.give_back(terminal)
    assert taken(fleet, 60_000) is terminal
    assert last_sale(terminal, 61_000) == "00"


def test_a_terminal_whose_pos_has_gone_works_on() -> None:
    fleet = Fleet(RIG, 1)
    terminal = taken(fleet)
    say(terminal, 0, "approve", stan="000001", amount="1000", entry="C")
    assert terminal.speak(50) == (RIG.wire.ack, "")
    fleet.give_back(terminal)
    while (due_ms := terminal.next_due()) is not None:
        assert terminal.speak(due_ms) == (b"", "")
    taken(fleet, 60_000)
    assert last_sale(terminal, 61_000) == "00"


def test_an_old_terminal_gets_a_fresh_world_when_it_is_not_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = taken(Fleet(RIG, 1))
    first = pay(terminal, 0)
    monkeypatch.setattr(fleet_module, "MAX_EVENTS", 15)
    assert pay(terminal, 5_000, stan=2)["result"] == "00"  # 11 events each: it grows old in mid-sale
    assert last_sale(terminal, 10_000) == "N1"
    again = pay(terminal, 20_000)
    assert (again["result"], first["result"]) == ("00", "00")
    assert again["approval"] != first["approval"]


def test_an_idle_connection_outlives_the_day_of_its_world() -> None:
    terminal = taken(Fleet(RIG, 1))
    assert pay(terminal, 0)["result"] == "00"
    assert last_sale(terminal, MAX_AGE_MS - 1) == "00"
    for day in range(1, 5):
        assert pay(terminal, day * MAX_TIME_MS + 5)["result"] == "00"


def test_a_terminal_that_lay_idle_for_days_serves_the_next_pos() -> None:
    fleet = Fleet(RIG, 1)
    terminal = taken(fleet)
    fleet.give_back(terminal)
    assert pay(taken(fleet, 3 * MAX_TIME_MS), 3 * MAX_TIME_MS)["result"] == "00"


def test_a_line_that_a_fault_ends_is_ended() -> None:
    terminal = taken(Fleet(RIG, 1, faults=("refused:count=1",)))
    assert terminal.speak(0) == (b"", "refused")


def test_a_fault_that_does_not_exist_is_told_before_any_terminal_is_made() -> None:
    with pytest.raises(FaultError, match="unknown fault `drip`"):
        Fleet(RIG, 1, faults=("drip",))
