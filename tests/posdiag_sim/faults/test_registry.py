"""How faults are named and configured, and how mistakes are told."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.faults.loss import Corrupt
from posdiag_sim.faults.registry import FAULTS, FaultError, parse_fault
from posdiag_sim.line import DOWN, UP
from tests.posdiag_sim.till import till

NAMES = (
    "latency host-slow drop corrupt truncate duplicate reorder late split join pause ack-lost nak-storm"
    " reset refused half-open check-rule length-prefix extra-header platform-outage pg-first slow-card busy"
    " hang-up tls host-says terminal-says clock-check sends-twice host-forgets amount-off balance-lag"
    " terminal speed parity stolen length-scope host-format cancel-unrestored"
)


def parse(text: str, rig_kind: str = "terminal") -> object:
    return parse_fault(text, "seed", rig_kind)


def test_the_faults_are_these() -> None:
    assert sorted(FAULTS) == sorted(NAMES.split())


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_needs_no_parameter_and_tells_in_one_line_what_it_does(name: str) -> None:
    fault = parse(name, "host" if FAULTS[name].needs_host else "terminal")
    assert type(fault) is FAULTS[name]
    assert (FAULTS[name].__doc__ or "").strip()


def test_own_and_common_parameters() -> None:
    fault = parse("corrupt:bits=4,from=2,count=3,p=0.25,way=to-terminal")
    assert isinstance(fault, Corrupt)
    assert (fault.bits, fault.start, fault.left, fault.chance, fault.way) == (4, 2, 3, 0.25, UP)


@pytest.mark.parametrize(
    ("text", "rig_kind", "link", "way"),
    [
        ("drop", "terminal", "ecr", DOWN),
        ("drop:way=to-terminal", "terminal", "ecr", UP),
        ("drop:way=both", "terminal", "ecr", ""),
        ("drop:link=host,way=to-van", "terminal", "host", UP),
        ("drop:link=host,way=to-terminal", "terminal", "host", DOWN),
        ("drop:way=to-pos", "host", "host", DOWN),
        ("drop:way=to-van", "host", "host", UP),
        ("drop:way=to-terminal", "host", "host", UP),
    ],
)
def test_links_and_ways(text: str, rig_kind: str, link: str, way: str) -> None:
    fault = parse_fault(text, "seed", rig_kind)
    assert (fault.link, fault.way) == (link, way)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("dorp", "did you mean `drop`"),
        ("host-slow:mss=4", "did you mean `ms`"),
        ("drop:ms", "write ms="),
        ("late:ms=-4", "from 0 to"),
        ("late:ms=99999999", "from 0 to"),
        ("drop:p=2", "0 to 1"),
        ("drop:p=x", "0 to 1"),
        ("drop:from=0", "from 1"),
        ("drop:link=hosts", "did you mean `host`"),
        ("drop:way=to-van", "to-terminal"),
        ("drop:link=host,way=to-pos", "to-van"),
        ("reset:when=requests", "did you mean `request`"),
        ("check-rule:rule=crc", "xor-from-stx"),
        ("check-rule:from=2", "leave out"),
        ("check-rule:link=host", "rig of kind terminal"),
        ("extra-header:hex=6", "write such as hex="),
        ("extra-header:hex=", "write such as hex="),
        ("", "one of"),
    ],
)
def test_mistakes_are_told_with_a_remedy(text: str, remedy: str) -> None:
    with pytest.raises(FaultError) as refused:
        parse(text)
    assert remedy in refused.value.remedy


spelled = st.builds("{}:{}={}".format, st.sampled_from(sorted(FAULTS)), st.text(), st.text())


@given(st.text(max_size=60) | spelled)
def test_any_text_is_a_fault_or_an_error_and_nothing_else(text: str) -> None:
    with suppress(FaultError):
        parse(text)


def test_from_and_count_say_when_a_fault_acts() -> None:
    pos = till(faults=["host-slow:ms=31000,from=2,count=1"])
    results = [pos.ask("approve", amount="1000")["result"] for _ in range(3)]
    assert results == ["00", "T1", "00"]


def test_a_probability_acts_now_and_then_and_the_same_way_for_a_seed() -> None:
    def results(seed: int) -> list[str | None]:
        pos = till(faults=["drop:p=0.3"], seed=seed, answer_ms=2000)
        return [pos.ask("inquire").get("result") for _ in range(30)]

    assert results(1) == results(1) != results(2)


def test_faults_act_together_each_on_its_own_chances() -> None:
    alone = till(faults=["latency:ms=100,p=0.5"])
    alone.ask("approve", amount="1000")
    both = till(faults=["latency:ms=100,p=0.5", "pg-first"])
    assert both.ask("approve", amount="1000")["merchant"] == "000099900099990"
    assert [at for at, _, _ in both.heard] == [at for at, _, _ in alone.heard]


@pytest.mark.parametrize(
    "name", ["corrupt", "truncate", "duplicate", "reorder", "join", "ack-lost", "check-rule"]
)
def test_what_does_not_get_through_tcp_is_refused_between_pos_and_agent(name: str) -> None:
    with pytest.raises(FaultError, match="no meaning between POS and agent"):
        parse(name, "agent")
    if name not in ("ack-lost", "check-rule"):
        assert parse(f"{name}:link=host", "agent")


@pytest.mark.parametrize(
    "name", ["latency", "drop", "late", "reset", "refused", "half-open", "split", "busy"]
)
def test_what_acts_on_connections_and_times_acts_on_agents_too(name: str) -> None:
    assert parse(name, "agent")
