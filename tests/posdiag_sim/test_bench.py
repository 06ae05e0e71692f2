"""The bench: what it is asked, what it answers, and that a bad request is told its remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.rig import load_rig
from posdiag_sim.world import World
from tests.posdiag_sim.till import COUPON_CREDIT, PREPAID, Till, till


def world() -> World:
    return World(load_rig("counter-fs"))


def ask(at: World, **request: object) -> Any:
    return json.loads(at.ask(json.dumps(request)))


def test_setup_tells_the_link_of_the_pos() -> None:
    assert ask(world(), do="setup") == {"ok": True, "link": "ecr"}
    assert ask(World(load_rig("host-iso")), do="setup")["link"] == "host"


def test_setup_starts_afresh_at_time_zero() -> None:
    pos = till()
    pos.ask("approve", amount="8000")
    assert ask(pos.world, do="setup", instruments={"main": COUPON_CREDIT})["ok"]
    assert pos.world.now_ms() == 0
    assert ask(pos.world, do="collect")["statement"]["rows"] == []


def test_the_date_of_the_setup_is_the_terminals_date() -> None:
    at = world()
    ask(at, do="setup", date="2025-12-01T09:00:00", instruments={"main": PREPAID})
    reply = Till(at).ask("approve", amount="8000", entry="C")
    assert reply["sent_at"].startswith("202512010900")


def test_collect_has_what_the_contract_says() -> None:
    pos = till(instrument=COUPON_CREDIT)
    pos.ask("approve", amount="12000")
    collected = pos.collect()
    assert set(collected) == {"ok", "t_ms", "receipts", "screens", "host", "statement"}
    assert set(collected["receipts"][0]) == {"t_ms", "by", "text", "raw"}
    assert set(collected["host"][0]) == {"t_ms", "from", "to", "hex"}
    first, second = collected["statement"]["rows"]
    assert (first["purse"], first["amount_krw"]) == ("coupon", 10000)
    assert (second["purse"], second["amount_krw"]) == ("card", 2000)
    assert first["approval"] == second["approval"]
    assert collected["statement"]["opening"] == {"coupon": 10000, "card": 1000000}
    assert collected["statement"]["balances"] == {"coupon": 0, "card": 998000}


def test_collect_runs_on_until_quiet_or_no_longer_than_asked() -> None:
    pos = till(faults=["host-slow:ms=20000"], answer_ms=100)
    pos.ask("approve", amount="8000")
    before = pos.world.now_ms()
    assert pos.collect(settle_ms=1000)["t_ms"] <= before + 1000
    assert pos.collect(settle_ms=60_000)["t_ms"] > 20_000


def test_a_shop_override_keeps_the_rest_of_the_rigs_shop() -> None:
    pos = till(instrument=PREPAID | {"state": {"region": "seoul"}}, shop={"region": "busan"})
    assert pos.ask("approve", amount="8000")["result"] == "P1"
    listed = world()
    assert ask(listed, do="setup", shop={"programmes": ["a", "b"], "enrolled": False})["ok"]
    assert listed.issuer.shop.programmes == {"a", "b"}
    assert not listed.issuer.shop.enrolled


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ({"do": "dance"}, "dance"),
        ({"do": "setup", "seeds": 1}, "seeds"),
        ({"do": "setup", "seed": "x"}, "seed"),
        ({"do": "setup", "date": "yesterday"}, "yesterday"),
        ({"do": "setup", "faults": "drop"}, "faults"),
        ({"do": "setup", "faults": ["dropp"]}, "dropp"),
        ({"do": "setup", "shop": {"regoin": "x"}}, "regoin"),
        ({"do": "setup", "shop": []}, "shop"),
        ({"do": "setup", "instruments": {"main": {"kind": "cheque"}}}, "cheque"),
        ({"do": "setup", "instruments": {"main": 1}}, "main"),
        ({"do": "present", "instrument": "purse", "entry": "C"}, "purse"),
        ({"do": "present", "instrument": "wallet", "entry": "Z"}, "Z"),
        ({"do": "collect", "settle_ms": -1}, "settle_ms"),
        ({}, "None"),
    ],
)
def test_a_bad_request_is_refused_with_error_and_remedy(request_: dict[str, object], named: str) -> None:
    answer = ask(world(), **request_)
    assert answer["ok"] is False
    assert named in answer["error"]
    assert answer["remedy"]


def test_a_refused_setup_leaves_the_world_as_it_was() -> None:
    pos = till()
    pos.ask("approve", amount="8000")
    assert not ask(pos.world, do="setup", faults=["nonsense"])["ok"]
    assert len(pos.collect()["statement"]["rows"]) == 1


@given(st.text(max_size=100) | st.from_regex(r'\{"do":"(setup|present|collect)","[a-z]{4,6}":.{0,20}\}'))
def test_any_line_gets_an_answer(line: str) -> None:
    assert json.loads(world().ask(line))["ok"] in (True, False)


def test_a_line_that_is_too_long_is_refused() -> None:
    assert not json.loads(world().ask("[" * 2_000_000))["ok"]


def answers(pos: Till) -> bool:
    return bool(pos.ask("check"))


@pytest.mark.parametrize(
    ("fault", "right"),
    [
        ("speed:pos=9600,terminal=38400", {"baud": 38400}),
        ("parity:mode=odd,side=terminal,bits=7", {"bits": 7, "parity": "O"}),
        ("parity:mode=even,side=pos,bits=8", {"baud": 9600}),
        ("", {"baud": 9600}),
    ],
)
def test_a_terminal_answers_once_the_port_is_set_as_its_own(fault: str, right: dict[str, object]) -> None:
    pos = till(faults=[fault] if fault else [])
    assert ask(pos.world, do="port", baud=2400)["ok"]
    assert not answers(pos)
    assert ask(pos.world, do="port", **right)["ok"]
    assert answers(pos)


def test_a_port_that_is_put_back_is_as_the_line_began() -> None:
    pos = till(faults=["speed:pos=9600,terminal=38400"])
    ask(pos.world, do="port", baud=38400)
    assert ask(pos.world, do="port")["ok"]
    assert not answers(pos)


@pytest.mark.parametrize("setting", [{"baud": 14400}, {"bits": 5}, {"parity": "M"}, {"stop": 2}])
def test_a_port_that_no_terminal_has_is_refused(setting: dict[str, object]) -> None:
    assert ask(world(), do="port", **setting)["remedy"]


@pytest.mark.parametrize("rig", ["host-iso", "agent-form"])
def test_a_line_to_a_host_or_an_agent_has_no_port(rig: str) -> None:
    assert "no serial port" in ask(World(load_rig(rig)), do="port", baud=9600)["error"]
