"""What a rig's file may say of an agent."""

from __future__ import annotations

from posdiag_sim.agent_wire import (
    CARET_REQUEST,
    FORM_ANSWER,
    FORM_REQUEST,
    JSON_ANSWER,
    JSONP_ANSWER,
    AgentWire,
    agent_wire_from,
)
from posdiag_sim.rig_yaml import Node, RigFault


def read(**texts: str) -> tuple[AgentWire, list[RigFault]]:
    faults: list[RigFault] = []
    members = {key: Node(text, "rig:1", key, faults) for key, text in texts.items()}
    return agent_wire_from(Node(dict(members), "rig:1", "wire", faults)), faults


def test_a_wire_is_read() -> None:
    wire, faults = read(layout="agent-form", charset="cp949", length_counts="utf-8")
    assert faults == []
    assert (wire.layout, wire.charset, wire.counts, wire.over_http) == ("agent-form", "cp949", "utf-8", True)


def test_what_makes_no_sense_is_a_fault() -> None:
    wire, faults = read(layout="agent-ws", charset="cp949", acks="3")
    assert not wire.over_http
    assert [what for _, what, _ in faults] == ["text messages of a WebSocket are UTF-8", "unknown key `acks`"]


def test_the_places_are_those_of_the_facts() -> None:
    # DOMAIN 3.2: 36 fields, 3 amount, 4 instalment, 5 and 6 original date and number, 12 timeout, 22 barcode.
    assert len(CARET_REQUEST) == 36
    assert [CARET_REQUEST[place - 1] for place in (1, 3, 4, 5, 6, 12, 22)] == [
        "code", "amount", "instalment", "orig_date", "orig_approval", "reader_wait", "barcode",
    ]  # fmt: skip
    assert (JSONP_ANSWER["RS04"], JSONP_ANSWER["RS08"], JSONP_ANSWER["RS09"]) == (
        "result",
        "unique_no",
        "approval",
    )
    assert FORM_REQUEST[:7] == ("code", "=10", "entry", "amount", "tax", "service", "instalment")
    assert (JSON_ANSWER["outAgentCode"], JSON_ANSWER["outReplyCode"]) == ("agent_result", "result")
    assert {"agent_result", "result"} <= set(FORM_ANSWER)
