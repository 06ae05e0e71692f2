"""Options of agent dialects, with every fault at once."""

from __future__ import annotations

from posdiag.wire.agent.build import MAX_FIELDS
from posdiag.wire.agent.spec import AgentSpec, Shape, State

GOOD = {
    "transport": "websocket",
    "request": "json",
    "answer": "json",
    "command": "Pay",
    "codes": {"D1": {"kind": "approve"}},
    "agent_results": {"0000": "ok"},
    "also_ok": {"outRtn": "0"},
    "fields": {
        "request": [{"path": "a", "name": "code"}, {"path": "b", "const": "NV"}],
        "answer": [{"path": "c", "name": "result"}],
    },
    "text_cut": "characters",
}


def test_options_become_a_dialect() -> None:
    spec, faults = AgentSpec.build("d", GOOD)
    assert faults == ()
    assert (spec.request, spec.command, spec.results["0000"]) == (Shape.JSON, "Pay", State.OK)
    assert [item.path for item in spec.request_fields] == ["a", "b"]


def test_fields_by_place_are_counted() -> None:
    spec, faults = AgentSpec.build("d", {"fields": {"request": ["code", "", "amount", {"const": "A"}]}})
    assert faults == ()
    assert [(item.path, item.name, item.const) for item in spec.request_fields] == [
        ("1", "code", ""),
        ("2", "", ""),
        ("3", "amount", ""),
        ("4", "", "A"),
    ]


def test_every_fault_is_named_with_its_path() -> None:
    wrong = {
        "transport": "websocket",
        "request": "carets",
        "answer": "jsonp",
        "codes": {"D1": {"kind": "aprove", "way": "up"}},
        "agent_results": {"9": "bussy"},
        "fields": {"request": [{"name": "amonut"}], "answer": [{"name": "result"}], "more": []},
        "charsett": "cp949",
    }
    _, faults = AgentSpec.build("d", wrong)
    assert {fault.path for fault in faults} >= {
        "request", "answer", "codes.D1.kind", "codes.D1.way", "agent_results.9",
        "fields.request.1.name", "fields.more", "charsett", "fields.request",
    }  # fmt: skip


def test_a_json_dialect_needs_keys_and_a_command() -> None:
    json_without = {"transport": "websocket", "request": "json", "answer": "json"}
    _, faults = AgentSpec.build("d", {**json_without, "fields": {"request": [{"name": "code"}]}})
    assert {fault.path for fault in faults} == {"command", "fields.request.1.path"}


def test_the_number_of_fields_has_a_limit() -> None:
    _, faults = AgentSpec.build("d", {"fields": {"request": ["code", *[""] * MAX_FIELDS]}})
    assert [fault.path for fault in faults] == ["fields.request"]
