"""Faults of agreement: the other side's own frames show by which rule it works."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag_sim.ecr_bytes import EcrReader, EcrWire
from posdiag_sim.faults.registry import FaultError, parse_fault
from posdiag_sim.host_frames import HostReader, HostWire
from posdiag_sim.iso_bytes import read_message
from tests.posdiag_sim.till import Till, charges, till

RIGS = ["counter-fs", "counter-fixed", "counter-ack3", "kiosk-fs"]


def heard_after(pos: Till, wait_ms: int = 12_000) -> bytes:
    """Everything a POS hears that asks in vain."""
    assert pos.ask("approve", amount="8000", card="9400010000001012") == {}
    until = pos.world.now_ms() + wait_ms
    while (found := pos.world.read_until(until))[0] == "heard":
        pos.heard.append((found[2], "heard", found[1]))
    assert charges(pos.collect()) == []
    return b"".join(content for _, _, content in pos.heard)


def terminal_frame(heard: bytes, wire: EcrWire) -> bool:
    """Whether the terminal's own frame reads by this wire."""
    return any(token.what == "frame" for token in EcrReader(wire).feed(heard.replace(b"\x15", b"")))


@pytest.mark.parametrize("rig", RIGS)
def test_another_check_rule_refuses_every_frame_and_shows_in_the_terminals_own(rig: str) -> None:
    pos = till(rig, ["check-rule"])
    heard = heard_after(pos)
    assert pos.naks == 3
    own = pos.world.rig.wire
    other = "xor-after-stx" if own.check == "xor-from-stx" else "xor-from-stx"
    assert terminal_frame(heard, replace(own, check=other))


@pytest.mark.parametrize(
    ("rig", "kind"),
    [
        ("counter-fs", "binary-be"),
        ("counter-fs", "ascii4"),
        ("counter-ack3", "bcd"),
        ("kiosk-fs", "binary-le"),
        ("counter-fixed", "binary-be"),
    ],
)
def test_another_length_prefix_is_refused_and_shows_in_the_terminals_own_frame(rig: str, kind: str) -> None:
    pos = till(rig, [f"length-prefix:kind={kind}"])
    heard = heard_after(pos)
    assert pos.naks == 3
    assert terminal_frame(heard, replace(pos.world.rig.wire, length=kind))


def test_a_terminal_without_lengths_takes_the_pos_s_length_for_the_code_and_does_not_know_it() -> None:
    pos = till("counter-ack3", ["length-prefix:kind=none"])
    assert b"\x1cK1\x1c" in heard_after(pos)


@pytest.mark.parametrize("rig", RIGS)
def test_an_extra_header_stands_before_the_terminals_frame_and_is_missed_in_the_pos_s(rig: str) -> None:
    pos = till(rig, ["extra-header:hex=6012340000"])
    heard = heard_after(pos)
    assert pos.naks == 3
    assert bytes.fromhex("601234000002") in heard
    assert any("헤더" in shown["text"] for shown in pos.collect()["screens"])


@pytest.mark.parametrize("fault", ["length-prefix", "length-prefix:kind=ascii4", "extra-header"])
@pytest.mark.parametrize("rig", ["host-iso", "host-iso-bcd"])
def test_on_a_host_link_the_vans_line_test_shows_its_framing(rig: str, fault: str) -> None:
    pos = till(rig, [fault])
    heard = heard_after(pos)
    [test, *_] = HostReader(pos.world._van.wire).feed(heard)
    assert read_message(pos.world.rig.host.fields, test)[0] == "0800"


def test_between_terminal_and_van_the_disagreement_is_no_answer_for_the_pos() -> None:
    pos = till(faults=["extra-header:link=host"])
    assert pos.ask("approve", amount="8000")["result"] == "T1"
    assert charges(pos.collect()) == []


def test_a_built_in_fault_is_there_with_its_probability_or_not_at_all() -> None:
    results = {till(faults=["check-rule:p=0.5"], seed=seed).ask("check").get("result") for seed in range(12)}
    assert results == {"00", None}


def test_a_length_may_count_something_else() -> None:
    for text, itself, counts in (("", True, "body"), ("counts=etx", False, "body+etx")):
        fault = parse_fault(f"length-scope:{text}".rstrip(":"), "seed", "terminal")
        wire = fault.ecr_wire(EcrWire(length="binary-be"))
        assert (wire.length_itself, wire.length_counts) == (itself, counts)
    assert parse_fault("length-scope", "seed", "host").host_wire(HostWire()).length_itself


def test_a_host_may_write_its_messages_otherwise() -> None:
    wire = parse_fault("host-format:bitmap=binary,numeric=bcd-left", "seed", "host").host_wire(HostWire())
    assert (wire.fields.bitmap, wire.fields.numeric, wire.fields.mti) == ("binary", "bcd-left", "ascii")
    with pytest.raises(FaultError, match="needs a POS on the host link"):
        parse_fault("host-format", "seed", "terminal")
