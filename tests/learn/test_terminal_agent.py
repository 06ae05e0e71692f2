"""Local agents are measured as strangers: how they answer, and how long they wait for a card."""

from __future__ import annotations

import pytest

from bench.learn import _near, built_in
from posdiag.assembly_learn import learn_terminal
from posdiag.learn.measured import Measured
from posdiag.learn.terminal_agent import measure_card_wait
from posdiag.link.bench import NoBench
from posdiag_sim.rig import load_rig
from tests.learn.test_terminal_desk import a_desk


def measured(rig: str, pay: bool = True) -> Measured:
    return learn_terminal(f"sim:{rig}", "", pay, lambda what: None)


@pytest.mark.parametrize("rig", ["agent-form@1.0", "agent-jsonp@1.0", "agent-jsonp@1.1", "agent-ws@1.0"])
def test_what_is_learnt_of_an_agent_is_what_was_built_in(rig: str) -> None:
    done, firmware = measured(rig), load_rig(rig).firmware
    for one in done.values:
        built = built_in(firmware, one.path)
        assert one.value == built or _near(one.path, one.value, built), one
    assert len(done.values) >= 7


def test_an_agents_own_ways_are_told_apart() -> None:
    known = {
        rig: {one.path: one.value for one in measured(rig).values}
        for rig in ("agent-form@1.0", "agent-form@1.1", "agent-jsonp@1.0", "agent-jsonp@1.1", "agent-ws@1.0")
    }
    assert known["agent-form@1.0"]["percent_answers"] is True
    assert known["agent-form@1.1"]["percent_answers"] is False
    assert known["agent-jsonp@1.0"]["agent_callback"] == "jsonCallback"
    assert known["agent-jsonp@1.1"]["agent_callback"] == ""
    assert 10_000 <= int(str(known["agent-ws@1.0"]["reader_wait_ms"])) <= 10_015
    assert "percent_answers" not in known["agent-ws@1.0"]


def test_without_leave_to_pay_only_a_device_check_is_sent() -> None:
    done = measured("agent-jsonp@1.0", pay=False)
    assert {one.path for one in done.values} == {"agent_callback"}
    assert {one.path: one.reason for one in done.left_out}["reader_wait_ms"] == "no-pay"
    said = b"".join(frame.data for record, _ in done.records for frame in record.transcript.frames)
    assert b"REQ=K1" in said
    assert b"REQ=D1" not in said


def test_a_late_card_takes_a_bench() -> None:
    desk = a_desk()
    desk.station = type(desk.station)("real", NoBench(), desk.station.open_link)
    measure_card_wait(desk)
    (left,) = (one for one in desk.learnt.left_out(frozenset({"reader_wait_ms"})))
    assert left.reason == "no-bench"
