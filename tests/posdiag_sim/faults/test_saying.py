"""Refusals by code: of the host, of the terminal, and of a host that looks at the clock."""

from __future__ import annotations

import pytest

from posdiag_sim.faults.registry import FaultError, parse_fault
from tests.posdiag_sim.till import charges, till

CARD = {"card": "9400010000001012"}


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
@pytest.mark.parametrize("code", ["05", "55", "81", "PA", "PB"])
def test_the_host_refuses_by_the_code_and_books_nothing(rig: str, code: str) -> None:
    pos = till(rig, [f"host-says:code={code},count=1"])
    answer = pos.ask("approve", amount="8000", **CARD)
    assert answer["result"] == code
    assert answer["text1"]
    assert pos.ask("approve", amount="8000", **CARD)["result"] == "00"
    assert len(charges(pos.collect())) == 1


def test_only_requests_of_the_kind_are_refused() -> None:
    pos = till("host-iso", ["host-says:code=21,to=cancel"])
    sale = pos.ask("approve", amount="8000", **CARD)
    assert sale["result"] == "00"
    words = {"orig_approval": sale["approval"], "orig_amount": "8000", "amount": "8000"}
    assert pos.ask("cancel", **words, **CARD)["result"] == "21"
    assert charges(pos.collect()) == [("charge", "coupon", 8000)]


def test_the_terminals_cancel_key_ends_a_sale_before_the_host_hears_of_it() -> None:
    pos = till(faults=["terminal-says:code=U1,count=1"])
    assert pos.ask("approve", amount="8000")["result"] == "U1"
    assert pos.collect()["host"] == []
    assert pos.ask("approve", amount="8000")["result"] == "00"


def test_a_host_that_looks_at_the_clock_refuses_a_wrong_time() -> None:
    pos = till("host-iso", ["clock-check:s=600"])
    assert pos.ask("approve", amount="8000", sent_at="20250910140000", **CARD)["result"] == "PC"
    assert pos.ask("approve", amount="8000", sent_at="20250910123500", **CARD)["result"] == "00"


def test_a_code_has_two_characters_and_a_terminal_is_needed() -> None:
    with pytest.raises(FaultError, match="makes no sense"):
        parse_fault("host-says:code=5", "seed", "terminal")
    with pytest.raises(FaultError, match="acts in a terminal"):
        parse_fault("terminal-says", "seed", "host")
