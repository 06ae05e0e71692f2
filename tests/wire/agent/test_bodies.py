"""Bodies of agents' messages: every slot knows where it stands, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.bodies import (
    Body,
    read_carets,
    read_json,
    read_jsonp,
    read_telegram,
    write_carets,
    write_json,
    write_jsonp,
    write_telegram,
)
from posdiag.wire.agent.percent import Placed, percent
from posdiag.wire.agent.spec import AgentSpec, Counts, Transport
from posdiag.wire.ecr.spec import Charset

FORM = AgentSpec("form", mark="VCAT", opening="NICEVCAT")
CARETS = AgentSpec("carets", transport=Transport.HTTP_GET, charset=Charset.UTF_8)
JSON = AgentSpec("json", command="Pay", stop="Stop", charset=Charset.UTF_8)
VALUES = ["0200", "10", "C", "8800", "김밥"]
PLAIN = st.lists(st.text("abc 김밥&=%+", max_size=6), min_size=1, max_size=8)


def slots(body: Body) -> dict[str, bytes]:
    return {slot.path: slot.raw for slot in body.slots}


def codes(body: Body) -> list[str]:
    return [fault.code for fault in body.faults]


@given(PLAIN)
def test_a_telegram_is_read_back_plain_and_percent_encoded(values: list[str]) -> None:
    raw = write_telegram(FORM, values)
    for frame, placed in (
        (raw, Placed.plain(raw, 0, len(raw))),
        (percent(raw), Placed.encoded(percent(raw), 0, len(percent(raw)))),
    ):
        body = read_telegram(FORM, placed)
        assert codes(body) == []
        found = [raw for path, raw in slots(body).items() if path.isdigit()]
        assert found == [value.encode("cp949") for value in values]
        assert all(slot.offset + slot.length <= len(frame) for slot in body.slots)


@pytest.mark.parametrize("counts", [Counts.CHARACTERS, Counts.UTF_8])
def test_lengths_that_count_otherwise_are_named(counts: Counts) -> None:
    other = AgentSpec("other", mark="VCAT", opening="NICEVCAT", counts=counts)
    raw = write_telegram(other, VALUES)
    assert codes(read_telegram(FORM, Placed.plain(raw, 0, len(raw)))) == [f"length.other-count.{counts}"]


def test_telegrams_that_are_cut_or_wrong_are_told() -> None:
    raw = write_telegram(FORM, VALUES)
    assert codes(read_telegram(FORM, Placed.plain(raw, 0, 9))) == ["telegram.cut"]
    assert codes(read_telegram(FORM, Placed.plain(raw, 0, len(raw) - 2)))[0] == "length.wrong"
    other = raw.replace(b"VCAT    ", b"KCAT    ").replace(b"\x07", b"_")
    assert codes(read_telegram(FORM, Placed.plain(other, 0, len(other)))) == [
        "telegram.mark",
        "telegram.no-bel",
    ]


@given(PLAIN)
def test_carets_are_read_back(values: list[str]) -> None:
    target = write_carets(CARETS, values).encode()
    body = read_carets(CARETS, target, 0, len(target))
    assert codes(body) == []
    assert [raw.decode() for path, raw in slots(body).items() if path.isdigit()] == values
    assert slots(body)["callback"] == b"posdiag"


def test_an_address_without_the_parameter_is_told() -> None:
    assert codes(read_carets(CARETS, b"/?a=1", 0, 5)) == ["carets.missing"]
    assert codes(read_carets(CARETS, b"/", 0, 1)) == ["carets.missing"]


def test_json_stands_under_its_command_and_jsonp_under_its_callback() -> None:
    request = write_json(JSON, {"a": "1", "b": "", "c": "김"}, JSON.command)
    body = read_json(JSON, request, 0, len(request))
    assert (body.command, slots(body)) == ("Pay", {"a": b"1", "c": "김".encode()})
    assert read_json(JSON, b'{"Stop":{}}', 0, 11).command == "Stop"
    answer = write_jsonp(JSON, {"a": "1"})
    assert slots(read_jsonp(JSON, answer, 0, len(answer))) == {"callback": b"posdiag", "a": b"1"}
    other = answer.replace(b"posdiag", b"jsonCallback")
    assert codes(read_jsonp(JSON, other, 0, len(other))) == ["jsonp.callback.jsonCallback"]
    assert codes(read_jsonp(JSON, b"<html>", 0, 6)) == ["jsonp.no-call"]
    assert codes(read_jsonp(JSON, b'posdiag({"a":1}', 0, 15)) == ["jsonp.no-call"]
    assert codes(read_json(JSON, b'{"a":', 0, 5)) == ["json.broken"]
    assert codes(read_json(JSON, b"ok", 0, 2)) == ["json.none"]


@given(st.binary(max_size=120))
def test_nothing_raises(garbage: bytes) -> None:
    read_telegram(FORM, Placed.encoded(garbage, 0, len(garbage)))
    read_telegram(FORM, Placed.plain(b"0103VCAT    0091" + garbage, 0, len(garbage) + 16))
    read_carets(CARETS, garbage, 0, len(garbage))
    read_json(JSON, b"{" + garbage, 0, len(garbage) + 1)
    read_jsonp(JSON, b"posdiag(" + garbage, 0, len(garbage) + 8)
