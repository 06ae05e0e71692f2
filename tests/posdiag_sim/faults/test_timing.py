"""Faults of time, seen from the POS."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import Till, charges, till


def answer_at(pos: Till) -> int:
    """When the last bytes reached the POS, in ms."""
    assert pos.ask("approve", amount="8000")["result"] == "00"
    return pos.heard[-1][0]


def test_latency_makes_everything_later_by_as_much_each_way() -> None:
    assert answer_at(till(faults=["latency:ms=300"])) == answer_at(till()) + 600 + 3
    assert answer_at(till(faults=["latency:ms=300,way=to-pos"])) == answer_at(till()) + 300 + 3


def test_a_slow_host_answers_later_and_decides_at_its_usual_time() -> None:
    slow, usual = till(faults=["host-slow:ms=20000"]), till()
    assert answer_at(slow) == answer_at(usual) + 20_000 + 3
    rows = [pos.collect()["statement"]["rows"][0]["t_ms"] for pos in (slow, usual)]
    assert rows[0] == rows[1] + 3


def test_a_host_slower_than_the_terminal_waits_is_a_timeout_of_the_terminal() -> None:
    pos = till(faults=["host-slow:ms=40000"])
    assert pos.ask("approve", amount="8000")["result"] == "T1"
    assert 30_000 < pos.world.now_ms() < 31_000


def test_a_late_reply_lies_in_the_terminal_while_the_host_answered_in_time() -> None:
    pos = till(faults=["late:ms=40000,count=1"])
    assert pos.ask("approve", amount="8000") == {}
    assert pos.ask("inquire", orig_stan="000001")["orig_result"] == "00"
    what, content, at = pos.world.read_until(60_000)
    assert (what, content[:5]) == ("heard", b"\x020210")
    assert 40_000 < at < 43_000
    frames = pos.collect()["host"]
    assert frames[-1]["t_ms"] < 2500


def test_on_a_host_link_a_late_answer_lies_at_the_van() -> None:
    pos = till("host-iso", ["late:ms=40000"])
    assert pos.ask("approve", amount="8000", card="9400010000001012") == {}
    assert len(charges(pos.collect())) == 1


@pytest.mark.parametrize("at", [1, 10, 60])
def test_a_pause_cuts_the_frame_at_its_byte_and_lasts_its_time(at: int) -> None:
    pos = till(faults=[f"pause:ms=1500,at={at}"])
    assert answer_at(pos) > 3000
    (first_at, _, first), (second_at, _, _) = pos.heard[-2:]
    assert len(first) == at
    assert second_at - first_at == 1500
