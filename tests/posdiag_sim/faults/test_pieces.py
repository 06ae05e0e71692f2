"""Faults of delivery, seen from the POS."""

from __future__ import annotations

from itertools import pairwise

from posdiag_sim.faults.pieces import HOLD_MS
from tests.posdiag_sim.till import charges, till


def test_split_delivers_in_pieces_with_time_between() -> None:
    pos = till(faults=["split:bytes=5,ms=30"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    pieces = [(at, content) for at, _, content in pos.heard][1:]
    assert {len(content) for _, content in pieces[:-1]} == {5}
    assert all(later - earlier == 30 for (earlier, _), (later, _) in pairwise(pieces))


def test_split_towards_the_terminal_still_reaches_it_whole() -> None:
    pos = till(faults=["split:bytes=1,ms=5,way=to-terminal"])
    assert pos.ask("approve", amount="8000")["result"] == "00"


def test_join_delivers_the_ack_and_the_answer_in_one_piece() -> None:
    pos = till(faults=["join"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    assert len(pos.heard) == 1
    assert pos.heard[0][2].startswith(b"\x06\x02")


def test_reorder_lets_the_answer_overtake_its_ack() -> None:
    pos = till(faults=["reorder"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    assert pos.heard[0][2][:1] == b"\x02"
    assert pos.world.read_until(pos.world.now_ms())[1] == b"\x06"


def test_what_is_held_back_for_nothing_goes_out_after_a_while() -> None:
    pos = till("host-iso", ["reorder"])
    assert pos.ask("approve", amount="8000", card="9400010000001012")["result"] == "00"
    assert pos.world.now_ms() > HOLD_MS


def test_a_duplicated_request_is_acknowledged_twice_and_charged_once() -> None:
    pos = till(faults=["duplicate:after_ms=150"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    assert [at for at, _, content in pos.heard if content == b"\x06"] == [27, 177]
    assert len(charges(pos.collect())) == 1


def test_a_duplicated_answer_comes_twice() -> None:
    pos = till(faults=["duplicate:after_ms=500,way=to-pos"])
    pos.ask("approve", amount="8000")
    at, _, answer = pos.heard[-1]
    assert pos.world.read_until(60_000) == ("heard", answer, at + 500)


def test_a_duplicate_at_the_van_is_charged_once() -> None:
    pos = till("host-iso", ["duplicate"])
    assert pos.ask("approve", amount="8000", card="9400010000001012")["result"] == "00"
    assert len(charges(pos.collect())) == 1
