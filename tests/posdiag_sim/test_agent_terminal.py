"""One request at a time, a timer for the card, a stop request; two codes that stay two."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.agent_pos import AgentPos


def both(answer: dict[str, str]) -> tuple[str, str]:
    """The agent's result and the VAN's code."""
    return answer["outAgentCode"], answer.get("outReplyCode", "")


def test_a_sale_is_approved_and_asked_about_and_cancelled() -> None:
    pos = AgentPos()
    sale = pos.ask()
    assert (*both(sale), sale["outRtn"]) == ("0000", "00", "0")
    told = pos.ask("inquire", inOrgTraceNo="000001")
    assert (both(told), told["outOrgResult"]) == (("0000", "00"), "00")
    assert both(pos.ask("cancel", inOrgAuthNo=sale["outAuthNo"], inOrgTraceNo="000001")) == ("0000", "00")


def test_what_the_van_refuses_is_sound_for_the_agent() -> None:
    assert both(AgentPos(["platform-outage"]).ask(inWCC="Q", inCardNo="KRCPM1")) != ("0000", "00")
    refused = AgentPos().ask("cancel", inOrgAuthNo="999", inOrgTraceNo="000077")
    assert both(refused) == ("0000", "25")


def test_a_second_request_is_told_busy_and_the_first_goes_on() -> None:
    pos = AgentPos()
    pos.send()
    pos.send("balance")
    assert both(pos.hear()) == ("9001", "")
    assert both(pos.hear()) == ("0000", "00")


def test_the_agent_gives_up_on_the_card_after_the_time_that_it_was_told() -> None:
    pos = AgentPos(["slow-card:ms=20000"])
    assert both(pos.ask(inReadTimeout="5")) == ("9002", "")
    assert 5_000 <= pos.world.now_ms() < 5_200
    assert pos.charges() == 0
    assert both(AgentPos(["slow-card:ms=20000"]).ask()) == ("0000", "00")
    assert both(AgentPos(["slow-card:ms=20000"], "agent-ws@1.0").ask()) == ("9002", "")


def test_a_stop_request_ends_what_waits_for_the_card_and_nothing_else() -> None:
    pos = AgentPos(["slow-card:ms=9000"])
    pos.send()
    pos.world.advance(1000)
    pos.stop()
    assert [both(pos.hear())[0] for _ in range(2)] == ["9003", "9003"]
    assert pos.charges() == 0
    late = AgentPos(["host-slow:ms=9000"])
    late.send()
    late.world.advance(3000)
    late.stop()
    assert [both(late.hear()) for _ in range(2)] == [("9003", ""), ("0000", "00")]


@pytest.mark.parametrize("text", [b'{"KIS_ICApproval":{"inTradeType":"Z9"}}', b'{"x":1}', b'{"a":}'])
def test_what_the_agent_cannot_read_it_says(text: bytes) -> None:
    pos = AgentPos()
    pos.world.write(text)
    assert both(pos.hear()) == ("9005", "")


def test_a_device_check_is_answered() -> None:
    answer = AgentPos().ask("check")
    assert (both(answer), answer["outDevice"]) == (("0000", "00"), "OOOO")
