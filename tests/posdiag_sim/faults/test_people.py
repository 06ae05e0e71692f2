"""Customers who take long and terminals that others use."""

from __future__ import annotations

from tests.posdiag_sim.agent_pos import AgentPos
from tests.posdiag_sim.till import till


def test_a_slow_customer_makes_the_sale_longer_by_as_much() -> None:
    usual, slow = till(), till(faults=["slow-card:ms=12000,count=1"])
    for pos in (usual, slow):
        assert pos.ask("approve", amount="8000")["result"] == "00"
    assert slow.world.now_ms() - usual.world.now_ms() in range(11_990, 12_010)


def test_a_terminal_that_is_taken_says_so_for_its_time() -> None:
    pos = till(faults=["busy:ms=5000"])
    assert pos.ask("approve", amount="8000")["result"] == "T3"
    pos.world.advance(pos.world.now_ms() + 5000)
    assert pos.ask("approve", amount="8000")["result"] == "00"


def test_an_agent_that_is_taken_says_so_in_its_own_code() -> None:
    pos = AgentPos(["busy:ms=5000"])
    assert pos.ask()["outAgentCode"] == "9001"
    pos.world.advance(pos.world.now_ms() + 5000)
    assert pos.ask()["outAgentCode"] == "0000"


def test_both_are_harmless_where_nobody_reads_a_card() -> None:
    for fault in ("slow-card", "busy"):
        assert (
            till("host-iso", [fault]).ask("approve", amount="8000", card="9400010000001012")["result"] == "00"
        )
